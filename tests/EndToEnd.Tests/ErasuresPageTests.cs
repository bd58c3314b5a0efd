using System.Security.Cryptography;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>A request to erase that came by letter, as an administrator works on it.</summary>
public class ErasuresPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_administrator_enters_a_letter_finds_its_comments_by_phone_erases_them_and_the_log_knows_no_number()
    {
        using var reader = new Reader(system.Intake);
        var phone = $"097{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}";
        var (first, tracking) = await reader.SendAsync("cho-ben-da-quet-ma", "Chợ quét mã tiện thật.", phone: phone);
        var (second, _) = await reader.SendAsync("cho-ben-da-quet-ma", "Nhưng mạng chập chờn.", phone: phone);
        var reference = $"{RandomNumberGenerator.GetHexString(8)}/ĐN";
        var page = await Console.SignInAsync(browser, system);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Yêu cầu xóa" }).ClickAsync();
        await page.GetByLabel("Số hồ sơ").FillAsync(phone);
        await page.GetByLabel("Ngày nhận").FillAsync(await page.EvaluateAsync<string>(
            "new Date().toLocaleDateString('sv', { timeZone: 'Asia/Ho_Chi_Minh' })"
        ));
        await page.Button("Nhập yêu cầu").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Số hồ sơ")).ToBeFocusedAsync();
        await page.GetByLabel("Số hồ sơ").FillAsync(reference);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText($"✓ Đã nhập yêu cầu {reference}.")).ToBeFocusedAsync();

        var row = page.Locator($"[data-letter='{reference}']");
        await page.Button($"Tìm và xóa {reference}").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Số điện thoại").FillAsync($"+84 {phone[1..]}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByText("Tìm thấy 2 bình luận.")).ToBeFocusedAsync();
        await page.SetViewportSizeAsync(390, 844);
        await Browser.AssertFitsAsync(page);
        foreach (var id in new[] { first, second })
            await Assertions.Expect(dialog.GetByLabel($"{id}"[^12..])).ToBeCheckedAsync();
        await dialog.GetByLabel($"{second}"[^12..]).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Xóa 1 bình luận" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByText($"✓ Đang xóa 1 bình luận theo yêu cầu {reference}.")).ToBeFocusedAsync();

        await page.Button($"Kết thúc {reference}").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Kết thúc" }).ClickAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("chưa trả lời");
        await Assertions.Expect(page.GetByText("kết thúc", new PageGetByTextOptions { Exact = true })).Not.ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(page);
        var log = await page.EvaluateAsync<string>("fetch('/api/erasures/log').then((answer) => answer.text())");
        foreach (var kind in new[] { "request-entered", "comments-sought", "comments-erased", "request-completed" })
            Assert.Contains(kind, log, StringComparison.Ordinal);
        Assert.Contains($"{first}", log, StringComparison.Ordinal);
        Assert.DoesNotContain(phone[1..], log, StringComparison.Ordinal);
        await page.GotoAsync(tracking.ToString());
        await Assertions.Expect(page.GetByText("Đã xóa dữ liệu")).ToBeVisibleAsync();
    }
}
