using Xunit;

namespace Moderation.EndToEnd.Tests;

public class AccessibilityTests(RunningSystem system, Browser browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("bai-viet/cau-vinh-hoa-thong-xe")]
    [InlineData("chuyen-muc/giao-thong")]
    [InlineData("bai-viet/khong-co-bai-nay")]
    public async Task A_page_of_the_site_is_accessible(string path) =>
        await Browser.AssertAccessibleAsync(await browser.OpenAsync(new Uri(system.Site, path)));

    [Fact]
    public async Task The_tracking_page_is_accessible_in_both_languages()
    {
        using var reader = new Reader(system.Intake);
        var (_, tracking) = await reader.SendAsync("accessibility", "Trang theo dõi này có dễ đọc không?");
        await Browser.AssertAccessibleAsync(await browser.OpenAsync(tracking));
        await Browser.AssertAccessibleAsync(await browser.OpenAsync(new Uri(tracking + "?lang=en")));
        await Browser.AssertAccessibleAsync(await browser.OpenAsync(new Uri(system.Intake, "track/khong-co-lien-ket-nay")));
    }

    [Fact]
    public async Task The_login_is_accessible() =>
        await Browser.AssertAccessibleAsync(await browser.OpenAsync(new Uri(system.Moderator, "login")));
}
