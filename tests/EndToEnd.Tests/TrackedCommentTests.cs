using System.Text.Json;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>What readers do about a comment that they sent or read, by keyboard on a phone, with and without scripts.</summary>
public class TrackedCommentTests(RunningSystem system, Browser browser)
{
    private const string Article = "xe-buyt-dien-tuyen-03";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_takes_a_copy_withdraws_what_is_published_and_has_all_of_it_erased(bool javaScript)
    {
        var mark = Waiting.NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(Article, $"{Waiting.Thought()} {mark}", phone: "0912 000 679");
        await moderator.ShowAsync(id);
        var page = await OpenAsync(tracking, javaScript);
        await SaysAsync(page, "Đã đăng");
        var copy = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Tải dữ liệu về").PressAsync("Enter"));
        using var data = JsonDocument.Parse(await File.ReadAllTextAsync(await copy.PathAsync()));
        Assert.Contains(mark, data.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("912000679", data.RootElement.GetRawText(), StringComparison.Ordinal);

        await FollowAsync(page, "Rút bình luận…", javaScript);
        await page.GetByText("Không, quay lại").PressAsync("Enter");
        await SaysAsync(page, "Đã đăng");
        await FollowAsync(page, "Rút bình luận…", javaScript);
        await page.Button("Rút bình luận").PressAsync("Enter");
        await SaysAsync(page, "Đã rút");
        await Assertions.Expect(page.GetByText("Rút bình luận…")).ToHaveCountAsync(0);
        var site = await OpenAsync(new Uri(system.Site, $"bai-viet/{Article}"), javaScript);
        await Eventually.IsTrueAsync("it is gone from the article", async () =>
        {
            await site.ReloadAsync();
            return await site.GetByText(mark).CountAsync() == 0;
        });

        await FollowAsync(page, "Xóa dữ liệu…", javaScript);
        await Assertions.Expect(page.GetByText(mark)).ToBeVisibleAsync();
        await page.Button("Xóa dữ liệu").PressAsync("Enter");
        await SaysAsync(page, "Đã xóa dữ liệu");
        await Eventually.IsTrueAsync("all have erased it", async () =>
        {
            await page.ReloadAsync();
            return await page.GetByText("đã được xóa khỏi mọi hệ thống").CountAsync() == 1;
        });
        Assert.DoesNotContain(mark, await page.ContentAsync(), StringComparison.Ordinal);
        await FitsAsync(page, javaScript);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_appeals_once_and_another_moderator_than_the_first_answers(bool javaScript)
    {
        const string appeal = "Tôi chỉ kể chuyện có thật, xin đọc lại.";
        var (mark, article) = (Waiting.NewMark(), Waiting.NewMark());
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(article, $"{Waiting.Thought()} {mark}");
        await moderator.RejectAsync(id);
        var page = await OpenAsync(tracking, javaScript);
        await SaysAsync(page, "Không được đăng");
        await FollowAsync(page, "Khiếu nại…", javaScript);
        var words = page.GetByLabel("Khiếu nại của bạn");
        await words.FillAsync(new string('ă', 1_001));
        await page.Button("Gửi khiếu nại").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("tối đa là 1.000 ký tự");
        await Assertions.Expect(words).ToHaveValueAsync(new string('ă', 1_001));
        await FitsAsync(page, javaScript);
        await words.FillAsync(appeal);
        await page.Button("Gửi khiếu nại").PressAsync("Enter");
        await Assertions.Expect(page.GetByText("đang chờ một người khác xem lại")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(appeal)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Khiếu nại…")).ToHaveCountAsync(0);
        await FitsAsync(page, javaScript);
        await moderator.AwaitAsync(id, "appealed");

        var first = await Console.SignInAsync(browser, system);
        await Assertions.Expect(await Console.FocusAsync(first, "appealed", mark)).ToContainTextAsync(appeal);
        await Browser.AssertAccessibleAsync(first);
        await first.Keyboard.PressAsync("a");
        await Assertions.Expect(first.GetByText("nên người khác phải xét khiếu nại").First).ToBeVisibleAsync();
        await Console.TypeIntoSearchAsync(first, article);

        var other = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system));
        await Console.FocusAsync(other, "appealed", mark);
        await other.Keyboard.PressAsync(javaScript ? "a" : "r");
        if (!javaScript)
            await other.Keyboard.PressAsync("1");
        await moderator.AwaitAsync(id, javaScript ? "approved" : "rejected");
        await moderator.HurryAsync(id);
        if (javaScript)
            await SaysAsync(page, "Đã đăng", "được chấp nhận");
        else
            await SaysAsync(page, "Không được đăng", "giữ nguyên quyết định");
        await FitsAsync(page, javaScript);
    }

    [Fact]
    public async Task Two_readers_report_a_comment_and_one_answer_of_a_moderator_lets_it_stand()
    {
        var mark = Waiting.NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(Article, $"{Waiting.Thought()} {mark}");
        await moderator.ShowAsync(id);
        var address = new Uri(system.Site, $"bai-viet/{Article}/binh-luan/{id}");
        var page = await OpenAsync(address, javaScript: false);
        await ReportAsync(page, "Không liên quan");
        await page.GotoAsync(address.ToString());
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Báo cáo" }).First.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("đã báo cáo");
        await Assertions.Expect(page.Button("Gửi báo cáo")).ToHaveCountAsync(0);
        await ReportAsync(await OpenAsync(address, javaScript: true), "Quảng cáo");

        await moderator.AwaitAsync(id, "reported");
        var console = await Console.SignInAsync(browser, system);
        var card = await Console.FocusAsync(console, "reported", mark);
        await Assertions.Expect(card).ToContainTextAsync("Bạn đọc báo cáo: 2 lượt");
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("a");
        await moderator.AwaitAsync(id, "approved");
        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page.GetByText(mark)).ToBeVisibleAsync();
    }

    private static async Task ReportAsync(IPage page, string reason)
    {
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Báo cáo" }).First.PressAsync("Enter");
        await page.GetByLabel(reason).CheckAsync();
        await page.Button("Gửi báo cáo").PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Tòa soạn đã nhận báo cáo của bạn.")).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(Uri address, bool javaScript)
    {
        var page = await browser.OpenAsync(address, javaScript);
        await page.SetViewportSizeAsync(390, 844);
        return page;
    }

    /// <summary>By the link of this name on a tracking page.</summary>
    private static async Task FollowAsync(IPage page, string link, bool javaScript)
    {
        await page.GetByText(link).PressAsync("Enter");
        await Assertions.Expect(page.Locator("form")).Not.ToHaveCountAsync(0);
        await FitsAsync(page, javaScript);
    }

    /// <summary>The tracking page is loaded anew until it says this.</summary>
    private static async Task SaysAsync(IPage page, string heading, string and = "")
    {
        await Eventually.IsTrueAsync($"the page says “{heading}”", async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("h1").InnerTextAsync() == heading
                && (await page.Locator("main").InnerTextAsync()).Contains(and, StringComparison.Ordinal);
        });
    }

    /// <summary>axe needs scripts; the pages are the same without.</summary>
    private static Task FitsAsync(IPage page, bool javaScript) => javaScript ? Browser.AssertFitsAsync(page) : Task.CompletedTask;
}
