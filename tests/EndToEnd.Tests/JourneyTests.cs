using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class JourneyTests(RunningSystem system, Browser browser)
{
    private const string Article = "bai-viet/cau-vinh-hoa-thong-xe";

    [Fact]
    public async Task A_comment_is_written_corrected_approved_by_key_shown_and_after_an_undo_gone()
    {
        var mark = Waiting.NewMark();
        var site = await WriteAsync($"Cầu mới đẹp quá, đi làm đỡ được nửa tiếng. {mark}", javaScript: false);
        var tracking = await FollowAsync(site);
        await Assertions.Expect(tracking.GetByText("Đang chờ duyệt").First).ToBeVisibleAsync();
        var text = $"Cầu mới đẹp quá, đi học đỡ được nửa tiếng. {mark}";
        await CorrectAsync(tracking, text);
        Assert.False(await IsShownAsync(mark));

        var console = await Console.SignInAsync(browser, system);
        var card = await Console.FocusAsync(console, await QueueOfAsync(text), mark);
        await Assertions.Expect(card.Locator(".corrected del")).ToHaveTextAsync("làm");
        await Assertions.Expect(card.Locator(".corrected ins")).ToHaveTextAsync("học");
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("a");
        await Eventually.IsTrueAsync("the comment is on the article", () => IsShownAsync(text));
        await tracking.ReloadAsync();
        await Assertions.Expect(tracking.GetByText("Đã đăng").First).ToBeVisibleAsync();
        await site.ReloadAsync();
        await Assertions.Expect(site.GetByText("Bình luận của bạn đã được đăng.")).ToBeVisibleAsync();

        await console.Keyboard.PressAsync("u");
        await Eventually.IsTrueAsync("the comment is gone from the article", async () => !await IsShownAsync(text));
        await Eventually.IsTrueAsync("the reader sees that it was taken down, there and under the article", async () =>
        {
            await tracking.ReloadAsync();
            await site.ReloadAsync();
            return await tracking.GetByText("Đã gỡ").CountAsync() > 0 && await site.GetByText("đã được gỡ").CountAsync() > 0;
        });
    }

    [Fact]
    public async Task A_rejected_comment_never_appears_and_its_reader_learns_why()
    {
        var text = $"Mua sim số đẹp giá rẻ, gọi ngay cho em nhé. {Waiting.NewMark()}";
        var tracking = await FollowAsync(await WriteAsync(text));
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, await QueueOfAsync(text), text);
        await console.Keyboard.PressAsync("r");
        await console.Keyboard.PressAsync("1");
        await Eventually.IsTrueAsync("the reader learns that it is rejected", async () =>
        {
            await tracking.ReloadAsync();
            return await tracking.GetByText("Không được đăng").CountAsync() > 0
                && await tracking.GetByText("Quảng cáo").CountAsync() > 0;
        });
        Assert.False(await IsShownAsync(text));
    }

    [Fact]
    public async Task A_held_comment_moves_to_the_suspect_queue_and_stays_unpublished()
    {
        var text = $"Nghe nói thầu cầu này có chuyện, ai biết kể nghe. {Waiting.NewMark()}";
        await WriteAsync(text);
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, await QueueOfAsync(text), text);
        await console.Keyboard.PressAsync("h");
        using var moderator = new Moderator(system);
        await Eventually.IsTrueAsync("it is in the suspect queue", async () => await moderator.HasAsync("suspect", text));
        Assert.False(await IsShownAsync(text));
    }

    [Fact]
    public async Task A_form_with_errors_keeps_what_was_typed_and_says_what_to_mend()
    {
        var page = await browser.OpenAsync(new Uri(system.Site, Article));
        await page.GetByLabel("Tiêu đề").FillAsync("Chỉ có tiêu đề");
        await page.GetByLabel("Số điện thoại").FillAsync("123");
        var left = page.Locator("#content-con-lai");
        await page.GetByLabel("Nội dung").FillAsync(string.Concat(Enumerable.Repeat("é", 2_001)));
        await Assertions.Expect(left).ToHaveTextAsync("Dài quá 1 ký tự, bạn hãy rút gọn.");
        await page.GetByLabel("Nội dung").FillAsync(string.Concat(Enumerable.Repeat("🎉", 1_990)) + "\n ");
        await Assertions.Expect(left).ToHaveTextAsync("Còn 10 ký tự.");
        await page.GetByLabel("Nội dung").FillAsync(string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 500)));
        await Assertions.Expect(left).ToHaveTextAsync("Quá nhiều ký tự ghép, bạn hãy rút gọn.");
        await page.GetByLabel("Nội dung").FillAsync("");
        await Assertions.Expect(left).ToBeEmptyAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Tiêu đề")).ToHaveValueAsync("Chỉ có tiêu đề");
        foreach (var label in new[] { "Họ và tên", "Số điện thoại", "Nội dung" })
            await Assertions.Expect(page.GetByLabel(label)).ToHaveAttributeAsync("aria-invalid", "true");
        await Browser.AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task The_form_s_code_is_exchanged_heard_mistyped_and_typed_and_a_draft_outlives_the_page()
    {
        var page = await browser.OpenAsync(new Uri(system.Site, Article));
        var (code, picture) = (page.GetByLabel("Mã xác nhận"), page.Locator("#ma-xac-nhan img"));
        await page.GetByLabel("Họ và tên").FillAsync("Trần Thị Bạn Đọc");
        await page.GetByLabel("Tiêu đề").FillAsync("Mã xác nhận");
        await page.GetByLabel("Nội dung").FillAsync("Mã này dễ đọc.");
        await page.GetByLabel("Số điện thoại").FillAsync("0912 000 678");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Đã khôi phục bản nháp")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Họ và tên")).ToHaveValueAsync("Trần Thị Bạn Đọc");
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync("Mã này dễ đọc.");
        await Assertions.Expect(page.GetByLabel("Số điện thoại")).ToBeEmptyAsync();
        await Assertions.Expect(page.GetByLabel("Tôi đồng ý")).Not.ToBeCheckedAsync();
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        var first = await Code.OfAsync(page, system);
        var (source, scrolled) = (await picture.GetAttributeAsync("src"), await page.EvaluateAsync<double>("scrollY"));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Lấy lại mã" }).ClickAsync();
        await Assertions.Expect(code).ToBeFocusedAsync();
        await Assertions.Expect(picture).Not.ToHaveAttributeAsync("src", source!);
        Assert.Equal(scrolled, await page.EvaluateAsync<double>("scrollY"));
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync("Mã này dễ đọc.");
        await page.RunAndWaitForResponseAsync(
            () => page.GetByText("Nghe mã", new PageGetByTextOptions { Exact = true }).ClickAsync(),
            response => response.Url.EndsWith("/tieng", StringComparison.Ordinal) && response.Ok
        );
        Assert.NotEqual(first, await Code.OfAsync(page, system));

        await code.FillAsync(first);
        await code.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Mã xác nhận chưa đúng.");
        await Assertions.Expect(code).ToBeFocusedAsync();
        await Assertions.Expect(code).ToBeEmptyAsync();
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync("Mã này dễ đọc.");
        await Browser.AssertAccessibleAsync(page);
        await code.FillAsync((await Code.OfAsync(page, system)).ToLowerInvariant());
        await code.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Bình luận của bạn đã được gửi và đang chờ duyệt.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToBeEmptyAsync();

        // The next one is a draft of its own, although the page still tells of the first.
        await page.GetByLabel("Nội dung").FillAsync("Viết tiếp.");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync("Viết tiếp.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Bỏ bản nháp" }).ClickAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToBeEmptyAsync();
        await ListsOwnCommentsAsync(page);
    }

    /// <summary>From the page that tells of a comment just sent, by keyboard, on a narrow screen.</summary>
    private static async Task ListsOwnCommentsAsync(IPage page)
    {
        await page.SetViewportSizeAsync(390, 800);
        await page.Locator("#da-gui .kept a").PressAsync("Enter");
        var link = page.Locator(".own a");
        await Assertions.Expect(page.Locator(".own-state")).ToHaveTextAsync("Bình luận của bạn đã được gửi và đang chờ duyệt.");
        await IsNarrowAndAccessibleAsync(page);
        var site = page.Url;

        await link.PressAsync("Enter");
        await page.GetByText("Lưu vào “Bình luận của tôi”").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#own li")).ToContainTextAsync("đang chờ duyệt");
        Assert.EndsWith("/track", page.Url, StringComparison.Ordinal);
        await IsNarrowAndAccessibleAsync(page);
        await TakesOffAsync(page, "#own");

        await page.GotoAsync(site);
        await TakesOffAsync(page, ".own");
        await page.GoBackAsync();
        await page.GotoAsync(site);
        await Assertions.Expect(page.GetByText("Chưa có bình luận nào được gửi từ trình duyệt này.")).ToBeVisibleAsync();
    }

    private static async Task TakesOffAsync(IPage page, string list)
    {
        await page.Locator($"{list} button").PressAsync("Enter");
        await Assertions.Expect(page.Locator(list)).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeFocusedAsync();
    }

    private static async Task IsNarrowAndAccessibleAsync(IPage page)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await Browser.AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task A_comment_of_emoji_as_long_as_it_may_be_reaches_the_article()
    {
        var mark = Waiting.NewMark();
        var text = $"{string.Concat(Enumerable.Repeat("👍🏽", 1_019))} {mark}";
        await WriteAsync(text);
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, await QueueOfAsync(text), mark);
        await console.Keyboard.PressAsync("a");
        await Eventually.IsTrueAsync("the comment is on the article", () => IsShownAsync(mark));
    }

    /// <summary>Fills in the form as a reader does; the answer confirms it.</summary>
    private async Task<IPage> WriteAsync(string text, bool javaScript = true)
    {
        var page = await browser.OpenAsync(new Uri(system.Site, Article), javaScript);
        await page.GetByLabel("Họ và tên").FillAsync("Trần Thị Bạn Đọc");
        await page.GetByLabel("Số điện thoại").FillAsync("0912 000 678");
        await page.GetByLabel("Tiêu đề").FillAsync("Ý kiến về cây cầu");
        await page.GetByLabel("Nội dung").FillAsync(text);
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        await page.GetByLabel("Mã xác nhận").FillAsync(await Code.OfAsync(page, system));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Bình luận của bạn đã được gửi và đang chờ duyệt.")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>From a tracking page, by keyboard on a narrow screen; nothing that was typed is lost by a mistake.</summary>
    private static async Task CorrectAsync(IPage tracking, string text)
    {
        await tracking.SetViewportSizeAsync(390, 800);
        await tracking.GetByText("Sửa bình luận (đến").PressAsync("Enter");
        await tracking.GetByLabel("Tiêu đề").FillAsync(new string('ă', 151));
        await tracking.GetByLabel("Nội dung").FillAsync(text);
        await tracking.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bản sửa" }).PressAsync("Enter");
        await Assertions.Expect(tracking.GetByRole(AriaRole.Alert)).ToContainTextAsync("tối đa là 150 ký tự");
        await IsNarrowAndAccessibleAsync(tracking);
        await Assertions.Expect(tracking.GetByLabel("Nội dung")).ToHaveValueAsync(text);
        await tracking.GetByLabel("Tiêu đề").FillAsync("Ý kiến về cây cầu");
        await tracking.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bản sửa" }).PressAsync("Enter");
        await Assertions.Expect(tracking.GetByText(text)).ToBeVisibleAsync();
        await Assertions.Expect(tracking.GetByText("Đang chờ duyệt").First).ToBeVisibleAsync();
    }

    private async Task<string> QueueOfAsync(string text)
    {
        using var moderator = new Moderator(system);
        return await moderator.FindQueueAsync(text);
    }

    private async Task<IPage> FollowAsync(IPage confirmation)
    {
        var link = await confirmation.GetByText("Theo dõi bình luận của bạn").GetAttributeAsync("href");
        return await browser.OpenAsync(new Uri(link!));
    }

    private async Task<bool> IsShownAsync(string text)
    {
        var page = await browser.OpenAsync(new Uri(system.Site, Article), javaScript: false);
        var shown = await page.GetByText(text).CountAsync() > 0;
        await page.Context.CloseAsync();
        return shown;
    }
}
