using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Text that tries to become markup or script, through every field that a reader, the site's server or a moderator's edit sends,
/// on every page that shows it.
/// </summary>
public class HostileTextTests(RunningSystem system, Browser browser)
{
    private const string Article = "xe-buyt-dien-tuyen-03";

    [Fact]
    public async Task Hostile_text_is_text_on_the_console_the_article_its_threads_and_the_tracking_page()
    {
        var mark = Waiting.NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var sent = await Task.WhenAll(Hostile.Payloads.Select(payload => SendAsync(payload)));
        var queues = await Task.WhenAll(sent.Select(one => moderator.AwaitWaitingAsync(one.Id)));
        var console = await Console.SignInAsync(browser, system);
        foreach (var queue in queues.CountBy(queue => queue))
            await AssertEachHarmlessAsync(console, queue.Key, mark, queue.Value);

        await Task.WhenAll(sent.Select(one => moderator.ShowAsync(one.Id)));
        var replies = await Task.WhenAll(Hostile.Payloads.Zip(sent, (payload, one) => SendAsync(payload, one.Id)));
        await Task.WhenAll(replies.Select(reply => moderator.ShowAsync(reply.Id)));

        var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}"));
        await AssertShownHarmlessAsync(page, mark);
        foreach (var (id, tracking) in sent)
        {
            await page.GotoAsync(tracking.ToString());
            await Hostile.AssertHarmlessAsync(page);
            foreach (var path in new[] { "/binh-luan/" + id, "?reply=" + id })
            {
                await page.GotoAsync(new Uri(system.Site, $"bai-viet/{Article}{path}").ToString());
                await AssertShownHarmlessAsync(page, mark);
            }
        }

        Task<(Guid Id, Uri Tracking)> SendAsync(string payload, Guid? parentId = null) =>
            reader.SendAsync(
                Article,
                $"{payload} {mark}",
                title: payload,
                name: Name(payload),
                parentId: parentId,
                article: parentId is null
                    ? new
                    {
                        headline = payload,
                        lead = payload,
                        section = payload,
                        url = "https://bao.vn/" + payload,
                    }
                    : null
            );
    }

    [Fact]
    public async Task Hostile_text_in_an_edit_and_in_a_note_is_text_on_the_console_its_log_and_the_article()
    {
        var mark = Waiting.NewMark();
        var section = $"Mục {mark}";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var edited = await Task.WhenAll(
            Hostile.Payloads.Select(async payload =>
            {
                var (id, _) = await reader.SendAsync(
                    Article,
                    $"{Waiting.Thought()} {mark}",
                    article: new { headline = section, section }
                );
                await moderator.ShowAsync(id, edit: new { title = payload, content = $"{payload} {mark}" });
                await moderator.NoteAsync(id, $"{Hostile.All} {mark}");
                return (Text: $"{payload} {mark}", Id: id);
            })
        );
        var console = await Console.SignInAsync(browser, system);
        await AssertEachHarmlessAsync(
            console,
            "approved",
            mark,
            edited.Length,
            async () =>
            {
                await console.Locator(".history summary").ClickAsync();
                await Assertions.Expect(console.Locator(".history ins").First).ToBeVisibleAsync();
                await Assertions.Expect(console.GetByText($"{Hostile.All} {mark}", new() { Exact = true })).ToBeVisibleAsync();
            }
        );

        var article = await browser.OpenAsync(new Uri(system.Site, "bai-viet/" + Article));
        foreach (var (text, id) in edited)
            await Assertions.Expect(article.Locator($"#bl-{id} .comment-content")).ToHaveTextAsync(text);
        await Hostile.AssertHarmlessAsync(article);

        await console.GotoAsync(new Uri(system.Moderator, $"log?section={Uri.EscapeDataString(section)}").ToString());
        foreach (var (_, id) in edited)
        {
            await console
                .Locator("tr", new PageLocatorOptions { Has = console.Locator($"a[href='/comments/{id}']") })
                .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "đã biên tập" })
                .ClickAsync();
            await Assertions.Expect(console.Locator("dialog ins").First).ToBeVisibleAsync();
            await Hostile.AssertHarmlessAsync(console);
            await console.Keyboard.PressAsync("Escape");
            await Assertions.Expect(console.Locator("dialog")).ToHaveCountAsync(0);
        }
    }

    /// <summary>Has each comment of a queue that holds the mark before it, with all that the console knows of it.</summary>
    private static async Task AssertEachHarmlessAsync(
        IPage console,
        string queue,
        string mark,
        int count,
        Func<Task>? look = null
    )
    {
        await Console.SearchAsync(console, queue, mark);
        var items = console.Locator("[data-comment]");
        await Assertions.Expect(items).ToHaveCountAsync(count);
        for (var place = 0; place < count; place++)
        {
            await Assertions.Expect(items.Nth(place)).ToHaveAttributeAsync("aria-current", "true");
            await Assertions.Expect(console.Locator(".context .history li")).Not.ToHaveCountAsync(0);
            if (look is not null)
                await look();
            await Hostile.AssertHarmlessAsync(console);
            await items.Nth(place).FocusAsync();
            await console.Keyboard.PressAsync("j");
        }
    }

    private static async Task AssertShownHarmlessAsync(IPage page, string mark)
    {
        Assert.NotEqual(0, await page.GetByText(mark).CountAsync());
        await Hostile.AssertHarmlessAsync(page);
    }

    private static string Name(string payload) => payload[..Math.Min(60, payload.Length)];
}
