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

    private static readonly string[] Payloads =
    [
        "<script>document.title='owned'</script>",
        "\"><img src=x onerror=document.title='owned'>",
        "'><svg onload=document.title='owned'>",
        "<a href=javascript:document.title='owned'>x</a>",
        "</textarea></p><iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
        "{{constructor.constructor('document.title=1')()}} ${7*7} &lt;b&gt;",
    ];

    [Fact]
    public async Task Hostile_text_is_text_on_the_console_the_article_its_threads_and_the_tracking_page()
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var console = await Console.SignInAsync(browser, system);
        var sent = new List<(string Mark, Guid Id)>();
        foreach (var payload in Payloads)
        {
            var mark = Waiting.NewMark();
            var (id, tracking) = await reader.SendAsync(
                Article,
                $"{payload} {mark}",
                title: payload,
                name: Name(payload),
                article: new
                {
                    headline = payload,
                    lead = payload,
                    section = payload,
                    url = "https://bao.vn/" + payload,
                }
            );
            await Console.FocusAsync(console, await moderator.AwaitWaitingAsync(id), mark);
            await AssertHarmlessAsync(console);

            await moderator.ShowAsync(id);
            var (reply, _) = await reader.SendAsync(
                Article,
                $"{payload} {mark}",
                title: payload,
                name: Name(payload),
                parentId: id
            );
            await moderator.ShowAsync(reply);
            await AssertHarmlessAsync(await browser.OpenAsync(tracking));
            sent.Add((mark, id));
        }

        var article = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}"));
        await AssertHarmlessAsync(article);
        foreach (var (mark, id) in sent)
        {
            Assert.NotEqual(0, await article.GetByText(mark).CountAsync());
            foreach (var path in new[] { "/binh-luan/" + id, "?reply=" + id })
            {
                var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}{path}"));
                Assert.NotEqual(0, await page.GetByText(mark).CountAsync());
                await AssertHarmlessAsync(page);
            }
        }
    }

    [Fact]
    public async Task Hostile_text_in_an_edit_is_text_on_the_console_its_log_and_the_article()
    {
        var section = $"Mục {Waiting.NewMark()}";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var console = await Console.SignInAsync(browser, system);
        var edited = new List<(string Text, Guid Id)>();
        foreach (var payload in Payloads)
        {
            var mark = Waiting.NewMark();
            var (id, _) = await reader.SendAsync(
                Article,
                $"{Waiting.Thought()} {mark}",
                article: new { headline = section, section }
            );
            await moderator.ShowAsync(id, edit: new { title = payload, content = $"{payload} {mark}" });
            await Console.FocusAsync(console, "approved", mark);
            await console.Locator(".history summary").ClickAsync();
            await Assertions.Expect(console.Locator(".history ins").First).ToBeVisibleAsync();
            await AssertHarmlessAsync(console);
            edited.Add(($"{payload} {mark}", id));
        }

        var article = await browser.OpenAsync(new Uri(system.Site, "bai-viet/" + Article));
        foreach (var (text, id) in edited)
            await Assertions.Expect(article.Locator($"#bl-{id} .comment-content")).ToHaveTextAsync(text);
        await AssertHarmlessAsync(article);

        await console.GotoAsync(new Uri(system.Moderator, $"log?section={Uri.EscapeDataString(section)}").ToString());
        foreach (var (_, id) in edited)
        {
            await console
                .Locator("tr", new PageLocatorOptions { Has = console.Locator($"a[href='/comments/{id}']") })
                .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "đã biên tập" })
                .ClickAsync();
            await Assertions.Expect(console.Locator("dialog ins").First).ToBeVisibleAsync();
            await AssertHarmlessAsync(console);
            await console.Keyboard.PressAsync("Escape");
            await Assertions.Expect(console.Locator("dialog")).ToHaveCountAsync(0);
        }
    }

    private static string Name(string payload) => payload[..Math.Min(60, payload.Length)];

    private static async Task AssertHarmlessAsync(IPage page)
    {
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img[src='x'], iframe, svg[onload], a[href^='javascript:']").CountAsync());
    }
}
