using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>News sites and their keys as an administrator makes them on the console.</summary>
public class SitesPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_administrator_makes_a_site_exchanges_its_key_without_a_break_and_all_of_it_stands_in_the_log()
    {
        var name = $"trang-{Guid.CreateVersion7():n}";
        var page = await Console.SignInAsync(browser, system);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Trang tin và khóa" }).ClickAsync();
        await page.GetByLabel("Tên trang (*)").FillAsync(name);
        await page.GetByLabel("Origin của bạn đọc").FillAsync($"{name}.example");
        await page.Button("Thêm trang").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Origin của bạn đọc")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("không phải origin")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Tên trang (*)")).ToHaveValueAsync(name);
        await page.GetByLabel("Origin của bạn đọc").FillAsync($"https://{name}.example");
        await page.Button("Thêm trang").ClickAsync();
        var site = page.Locator($"[data-site='{name}']");
        await Assertions.Expect(site).ToContainTextAsync($"https://{name}.example");

        var first = await MakeKeyAsync(page, name);
        await page.Button("Xong, ẩn khóa").ClickAsync();
        Assert.NotEqual(first, await MakeKeyAsync(page, name));
        await Browser.AssertFitsAsync(page);
        await Browser.AssertAccessibleAsync(page);
        await Assertions.Expect(page.Button($"Tạo khóa {name}")).ToHaveCountAsync(0);
        await site.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hủy" }).First.ClickAsync();
        await page.Button("Hủy khóa").ClickAsync();
        await Assertions.Expect(site.Locator("tbody tr")).ToHaveCountAsync(1);

        await page.Button($"Khóa bạn đọc {name}").ClickAsync();
        await page.GetByLabel("Khóa công khai xác nhận bạn đọc").FillAsync("không phải khóa");
        await page.Button("Lưu").ClickAsync();
        await Assertions.Expect(page.GetByText("Đây không phải khóa công khai dạng PEM")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Button($"Bắt buộc ký {name}").ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bắt buộc ký" })
            .ClickAsync();
        await Assertions.Expect(site).ToContainTextAsync("chỉ nhận yêu cầu có chữ ký");

        await page.ReloadAsync();
        await Assertions.Expect(site).ToBeVisibleAsync();
        Assert.DoesNotContain(first, await page.ContentAsync(), StringComparison.Ordinal);
        await Assertions
            .Expect(page.Locator("tr").Filter(new LocatorFilterOptions { HasText = name }).GetByText("bị từ chối"))
            .ToHaveCountAsync(2);
        foreach (var did in new[] { "thêm trang", "tạo khóa", "hủy khóa", "bắt buộc ký" })
            await Assertions
                .Expect(page.Locator("tr").Filter(new LocatorFilterOptions { HasText = name }).GetByText(did).First)
                .ToBeVisibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);
    }

    private static async Task<string> MakeKeyAsync(IPage page, string name)
    {
        await page.Button($"Tạo khóa {name}").ClickAsync();
        await page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Tạo khóa" })
            .ClickAsync();
        var key = page.GetByLabel("Khóa API (X-Api-Key)");
        await Assertions.Expect(key).ToBeFocusedAsync();
        return await key.InputValueAsync();
    }
}
