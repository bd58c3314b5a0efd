using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class BansPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_mute_made_on_a_comment_is_listed_what_waits_is_rejected_and_taken_back_and_the_mute_is_lifted()
    {
        var (waiting, name, console) = await MuteAsync();
        using var moderator = new Moderator(system);
        var row = await OpenAsync(console, name);
        foreach (var text in new[] { "Giữ", "theo họ tên", "Đến", system.Login.Name })
            await Assertions.Expect(row).ToContainTextAsync(text);

        await console.Button($"Bình luận đang chờ của {name}").ClickAsync();
        await Assertions.Expect(console.GetByText("2 bình luận được chọn")).ToBeVisibleAsync();
        await console.Button("Từ chối 2 bình luận").ClickAsync();
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, "rejected");
        await console.Button("Hoàn tác cả lô").ClickAsync();
        await Assertions.Expect(console.GetByText("Đã hoàn tác lô 2 bình luận")).ToBeFocusedAsync();
        foreach (var id in waiting.Ids)
            await moderator.AwaitWaitingAsync(id);

        await console.Button($"Gỡ hạn chế với {name}").ClickAsync();
        await Assertions.Expect(console.GetByRole(AriaRole.Dialog)).ToContainTextAsync("nhận ra bằng họ tên");
        await console.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(console.GetByText($"Đã gỡ hạn chế với {name}.")).ToBeFocusedAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await console.ReloadAsync();
        await Assertions.Expect(console.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator(".bans, .empty")).ToBeVisibleAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_moderator_reads_the_bans_and_lifts_none()
    {
        var (_, name, mine) = await MuteAsync();
        var theirs = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system));
        var row = await OpenAsync(theirs, name);
        await Assertions.Expect(row.GetByRole(AriaRole.Button)).ToHaveCountAsync(1);
        await Assertions.Expect(theirs.GetByText("Trưởng ca và quản trị viên thêm và gỡ hạn chế.")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(theirs);
        await LiftAsync(mine, name);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 720)]
    [InlineData(ColorScheme.Dark, 1280, 720)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task Every_state_of_the_page_is_accessible_and_nothing_is_cut_off(ColorScheme scheme, int width, int height)
    {
        var (_, name, console) = await MuteAsync();
        await console.SetViewportSizeAsync(width, height);
        await console.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await OpenAsync(console, name);
        await Browser.AssertFitsAsync(console);
        await console.Button($"Bình luận đang chờ của {name}").ClickAsync();
        await Assertions.Expect(console.GetByText("2 bình luận được chọn")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(console);
        await console.Keyboard.PressAsync("Escape");
        await console.Button($"Gỡ hạn chế với {name}").ClickAsync();
        await Browser.AssertFitsAsync(console);
        await console.RouteAsync("**/api/bans/*", route => route.AbortAsync());
        await console.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(console.GetByText("Không kết nối được với máy chủ.")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(console);
        await console.UnrouteAsync("**/api/bans/*");
        await console.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(console.GetByText($"Đã gỡ hạn chế với {name}.")).ToBeVisibleAsync();

        await console.RouteAsync("**/api/bans", route =>
            route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = """{"items":[]}""" })
        );
        await console.ReloadAsync();
        await Assertions.Expect(console.GetByText("Chưa có tác giả nào bị hạn chế.")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator(".empty kbd")).ToHaveTextAsync("i");
        await Browser.AssertFitsAsync(console);
    }

    /// <summary>Mutes, from the record of a comment, an author of whom two comments wait.</summary>
    private async Task<(Waiting Waiting, string Name, IPage Console)> MuteAsync()
    {
        var name = $"Phạm {Waiting.NewMark()}";
        var waiting = await Waiting.SendAsync(system, 2, name: name);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Current()).ToBeVisibleAsync();
        await console.Keyboard.PressAsync("i");
        await console.Locator("dialog select[name='by']").SelectOptionAsync("name");
        await console.Locator("dialog select[name='days']").SelectOptionAsync("1");
        await console.Button("Hạn chế tác giả").ClickAsync();
        await Assertions.Expect(console.GetByText("✓ Đã lưu")).ToBeVisibleAsync();
        return (waiting, name, console);
    }

    private async Task<ILocator> OpenAsync(IPage console, string name)
    {
        await console.GotoAsync(new Uri(system.Moderator, "bans").ToString());
        var row = console.Locator(".bans li").Filter(new LocatorFilterOptions { HasText = name });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        return row;
    }

    private async Task LiftAsync(IPage console, string name)
    {
        await OpenAsync(console, name);
        await console.Button($"Gỡ hạn chế với {name}").ClickAsync();
        await console.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(console.GetByText($"Đã gỡ hạn chế với {name}.")).ToBeVisibleAsync();
    }
}
