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

        await Assertions.Expect(page.Button("Tạo địa chỉ")).ToHaveCountAsync(0);

        await FollowsErasureAsync(page, moderator);
        await MakesEndpointAsync();

        foreach (var answer in await Task.WhenAll(answers))
            Assert.DoesNotContain(waiting.Mark, answer, StringComparison.Ordinal);
    }

    /// <summary>As an administrator: operators see no comment, and all of them would be sent there.</summary>
    private async Task MakesEndpointAsync()
    {
        var name = $"nhan-{Guid.CreateVersion7():n}";
        var page = await Console.SignInAsync(browser, system);
        await page.GotoAsync(new Uri(system.Moderator, "webhooks").ToString());
        await page.GetByLabel("Tên (*)").FillAsync(name);
        await page.GetByLabel("Địa chỉ nhận (*)").FillAsync("nhan.example");
        await page.Button("Tạo địa chỉ").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Địa chỉ nhận (*)")).ToBeFocusedAsync();
        await page.GetByLabel("Địa chỉ nhận (*)").FillAsync("https://nhan.example/webhook");
        await page.GetByLabel("bình luận đã duyệt bị sửa").CheckAsync();
        await page.GetByLabel("Định dạng").SelectOptionAsync("cloudevents");
        await page.Button("Tạo địa chỉ").ClickAsync();
        var secret = page.GetByLabel("Khóa bí mật", new PageGetByLabelOptions { Exact = true });
        await Assertions.Expect(secret).ToBeFocusedAsync();
        var first = await secret.InputValueAsync();
        Assert.StartsWith("whsec_", first, StringComparison.Ordinal);
        await page.Button("Xong, ẩn khóa").ClickAsync();
        var endpoint = page.Locator($"[data-endpoint='{name}']");
        await Assertions.Expect(endpoint).ToContainTextAsync("CloudEvents");
        await AskedAsync("Đổi khóa bí mật", "Tạo khóa mới");
        await Assertions.Expect(secret).ToBeFocusedAsync();
        Assert.NotEqual(first, await secret.InputValueAsync());
        await Browser.AssertAccessibleAsync(page);
        await AskedAsync("Bỏ khóa cũ ngay", "Bỏ khóa cũ");
        await Assertions.Expect(page.Button($"Bỏ khóa cũ ngay {name}")).ToHaveCountAsync(0);
        await AskedAsync("Dừng", "Dừng gửi");
        await Assertions.Expect(endpoint).ToContainTextAsync("Đã được dừng bằng tay");
        var log = page.Locator("tr").Filter(new LocatorFilterOptions { HasText = name });
        foreach (var did in new[] { "tạo địa chỉ", "đổi khóa bí mật", "bỏ khóa cũ", "dừng" })
            await Assertions.Expect(log.GetByText(did).First).ToBeVisibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        await Browser.AssertFitsAsync(page);

        async Task AskedAsync(string act, string yes)
        {
            await page.Button($"{act} {name}").ClickAsync();
            await page.GetByRole(AriaRole.Dialog)
                .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = yes })
                .ClickAsync();
        }
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
