using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>Every state of the triage screen, as axe sees it.</summary>
public class ConsoleAccessibilityTests(RunningSystem system, Browser browser)
{
    /// <summary>What can be pressed and is smaller than 44 px.</summary>
    private const string SmallTargets = """
        [...document.querySelectorAll('a[href], button, select, input:not([type=radio], [type=checkbox]), summary')]
          .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.hidden'))
          .map((each) => [each, each.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 44 || height < 43.5)
          .map(([each, { width, height }]) => `${each.outerHTML.slice(0, 100)} ${width} × ${height}`)
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_console_is_accessible(ColorScheme scheme)
    {
        var waiting = await SendAsync();
        await ReplyWithoutTitleAsync();
        var console = await Console.SignInAsync(browser, system);
        await console.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Console.FocusAsync(console, waiting.Queue, waiting.Text);
        await Assertions.Expect(console.Locator(".context .history li")).Not.ToHaveCountAsync(0);
        await AssertAdviceStandsOutAsync(console);
        await Browser.AssertAccessibleAsync(console);
        foreach (
            var (key, state) in new[]
            {
                ("Shift+Slash", "dialog"),
                ("b", "dialog .counted"),
                ("i", "dialog .record"),
                ("l", "dialog.recent"),
                ("r", ".reasons"),
                ("s", ".reasons"),
            }
        )
        {
            await console.Keyboard.PressAsync(key);
            await console.Locator(state).First.WaitForAsync();
            await Browser.AssertAccessibleAsync(console);
            await console.Keyboard.PressAsync("Escape");
            await Assertions.Expect(console.Locator(state)).ToHaveCountAsync(0);
        }

        await console.Button(system.Login.Name).ClickAsync();
        await console.GetByLabel("Thang xám").CheckAsync();
        await console.GetByLabel("Làm mờ từ xúc phạm").CheckAsync();
        await console.GetByLabel("Xem từng bình luận một").CheckAsync();
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("Escape");
        await Browser.AssertAccessibleAsync(console);
        await console.Button("Lọc").First.ClickAsync();
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("h");
        await Assertions.Expect(console.Locator(".last .name")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(console);
    }

    [Fact]
    public async Task A_refusal_an_empty_desk_and_a_missing_comment_are_accessible()
    {
        var waiting = await SendAsync();
        var console = await Console.SignInAsync(browser, system);
        var item = await Console.FocusAsync(console, waiting.Queue, waiting.Text);
        await console.RouteAsync("**/decision", route => route.AbortAsync());
        await console.Keyboard.PressAsync("a");
        await Assertions.Expect(item.Locator(".refusal")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(console);
        await Console.SearchAsync(console, waiting.Queue, Waiting.NewMark());
        await Assertions.Expect(console.Locator(".empty .done")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(console);
        await console.GotoAsync(new Uri(system.Moderator, $"comments/{Guid.CreateVersion7()}").ToString());
        await Assertions.Expect(console.GetByText("Không tìm thấy bình luận này.")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(console);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(720, 450)]
    public async Task On_a_phone_and_at_200_percent_nothing_is_cut_off_and_the_actions_are_in_view(int width, int height)
    {
        var waiting = await SendAsync();
        var console = await Console.SignInAsync(browser, system);
        await console.SetViewportSizeAsync(width, height);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(1);
        await Assertions.Expect(console.Button("Duyệt").First).ToBeInViewportAsync();
        await Browser.AssertFitsAsync(console);
        await console.Button("Từ chối").Last.ClickAsync();
        await Assertions.Expect(console.Button("Ngôn từ thù ghét")).ToBeInViewportAsync();
        await Browser.AssertFitsAsync(console);
        await AssertTargetsAsync(console);
        await console.Button("Thôi").ClickAsync();

        await console.Button("Ngữ cảnh").ClickAsync();
        await Assertions.Expect(console.Locator("dialog.sheet h2").First).ToBeInViewportAsync();
        await Assertions.Expect(console.Locator("dialog.sheet .history li")).Not.ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(console);
        await AssertTargetsAsync(console);
    }

    [Fact]
    public async Task Offensive_words_are_blurred_until_their_comment_has_the_focus_and_are_read_all_the_same()
    {
        var first = await SendAsync();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (second, _) = await reader.SendAsync("accessibility", $"Đồ óc chó, ngu như bò thì im mồm cho nhờ. {first.Mark}");
        await moderator.AwaitAsync(second, first.Queue);
        var console = await Console.SignInAsync(browser, system);
        await console.Button(system.Login.Name).ClickAsync();
        await console.GetByLabel("Làm mờ từ xúc phạm").CheckAsync();
        await console.Keyboard.PressAsync("Escape");
        await Console.SearchAsync(console, first.Queue, first.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);

        await Assertions
            .Expect(console.Locator("[data-comment]:not([aria-current]) mark").First)
            .Not.ToHaveCSSAsync("filter", "none");
        await Assertions.Expect(console.Locator("[data-comment][aria-current] mark").First).ToHaveCSSAsync("filter", "none");
        await Assertions.Expect(console.Locator("[data-comment]:not([aria-current])")).ToContainTextAsync("ngu");
    }

    /// <summary>What the machine advises is the primary button, and where it only wants a person to look there is none.</summary>
    private async Task AssertAdviceStandsOutAsync(IPage console)
    {
        using var moderator = new Moderator(system);
        var id = Guid.Parse((await console.Current().GetAttributeAsync("data-comment"))!);
        var advice = (await moderator.FindAsync(id))!.Value.GetProperty("review").GetProperty("advice").GetString();
        string[] advised = advice switch
        {
            "approve" => ["Duyệt"],
            "reject" => ["Từ chối"],
            _ => [],
        };
        var primary = await console.Locator(".actions .primary").AllInnerTextsAsync();
        Assert.Equal(advised, primary.Select(text => text[..text.LastIndexOf(' ')]));
    }

    /// <summary>Among the latest of the author whose record is looked at.</summary>
    private async Task ReplyWithoutTitleAsync()
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (parent, _) = await reader.SendAsync("accessibility", "Cầu này bao giờ thông xe?");
        await moderator.ShowAsync(parent);
        var (reply, _) = await reader.SendAsync("accessibility", "Nghe nói là tháng sau.", title: null, parentId: parent);
        await moderator.AwaitWaitingAsync(reply);
    }

    private static async Task AssertTargetsAsync(IPage page)
    {
        var small = await page.EvaluateAsync<string[]>(SmallTargets);
        Assert.True(small.Length == 0, string.Join('\n', small));
    }

    private async Task<(string Queue, string Text, string Mark)> SendAsync()
    {
        using var reader = new Reader(system.Intake);
        var mark = Waiting.NewMark();
        var text = $"Thằng này óc chó, ngu như bò mà cũng đòi làm cầu. {mark}";
        var (id, _) = await reader.SendAsync("accessibility", text);
        using var moderator = new Moderator(system);
        return (await moderator.AwaitWaitingAsync(id), text, mark);
    }
}
