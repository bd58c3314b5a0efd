using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>Hostile text that comes in by other ways than a comment's form, on every page that shows it.</summary>
public class HostileWayTests(RunningSystem system, Browser browser)
{
    private const string Article = "vinh-hoa-len-hang-phut-bu-gio";

    [Fact]
    public async Task A_correction_and_an_appeal_are_text_for_their_reader_and_for_moderators()
    {
        var mark = Waiting.NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(Waiting.NewMark(), Waiting.Thought());
        await moderator.AwaitWaitingAsync(id);
        var corrected = new { revision = 1, title = Hostile.Payloads[1], content = $"{Hostile.All} {mark}" };
        await PostAsync(tracking, "correct", corrected);
        var page = await browser.OpenAsync(tracking);
        var console = await Console.SignInAsync(browser, system);
        var alarms = new[] { Hostile.Watch(page), Hostile.Watch(console) };
        foreach (var path in new[] { "/correct", "/withdraw", "/erase", "" })
        {
            await page.GotoAsync(tracking + path);
            Assert.NotEqual(0, await page.GetByText(mark).CountAsync());
            await Hostile.AssertHarmlessAsync(page);
        }

        var queue = await Eventually.FindAsync("the correction waits", async () =>
            await moderator.FindAsync(id) is { } comment
            && comment.GetProperty("text").GetProperty("content").GetString()!.EndsWith(mark, StringComparison.Ordinal)
                ? await moderator.AwaitWaitingAsync(id)
                : null
        );
        var card = await Console.FocusAsync(console, queue, mark);
        await Assertions.Expect(card.Locator(".corrected ins").First).ToBeVisibleAsync();
        await Hostile.AssertHarmlessAsync(console);
        await console.Keyboard.PressAsync("r");
        await console.Keyboard.PressAsync("1");
        await moderator.AwaitAsync(id, "rejected");
        await moderator.HurryAsync(id);
        await Eventually.IsTrueAsync("its reader may appeal", async () =>
        {
            await page.ReloadAsync();
            return await page.GetByText("Khiếu nại…").CountAsync() == 1;
        });
        await PostAsync(tracking, "appeal", new { text = Hostile.All });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=appeal]")).ToContainTextAsync(Hostile.Payloads[0]);
        await Hostile.AssertHarmlessAsync(page);
        await moderator.AwaitAsync(id, "appealed");
        card = await Console.FocusAsync(console, "appealed", mark);
        await Assertions.Expect(card.Locator(".appeal")).ToContainTextAsync(Hostile.Payloads[0]);
        await Hostile.AssertHarmlessAsync(console);
        Assert.All(alarms, Assert.Empty);
    }

    [Fact]
    public async Task The_newsrooms_reply_and_an_archive_are_text_on_the_site_in_the_embed_the_fragment_the_feed_and_the_console()
    {
        var (answer, archived, waiting) = (Waiting.NewMark(), Waiting.NewMark(), Waiting.NewMark());
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(Article, $"{Waiting.Thought()} {Waiting.NewMark()}");
        await moderator.ShowAsync(id);
        await moderator.ReplyAsync(id, $"{Hostile.All} {answer}");
        await ImportAsync(Line(archived, "approved"), Line(waiting, "pending"));

        var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}"));
        var console = await Console.SignInAsync(browser, system);
        var alarms = new[] { Hostile.Watch(page), Hostile.Watch(console) };
        await Eventually.IsTrueAsync("both are on the site", async () =>
        {
            await page.ReloadAsync();
            return await page.GetByText(answer).CountAsync() > 0 && await page.GetByText(archived).CountAsync() > 0;
        });
        await Hostile.AssertHarmlessAsync(page);
        await page.GotoAsync(new Uri(system.Site, $"bai-viet/{Article}/nhung").ToString());
        await page.Locator("moderation-comments").ScrollIntoViewIfNeededAsync();
        await AssertBothAsync();
        await page.GotoAsync(new Uri(system.Publisher, $"articles/{Article}/comments.html").ToString());
        await AssertBothAsync();

        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = system.Publisher };
        var feed = XDocument.Parse(await http.GetStringAsync($"articles/{Article}/comments.atom"));
        foreach (var mark in new[] { answer, archived })
            Assert.Single(
                feed.Descendants().Where(element => element.Name.LocalName == "content"),
                content => content.Value.Contains($"{Hostile.All} {mark}", StringComparison.Ordinal)
            );
        foreach (var (queue, mark) in new[] { ("approved", answer), ("approved", archived) })
        {
            await Console.FocusAsync(console, queue, mark);
            await Hostile.AssertHarmlessAsync(console);
        }
        using var found = new Moderator(system);
        await Console.FocusAsync(console, await found.FindQueueAsync($"{Hostile.All} {waiting}"), waiting);
        await Hostile.AssertHarmlessAsync(console);
        Assert.All(alarms, Assert.Empty);

        async Task AssertBothAsync()
        {
            foreach (var mark in new[] { answer, archived })
                await Assertions.Expect(page.GetByText(mark)).ToBeVisibleAsync();
            await Hostile.AssertHarmlessAsync(page);
        }
    }

    private static string Line(string mark, string status) =>
        JsonSerializer.Serialize(
            new
            {
                id = mark,
                articleId = Article,
                headline = Hostile.Payloads[4],
                submittedAt = "2026-11-01T07:05:00Z",
                name = Hostile.Payloads[1],
                title = Hostile.Payloads[2],
                content = $"{Hostile.All} {mark}",
                status,
            }
        );

    /// <summary>As an operator brings in what was published elsewhere.</summary>
    private static async Task ImportAsync(params string[] lines)
    {
        var archive = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():n}.jsonl");
        await File.WriteAllLinesAsync(archive, lines);
        await RunningSystem.RunVerbAsync("intake", "import", archive, "--keep-decisions");
        File.Delete(archive);
    }

    private static async Task PostAsync(Uri tracking, string act, object body)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var answer = await http.PostAsJsonAsync(new Uri($"{tracking}/{act}"), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
