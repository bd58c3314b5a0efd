using System.Net.Http.Json;
using Microsoft.Playwright;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

/// <summary>An article that takes few comments or none, on a phone, at the newspaper and in the embed.</summary>
public class ArticleStateTests(RunningSystem system, Browser browser)
{
    private const string Article = "dem-hoa-dang-thanh-giang";
    private const string Slow = "mỗi bạn đọc gửi được một bình luận trong 30 phút";
    private const string ReadOnly = "Bài viết này tạm thời không nhận bình luận mới.";
    private const string Closed = "Bài viết này đã đóng bình luận.";

    [Fact]
    public async Task Slow_mode_stands_above_the_form_and_read_only_and_closed_in_its_place_and_nothing_typed_is_lost()
    {
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (shown, _) = await reader.SendAsync(Article, $"{Waiting.Thought()} {Waiting.NewMark()}");
        await moderator.ShowAsync(shown);

        await SetAsync(new { slowMinutes = 30 });
        var site = await OpenAsync("", javaScript: false, Slow);
        await WriteAsync(site, "0912 000 781", "Hoa đăng năm nay đẹp quá.");
        await Assertions.Expect(site.GetByText("đã được gửi và đang chờ duyệt")).ToBeVisibleAsync();
        await WriteAsync(site, "0912 000 781", "Tôi viết thêm một ý nữa.");
        await Assertions.Expect(site.GetByRole(AriaRole.Alert)).ToContainTextAsync("mỗi bạn đọc chỉ gửi được một bình luận");
        await Assertions.Expect(site.GetByLabel("Nội dung")).ToHaveValueAsync("Tôi viết thêm một ý nữa.");

        var embed = await OpenAsync("/nhung", javaScript: true, Slow);
        await WriteAsync(embed, "0912 000 782", "Đêm hội đông mà vẫn trật tự.");
        await Assertions.Expect(embed.GetByText("đã được gửi và đang chờ duyệt")).ToBeVisibleAsync();
        await WriteAsync(embed, "0912 000 782", "Tôi viết tiếp.");
        await Assertions.Expect(embed.GetByRole(AriaRole.Alert)).ToContainTextAsync("mỗi bạn đọc chỉ gửi được một bình luận");
        await Assertions.Expect(embed.GetByLabel("Nội dung")).ToHaveValueAsync("Tôi viết tiếp.");
        await Browser.AssertFitsAsync(embed);

        // Both pages are open still when the article takes no more.
        await SetAsync(new { status = "readOnly" });
        await WriteAsync(site, "0912 000 783", "Tôi vừa viết xong.");
        await Assertions.Expect(site.GetByRole(AriaRole.Alert)).ToContainTextAsync(ReadOnly);
        await Assertions.Expect(site.GetByLabel("Nội dung")).ToHaveValueAsync("Tôi vừa viết xong.");
        await embed.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
        await Assertions.Expect(embed.GetByRole(AriaRole.Alert)).ToContainTextAsync(ReadOnly);
        await Assertions.Expect(embed.GetByLabel("Nội dung")).ToHaveValueAsync("Tôi viết tiếp.");
        await AssertTakesNoneAsync(ReadOnly, shown, javaScript: false);

        await CloseOnConsoleAsync();
        await AssertTakesNoneAsync(Closed, shown, javaScript: true);
        var english = await OpenAsync("/nhung?lang=en", javaScript: true, "Comments under this article are closed.");
        await Assertions.Expect(english.Locator("moderation-comments form")).ToHaveCountAsync(0);
        await SetAsync(new { status = "open" });
        await Assertions.Expect((await OpenAsync("/nhung", javaScript: true)).GetByLabel("Nội dung")).ToBeVisibleAsync();
    }

