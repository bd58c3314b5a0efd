using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>One's own figures and password, and what is left of the console for who may see no comment.</summary>
public class StatisticsPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task Ones_own_decisions_are_counted_and_drawn_and_told_in_words()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        var page = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system));
        await OpenAsync(page);
        await Assertions.Expect(page.GetByText("Chưa có quyết định nào trong 24 giờ qua.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(system.Moderator, $"?q={waiting.Mark}").ToString());
        await Console.SearchAsync(page, waiting.Queue, waiting.Mark);
        await Assertions.Expect(page.Locator("[data-comment]")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("a");
        using var moderator = new Moderator(system);
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, "approved");

        await OpenAsync(page);
        await Assertions.Expect(page.GetByText("2 quyết định, nhiều nhất")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".hours rect:not([height='0'])")).Not.ToHaveCountAsync(0);
        await Assertions
            .Expect(page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "24 giờ qua" }).GetByRole(AriaRole.Row))
            .Not.ToHaveCountAsync(1);
        await Assertions.Expect(Figure(page, "Duyệt")).ToHaveTextAsync("2 100%");
        await Assertions.Expect(Figure(page, "Người khác đã hoàn tác")).ToHaveTextAsync("0 0%");
        await page.GetByText("Xem trong nhật ký").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_password_is_changed_with_the_old_one_and_the_session_goes_on_while_others_end()
    {
        var (name, password) = await Colleague.AddAsync(system);
        var other = await Console.SignInAsync(browser, system, (name, password));
        var page = await Console.SignInAsync(browser, system, (name, password));
        await OpenAsync(page);
        await ChangeAsync(page, "không phải mật khẩu", "một mật khẩu khác hẳn");
        await Assertions.Expect(page.GetByText("Mật khẩu hiện tại không đúng.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Mật khẩu hiện tại")).ToBeFocusedAsync();
        await ChangeAsync(page, password, "ngắn");
        await Assertions.Expect(page.GetByText("Mật khẩu cần ít nhất 12 ký tự.")).ToBeVisibleAsync();
        await ChangeAsync(page, password, "một mật khẩu khác hẳn", again: "một mật khẩu khác");
        await Assertions.Expect(page.GetByText("Hai lần nhập chưa giống nhau.")).ToBeVisibleAsync();
        await ChangeAsync(page, password, "một mật khẩu khác hẳn");
        await Assertions.Expect(page.GetByText("Đã đổi mật khẩu.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Mật khẩu hiện tại")).ToBeEmptyAsync();

        var calls = new List<string?>();
        await page.RouteAsync("**/api/session**", route =>
        {
            calls.Add(route.Request.Method);
            return route.ContinueAsync();
        });
        await ChangeAsync(page, "một mật khẩu khác hẳn", "một mật khẩu thứ ba");
        await Assertions.Expect(page.GetByText("Đã đổi mật khẩu.")).ToBeVisibleAsync();
        Assert.Equal(["POST"], calls);
        await other.ReloadAsync();
        await Console.SignInAsync(other, (name, "một mật khẩu thứ ba"));
        await Assertions.Expect(other.Button(name)).ToBeVisibleAsync();

        await OpenAsync(page);
        var sessions = page.Locator("#sessions tbody tr");
        await Assertions.Expect(sessions).ToHaveCountAsync(2);
        await sessions.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("Phiên đã kết thúc.")).ToBeVisibleAsync();
        await Assertions.Expect(sessions).ToHaveCountAsync(1);
        await page.Button("Đăng xuất mọi nơi").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Moderator, "login").ToString());
    }

    [Fact]
    public async Task An_operator_is_told_why_there_are_no_comments_and_may_change_the_password()
    {
        var page = await Console.SignInAsync(browser, system, await Colleague.AddByCommandAsync("--role", "operator"));
        var thrown = new ConcurrentQueue<string>();
        page.PageError += (_, error) => thrown.Enqueue(error);
        foreach (var path in new[] { $"comments/{Guid.CreateVersion7()}", "log", "policy" })
        {
            await page.GotoAsync(new Uri(system.Moderator, path).ToString());
            await Assertions.Expect(page.GetByText("Người vận hành không xem bình luận.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
            await Browser.AssertFitsAsync(page);
        }

        await page.GetByRole(AriaRole.Main)
            .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Việc của tôi" })
            .ClickAsync();
        await Assertions.Expect(page.GetByLabel("Mật khẩu hiện tại")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("24 giờ qua")).ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(page);
        Assert.Empty(thrown);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 1280, 800)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task The_page_is_accessible(ColorScheme scheme, int width, int height)
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(waiting.Ids[0], "approve");
        var page = await Console.SignInAsync(browser, system);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, height);
        await OpenAsync(page);
        await Assertions.Expect(page.Locator(".hours")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
        await page.Button("Đổi mật khẩu").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Mật khẩu mới", new PageGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Browser.AssertFitsAsync(page);
    }

    private static ILocator Figure(IPage page, string name) =>
        page.Locator(".figures div")
            .Filter(new LocatorFilterOptions { Has = page.GetByText(name, new PageGetByTextOptions { Exact = true }) })
            .Locator("dd");

    private static async Task ChangeAsync(IPage page, string old, string password, string? again = null)
    {
        await page.GetByLabel("Mật khẩu hiện tại").FillAsync(old);
        await page.GetByLabel("Mật khẩu mới", new PageGetByLabelOptions { Exact = true }).FillAsync(password);
        await page.GetByLabel("Nhập lại mật khẩu mới").FillAsync(again ?? password);
        await page.Button("Đổi mật khẩu").ClickAsync();
    }

    private async Task OpenAsync(IPage page)
    {
        await page.GotoAsync(new Uri(system.Moderator, "statistics").ToString());
        await Assertions.Expect(page.GetByLabel("Mật khẩu hiện tại")).ToBeVisibleAsync();
    }
}
