using System.Text.Json;
using Microsoft.Playwright;
using Moderation.Intake.Tests;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Notices in a reader's browser. A browser without windows has no push service of its maker's and shows none: it is told the
/// address and keys of a service on this machine, which opens what comes. What the worker does then is tested with Intake.
/// </summary>
public class BrowserNoticeTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_reader_starts_notices_by_a_button_is_sent_the_decision_and_stops_them()
    {
        await using var service = await PushService.StartAsync("mailto:bientap@localhost");
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var mark = Waiting.NewMark();
        var (id, tracking) = await reader.SendAsync("bao-qua-trinh-duyet", $"{Waiting.Thought()} {mark}");
        var page = await browser.OpenAsync(tracking);
        await page.SetViewportSizeAsync(390, 844);
        await page.GetByText("Nhận thông báo…").PressAsync("Enter");
        var start = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bật thông báo" });
        await start.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#push-news")).ToContainTextAsync("Trình duyệt không cho phép thông báo");
        await Browser.AssertFitsAsync(page);

        await page.Context.GrantPermissionsAsync(["notifications"]);
        var subscribed = service.Subscribe((await page.Locator("#push").GetAttributeAsync("data-key"))!);
        await page.EvaluateAsync(
            "mine => { PushManager.prototype.subscribe = async () => ({ toJSON: () => JSON.parse(mine) }); }",
            JsonSerializer.Serialize(subscribed.Subscription)
        );
        await start.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#push-news")).ToHaveTextAsync("Đã bật thông báo trên trình duyệt này.");
        await moderator.ShowAsync(id);
        var pushed = (await subscribed.ReceivedAsync(1))[0];
        Assert.DoesNotContain(mark, pushed.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Bình luận của bạn: Đã đăng", pushed.GetProperty("title").GetString());
        Assert.Equal(tracking.ToString(), pushed.GetProperty("url").GetString());

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Đang bật trên 1 trình duyệt.")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Tắt trên mọi trình duyệt" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Đang bật trên")).ToHaveCountAsync(0);

        var plain = await browser.OpenAsync(new Uri(tracking + "/notices"), javaScript: false);
        await Assertions.Expect(plain.Locator("noscript p")).ToHaveTextAsync("Cần JavaScript.");
    }
}
