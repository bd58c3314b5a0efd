using Microsoft.Playwright;
using Moderation.ArticleSite.Articles;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>The newspaper's own form where it asks for a code and a proof of work: one more copy of the site.</summary>
public class ProofTests(RunningSystem system, Browser browser)
{
    private const string Article = "bai-viet/thu-vien-sang-den-nua-dem";

    private const string NeedsScript = "nên cần bật JavaScript";

    [Fact]
    public async Task The_form_does_its_work_by_itself_and_says_what_it_lacks_without_scripts()
    {
        await using var site = Copy();
        using var client = site.Client();
        var address = new Uri(client.BaseAddress!, Article);
        var page = await browser.OpenAsync(address);
        await page.SetViewportSizeAsync(390, 800);
        await page.RouteAsync("**/phep-kiem-tra", route => route.AbortAsync());
        await page.GetByLabel("Họ và tên").FillAsync("Trần Thị Bạn Đọc");
        await page.GetByLabel("Tiêu đề").FillAsync("Mở cửa muộn");
        await page.GetByLabel("Nội dung").FillAsync("Thư viện mở muộn thì tiện quá.");
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        var code = page.GetByLabel("Mã xác nhận");
        await code.FillAsync(await Code.OfAsync(page, system));
        await code.PressAsync("Enter");
        var news = page.Locator("#phep-kiem-tra-tin");
        await Assertions.Expect(news).ToContainTextAsync("Chưa làm được phép kiểm tra chống thư rác.");
        await Assertions.Expect(page.GetByText(NeedsScript)).ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(page);

        await page.UnrouteAsync("**/phep-kiem-tra");
        await code.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Bình luận của bạn đã được gửi và đang chờ duyệt.")).ToBeVisibleAsync();

        var plain = await browser.OpenAsync(address, javaScript: false);
        await Assertions.Expect(plain.GetByText(NeedsScript)).ToBeVisibleAsync();
        await plain.GetByLabel("Nội dung").FillAsync("Viết mà không có JavaScript.");
        await plain.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
        await Assertions.Expect(plain.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(plain.GetByLabel("Nội dung")).ToHaveValueAsync("Viết mà không có JavaScript.");
    }

    private ServiceUnderTest<Newspaper> Copy() =>
        new(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = system.ConnectionStringOf("site"),
                ["Intake:Url"] = system.Intake.ToString(),
                ["Publisher:Url"] = system.Publisher.ToString(),
                ["Webhook:Secret"] = RunningSystem.Secret("WEBHOOK_SECRET"),
                ["DataProtection:Key"] = RunningSystem.Secret("KEY_COOKIES_SITE"),
                ["Site:Challenge"] = "both",
            }
        );
}
