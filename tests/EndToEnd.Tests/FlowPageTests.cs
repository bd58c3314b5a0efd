using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The page on which operators begin, with all services and RabbitMQ behind it.</summary>
public class FlowPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_operator_sees_every_station_at_work_and_follows_one_comment_without_reading_it()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        await moderator.ShowAsync(waiting.Ids[0]);
        var page = await browser.OpenAsync(new Uri(system.Moderator, "login"));
        var answers = new ConcurrentQueue<Task<string>>();
        page.Response += (_, response) =>
        {
            if (new Uri(response.Url).AbsolutePath is "/api/flow" or "/api/flow/way")
                answers.Enqueue(response.TextAsync());
        };
        await Console.SignInAsync(page, await Colleague.AddAsync(system, "operator"));
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Moderator, "flow").ToString());

        var stations = page.Locator(".station");
        await Assertions.Expect(stations).ToHaveCountAsync(9);
        foreach (var name in new[] { "intake", "broker", "classifier", "queue", "publisher", "site" })
            await Assertions.Expect(page.Locator($"[data-station={name}]")).ToHaveAttributeAsync("data-state", Known());
        await Assertions.Expect(page.Locator("[data-station=classifier]")).ToContainTextAsync("1/1");
        await Browser.AssertFitsAsync(page);

        await Station(page, "Chấm điểm").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var details = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(details).ToContainTextAsync("classifier-classify-comment");
        await Assertions.Expect(details).ToContainTextAsync("Mọi phần đều khỏe");
        await Assertions.Expect(details.Locator("canvas")).ToHaveCountAsync(1);
        await Browser.AssertFitsAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Station(page, "Chấm điểm")).ToBeFocusedAsync();

        await PauseAsync(page, details);

        await page.GetByLabel("Mã bình luận hoặc liên kết theo dõi").FillAsync("không phải mã");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("không phải mã bình luận");
        await page.GetByLabel("Mã bình luận hoặc liên kết theo dõi").FillAsync(waiting.Ids[0].ToString());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".stands")).ToBeFocusedAsync();
        string[] steps =
        [
            "intake.accepted",
            "queue.received",
            "classifier.scored",
            "moderators.decided",
            "publisher.published",
            "webhooks.approved.delivered",
        ];
        foreach (var step in steps)
            await Assertions.Expect(page.Locator($"[data-step='{step}']")).ToHaveCountAsync(1);
        // An endpoint that another test has made may still be waited for.
        await Assertions.Expect(page.Locator(".stands")).ToHaveTextAsync(Standing());

        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);
        await Station(page, "RabbitMQ").ClickAsync();
        await Assertions.Expect(details).ToContainTextAsync("đang chạy");
        await Browser.AssertFitsAsync(page);
        foreach (var answer in await Task.WhenAll(answers))
            Assert.DoesNotContain(waiting.Mark, answer, StringComparison.Ordinal);
    }

    /// <summary>Comments of others wait for as long as this takes.</summary>
    private async Task PauseAsync(IPage page, ILocator details)
    {
        var colleague = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system, "moderator"));
        var banner = colleague.Locator("[data-paused='intake.intake']");
        await Station(page, "Nhận bình luận").ClickAsync();
        await page.Button("Tạm dừng báo kết quả cho bạn đọc…").ClickAsync();
        await details.GetByLabel("Lý do (*)").FillAsync("Thử <b>tạm dừng</b>");
        await Browser.AssertFitsAsync(page);
        try
        {
            await page.Button("Tạm dừng").ClickAsync();
            await Assertions.Expect(details.GetByText("Thử <b>tạm dừng</b>").First).ToBeVisibleAsync();
            await Assertions.Expect(banner).ToContainTextAsync("Thử <b>tạm dừng</b>");
            await Browser.AssertFitsAsync(colleague);
            await page.Button("Cho chạy tiếp").ClickAsync();
            await Assertions.Expect(page.Button("Tạm dừng báo kết quả cho bạn đọc…")).ToBeVisibleAsync();
            await Assertions.Expect(banner).ToHaveCountAsync(0);
        }
        finally
        {
            // Whatever has failed here, others go on.
            using var administrator = system.Client();
            using var resumed = await administrator.DeleteAsync(new Uri("api/flow/pauses/intake/intake", UriKind.Relative));
        }
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Findings have buttons that open the same stations.</summary>
    private static ILocator Station(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    private static Regex Standing() => new("không chờ ở đâu|trạm Webhook", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Others load and stop what they test at the same time.</summary>
    private static Regex Known() => new("^(?:well|warning)$", RegexOptions.None, TimeSpan.FromSeconds(1));
}
