using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The sites that are told by webhook, as who watches the flow of messages sees them.</summary>
public class WebhooksPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_operator_sees_what_reached_the_site_sends_it_again_and_follows_an_erasure()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        await moderator.ShowAsync(waiting.Ids[0]);
        var page = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system, "operator"));
        var answers = new ConcurrentQueue<Task<string>>();
        page.Response += (_, response) =>
        {
            var path = new Uri(response.Url).AbsolutePath;
            if (path == "/api/erasures" || path.StartsWith("/api/webhooks", StringComparison.Ordinal))
                answers.Enqueue(response.TextAsync());
        };
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Webhook" }).ClickAsync();
        var site = page.Locator("[data-endpoint='site']");
        await Assertions.Expect(site).ToContainTextAsync("đang nhận");
        await Browser.AssertFitsAsync(page);

        await page.Button("Gửi thử site").ClickAsync();
        await Assertions.Expect(page.GetByText("✓ site đã nhận tin thử")).ToBeFocusedAsync();
        await page.Button("Các lần gửi site").ClickAsync();
        await site.GetByLabel("Xem").SelectOptionAsync("delivered");
        var again = site.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = $"Gửi lại {waiting.Ids[0]}" });
        await again.ClickAsync();
        await Assertions.Expect(page.GetByText("✓ 1 webhook đang được gửi.")).ToBeFocusedAsync();
        await page.Button("Gửi lại từ… site").ClickAsync();
        await page.GetByLabel("Từ", new PageGetByLabelOptions { Exact = true }).FillAsync("2027-01-01T08:00");
        await page.Keyboard.PressAsync("Escape");
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);

        await FollowsErasureAsync(page, moderator);

        foreach (var answer in await Task.WhenAll(answers))
            Assert.DoesNotContain(waiting.Mark, answer, StringComparison.Ordinal);
    }

    /// <summary>Of a comment that the site shows, so that all who have it must say that it is gone.</summary>
    private async Task FollowsErasureAsync(IPage page, Moderator moderator)
    {
        using var reader = new Reader(system.Intake);
        var (id, tracking) = await reader.SendAsync("trieu-cuong-ngap-ben-da", "Nước rút nhanh thật.");
        await moderator.ShowAsync(id);
        using var http = new HttpClient(new SocketsHttpHandler());
        using var asked = await http.PostAsync(new Uri(tracking + "/erase"), content: null);
        asked.EnsureSuccessStatusCode();
        await page.GotoAsync(new Uri(system.Moderator, "erasures").ToString());
        var standing = page.Locator($"[data-erasure='{id}'] [data-standing]");
        await Assertions.Expect(standing).ToHaveTextAsync("✓ Đã xóa xong khắp nơi");
        await Browser.AssertFitsAsync(page);
    }
}
