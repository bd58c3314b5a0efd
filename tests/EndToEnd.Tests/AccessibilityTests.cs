using Microsoft.Playwright;
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
    public async Task An_article_with_comments_their_thread_and_the_form_for_a_reply_are_accessible()
    {
        const string article = "cho-ben-da-quet-ma";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (first, _) = await reader.SendAsync(article, "Chợ nay quét mã hết, mẹ tôi cũng quen rồi.");
        await moderator.ShowAsync(first);
        var (reply, _) = await reader.SendAsync(article, "Mẹ tôi thì vẫn thích tiền mặt.", name: "Lê Thị Chợ", parentId: first);
        await moderator.ShowAsync(reply);
        var (replyToReply, _) = await reader.SendAsync(article, "Thì mang cả hai cho chắc.", title: "", parentId: reply);
        await moderator.ShowAsync(replyToReply);

        foreach (var path in new[] { "", $"/binh-luan/{first}", $"?reply={reply}" })
        {
            var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{article}{path}"));
            Assert.True(
                path.StartsWith('?')
                    ? await page.GetByText("Trả lời bình luận của").CountAsync() == 1
                    : await page.Locator(".replies .comment").CountAsync() >= 2
            );
            await Browser.AssertAccessibleAsync(page);
        }
    }

    [Fact]
    public async Task The_page_that_refuses_a_form_is_accessible()
    {
        var page = await browser.OpenAsync(new Uri(system.Intake, "health/live"));
        // As a form on a page of the newsroom's own posts it.
        await page.SetContentAsync(
            $"""
            <form method="post" action="{new Uri(system.Intake, "articles/accessibility/comments")}">
              <input name="phone" value="123"><button>Gửi</button>
            </form>
            """
        );
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("Họ và tên không được để trống.")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task A_reader_reports_a_comment_on_a_phone_and_each_state_of_the_page_is_accessible()
    {
        const string article = "cho-ben-da-quet-ma";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(article, "Chợ tối nay bán đến chín giờ.");
        await moderator.ShowAsync(id);
        var page = await browser.OpenAsync(new Uri(system.Intake, $"articles/{article}/comments/{id}/report"));
        await page.SetViewportSizeAsync(390, 844);
        await Browser.AssertFitsAsync(page);
        await page.GetByLabel("Không liên quan").CheckAsync();
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(page);
        await moderator.AwaitAsync(id, "reported");
    }

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