    /// <summary>By keyboard, after a mistake.</summary>
    private async Task CloseOnConsoleAsync()
    {
        var console = await Console.SignInAsync(browser, system);
        await console.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Bài viết" }).PressAsync("Enter");
        await console.SetViewportSizeAsync(390, 844);
        await console.GetByLabel("Mã bài viết").FillAsync("bài không có");
        await console.Keyboard.PressAsync("Enter");
        await Assertions.Expect(console.GetByText("Mã bài viết không đúng.")).ToBeVisibleAsync();
        await console.GetByLabel("Mã bài viết").FillAsync(Article);
        await console.Keyboard.PressAsync("Enter");
        var dialog = console.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByLabel("Trạng thái")).ToHaveValueAsync("readOnly");
        await dialog.GetByLabel("Chế độ chậm (phút)").FillAsync("1441");
        await console.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByText("Phải từ 0 đến 1440.")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(console);
        await dialog.GetByLabel("Chế độ chậm (phút)").FillAsync("0");
        await dialog.GetByLabel("Trạng thái").SelectOptionAsync("closed");
        await console.Keyboard.PressAsync("Enter");
        await Assertions.Expect(console.GetByText($"✓ Đã đặt bài {Article}.")).ToBeFocusedAsync();
        await Assertions.Expect(console.Locator($"[data-article='{Article}']")).ToContainTextAsync("đã đóng");
        await Assertions.Expect(console.GetByText("đặt bài viết").First).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(console);
    }

    /// <summary>What was published stays, and neither form nor way to answer is there.</summary>
    private async Task AssertTakesNoneAsync(string notice, Guid shown, bool javaScript)
    {
        var site = await OpenAsync("", javaScript, notice);
        await Assertions.Expect(site.Locator("form.comment-form")).ToHaveCountAsync(0);
        await Assertions.Expect(site.Locator($"#bl-{shown}")).ToBeVisibleAsync();
        await Assertions.Expect(site.Locator($"#bl-{shown}").GetByText("Trả lời")).ToHaveCountAsync(0);
        if (javaScript)
            await Browser.AssertFitsAsync(site);
        var embed = await OpenAsync("/nhung", javaScript: true, notice);
        var comment = embed.Locator($"#comment-{shown}");
        await Assertions.Expect(comment).ToBeVisibleAsync();
        await Assertions.Expect(comment.GetByText("Trả lời", new LocatorGetByTextOptions { Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(embed.GetByLabel("Nội dung")).ToHaveCountAsync(0);
        await Browser.AssertFitsAsync(embed);
    }

    /// <summary>Anew until it says this: the newspaper asks once in some seconds how its articles stand.</summary>
    private async Task<IPage> OpenAsync(string path, bool javaScript, string? notice = null)
    {
        var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}{path}"), javaScript);
        await page.SetViewportSizeAsync(390, 844);
        if (path.Length > 0)
            await page.Locator("moderation-comments").ScrollIntoViewIfNeededAsync();
        if (notice is not null && path.Length > 0)
            await Assertions.Expect(page.GetByText(notice)).ToBeVisibleAsync();
        else if (notice is not null)
            await Eventually.IsTrueAsync($"the page says: {notice}", async () =>
            {
                await page.ReloadAsync();
                return await page.GetByText(notice).CountAsync() == 1;
            });
        return page;
    }

    private async Task WriteAsync(IPage page, string phone, string content)
    {
        await page.GetByLabel("Họ và tên").FillAsync("Phạm Thị Hoa Đăng");
        await page.GetByLabel("Số điện thoại").FillAsync(phone);
        await page.GetByLabel("Tiêu đề").FillAsync("Hoa đăng");
        await page.GetByLabel("Nội dung").FillAsync(content);
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        if (await page.GetByLabel("Mã xác nhận").CountAsync() > 0)
            await page.GetByLabel("Mã xác nhận").FillAsync(await Code.OfAsync(page, system));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
    }

    /// <summary>As the newspaper's server does.</summary>
    private async Task SetAsync(object settings)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = system.Intake };
        using var answer = await http.PutAsJsonAsync($"articles/{Article}/settings", settings);
        answer.EnsureSuccessStatusCode();
    }
}
