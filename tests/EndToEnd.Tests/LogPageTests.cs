using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The log of decisions, in sections that no other test uses.</summary>
public class LogPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task Filters_stand_in_the_address_and_in_the_link_to_the_CSV()
    {
        var section = $"Mục {Waiting.NewMark()}";
        var (rejected, _) = (await DecideAsync(section, "reject", "offTopic"), await DecideAsync(section, "approve"));
        var page = await OpenAsync("log");
        await page.GetByLabel("Chuyên mục").FillAsync(section);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Do ai").SelectOptionAsync("people");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await page.GetByLabel("Quyết định", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("reject");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await Assertions.Expect(Rows(page)).ToContainTextAsync("Không liên quan");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Xem bình luận" }))
            .ToHaveAttributeAsync("href", $"/comments/{rejected}");

        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Tải về dạng CSV").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.All(["\"reject\"", $"\"{section}\"", rejected.ToString()], cell =>
            Assert.Contains(cell, lines[1], StringComparison.Ordinal)
        );

        var colleague = await Console.SignInAsync(browser, system);
        await colleague.GotoAsync(page.Url);
        await Assertions.Expect(Rows(colleague)).ToHaveCountAsync(1);
        await Assertions.Expect(colleague.GetByLabel("Chuyên mục")).ToHaveValueAsync(section);
        await page.GoBackAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await page.Button("Bỏ hết điều kiện lọc").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Moderator, "log").ToString());
    }

    [Fact]
    public async Task Further_decisions_follow_when_they_are_asked_for()
    {
        var section = $"Mục {Waiting.NewMark()}";
        await DecideAsync(section, "approve");
        var page = await Console.SignInAsync(browser, system);
        await page.RouteAsync("**/api/log?*", route =>
            route.ContinueAsync(
                new RouteContinueOptions { Url = route.Request.Url.Replace("limit=50", "limit=1", StringComparison.Ordinal) }
            )
        );
        await page.GotoAsync(Address($"log?section={section}"));
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await page.Button("Xem thêm").ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Assertions.Expect(Rows(page).First).ToContainTextAsync(system.Login.Name);
        await Assertions.Expect(Rows(page).Last).ToContainTextAsync("Quy tắc:");
    }

    [Fact]
    public async Task A_decision_is_taken_back_from_the_log_and_marked_with_by_whom()
    {
        var section = $"Mục {Waiting.NewMark()}";
        var id = await DecideAsync(section, "approve");
        var page = await OpenAsync($"log?section={section}&outcome=approve");
        await Rows(page).GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hoàn tác" })
            .ClickAsync();

        await Assertions.Expect(page.GetByText($"{system.Login.Name} đã hoàn tác")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Bình luận trở lại hàng đợi")).ToBeVisibleAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Xem bình luận" }))
            .ToBeFocusedAsync();
        using var moderator = new Moderator(system);
        await moderator.AwaitWaitingAsync(id);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText($"{system.Login.Name} đã hoàn tác")).ToBeVisibleAsync();
        await Assertions.Expect(Rows(page).GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_refused_undo_says_who_decided_what_since()
    {
        var section = $"Mục {Waiting.NewMark()}";
        var id = await DecideAsync(section, "hold");
        var page = await OpenAsync($"log?section={section}&by=people");
        await Rows(page).GetByRole(AriaRole.Button).ClickAsync();
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(id, "approve");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hoàn tác" }).ClickAsync();

        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync($"{system.Login.Name} đã duyệt bình luận này.");
        await Assertions.Expect(dialog).ToContainTextAsync("Quyết định đó được đưa ra lúc");
        await Browser.AssertAccessibleAsync(page);
        await moderator.AwaitAsync(id, "approved");
    }

    [Fact]
    public async Task A_moderator_sees_their_own_decisions_alone_and_is_told_so()
    {
        var section = $"Mục {Waiting.NewMark()}";
        await DecideAsync(section, "approve");
        var page = await OpenAsync($"log?section={section}", await Colleague.AddAsync(system));
        await Assertions.Expect(page.GetByText("Bạn xem được các quyết định của chính mình.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Không có quyết định nào khớp.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Người quyết định")).ToHaveCountAsync(0);
        await page.GotoAsync(Address($"log?moderator={system.Login.Name}"));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Bạn chỉ xem được quyết định của mình.");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 1280, 800)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task The_log_is_accessible(ColorScheme scheme, int width, int height)
    {
        var section = $"Mục {Waiting.NewMark()}";
        await DecideAsync(section, "reject", "spam");
        var page = await Console.SignInAsync(browser, system);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, height);
        await page.GotoAsync(Address($"log?section={section}"));
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Browser.AssertFitsAsync(page);
        await Rows(page).GetByRole(AriaRole.Button).ClickAsync();
        await Browser.AssertFitsAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Rows(page).GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await page.GotoAsync(Address("log?from=2026-02-02&to=2026-01-01"));
        await Assertions.Expect(page.GetByLabel("Đến ngày")).ToHaveAttributeAsync("aria-invalid", "true");
        await Browser.AssertFitsAsync(page);
        await page.GotoAsync(Address($"log?section={Waiting.NewMark()}"));
        await Assertions.Expect(page.GetByText("Không có quyết định nào khớp.")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
    }

    private static ILocator Rows(IPage page) => page.Locator("tbody tr");

    private string Address(string path) => new Uri(system.Moderator, path).ToString();

    private async Task<IPage> OpenAsync(string path, (string Name, string Password)? login = null)
    {
        var page = await Console.SignInAsync(browser, system, login);
        await page.GotoAsync(Address(path));
        return page;
    }

    /// <summary>Sends a comment to an article of the section, and decides on it.</summary>
    private async Task<Guid> DecideAsync(string section, string outcome, string? reason = null)
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(
            Waiting.NewMark(),
            $"{Waiting.Thought()} {Waiting.NewMark()}",
            name: $"Bạn Đọc {Waiting.NewMark()}",
            article: new { headline = $"Bài của {section}", section }
        );
        await moderator.AwaitWaitingAsync(id);
        await moderator.DecideAsync(id, outcome, reason);
        return id;
    }
}
