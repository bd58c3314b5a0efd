using Dapper;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class EditTests(RunningSystem system, Browser browser)
{
    private const string Article = "san-truong-khong-dien-thoai";

    [Fact]
    public async Task A_comment_is_edited_by_keyboard_and_only_the_edited_text_is_on_the_site_until_it_is_taken_back()
    {
        var (mark, rude) = (Waiting.NewMark(), Waiting.NewMark());
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(Article, $"Trường cấm điện thoại là phải, {rude} lắm. {mark}");
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, await moderator.AwaitWaitingAsync(id), mark);

        await console.Keyboard.PressAsync("e");
        var content = console.GetByLabel("Nội dung");
        await Assertions.Expect(content).ToBeFocusedAsync();
        await Assertions.Expect(console.Button("Duyệt bản đã biên tập")).ToHaveAttributeAsync("aria-disabled", "true");
        await content.FillAsync($"Trường cấm điện thoại là phải. {mark}");
        await Assertions.Expect(console.Locator("dialog del")).ToHaveTextAsync($", {rude} lắm");
        await console.Keyboard.PressAsync("Control+Enter");

        await moderator.AwaitAsync(id, "approved");
        await Eventually.IsTrueAsync("the edited comment is on the article", async () =>
            await ShownAsync(id) == ($"Trường cấm điện thoại là phải. {mark}", true)
        );
        var page = await browser.OpenAsync(new Uri(system.Site, "bai-viet/" + Article), javaScript: false);
        await Assertions.Expect(page.Locator($"#bl-{id} .comment-edited")).ToContainTextAsync("đã biên tập");
        Assert.DoesNotContain(rude, await page.ContentAsync(), StringComparison.Ordinal);
        var told = await browser.OpenAsync(tracking, javaScript: false);
        await Assertions
            .Expect(told.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Đã đăng, có biên tập" }))
            .ToBeVisibleAsync();

        // The search stays when the queue changes.
        await console.Locator("[data-queue='approved']").ClickAsync();
        await Assertions.Expect(console.Current().Locator(".tag")).ToHaveTextAsync("đã biên tập");
        await Assertions.Expect(console.Current().Locator("del")).ToHaveTextAsync($", {rude} lắm");
        await console.Keyboard.PressAsync("u");
        await Eventually.IsTrueAsync("the comment is off the site", async () => await ShownAsync(id) is null);
        var queue = await moderator.AwaitWaitingAsync(id);
        await console.Locator($"[data-queue='{queue}']").ClickAsync();
        await Assertions
            .Expect(console.Current().Locator(".content"))
            .ToHaveTextAsync($"Trường cấm điện thoại là phải, {rude} lắm. {mark}");
        await Assertions.Expect(console.Current().Locator(".tag")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_typed_outlives_a_stray_Escape_and_is_thrown_away_by_cancel_alone()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, waiting.Queue, waiting.Mark);
        var title = console.GetByLabel("Tiêu đề");

        await console.Keyboard.PressAsync("e");
        await title.FillAsync("Tựa đang viết dở");
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(title).ToHaveCountAsync(0);
        await console.Keyboard.PressAsync("e");
        await Assertions.Expect(title).ToHaveValueAsync("Tựa đang viết dở");
        await console.Button("Thôi").ClickAsync();
        await console.Keyboard.PressAsync("e");

        await Assertions.Expect(title).ToHaveValueAsync("Ý kiến bạn đọc");
    }

    [Theory]
    [InlineData(1280, 900, ColorScheme.Light)]
    [InlineData(1280, 900, ColorScheme.Dark)]
    [InlineData(360, 740, ColorScheme.Light)]
    [InlineData(640, 450, ColorScheme.Light)]
    public async Task The_dialog_is_accessible_and_fits_also_a_phone_and_twice_the_size(int width, int height, ColorScheme scheme)
    {
        var waiting = await Waiting.SendAsync(system, 1);
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, waiting.Queue, waiting.Mark);
        await console.SetViewportSizeAsync(width, height);
        await console.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await console.Keyboard.PressAsync("e");
        await console.GetByLabel("Nội dung").FillAsync($"Lời khác hẳn, dài{new string('n', 300)}");
        await console.GetByLabel("Tiêu đề").FillAsync(new string('a', 151));

        await Assertions.Expect(console.GetByText("Dài quá 150 ký tự.")).ToBeVisibleAsync();
        await Assertions.Expect(console.Button("Duyệt bản đã biên tập")).ToHaveAttributeAsync("aria-disabled", "true");
        Assert.True(await console.Locator("dialog").EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"));
        await Browser.AssertFitsAsync(console);
    }

    /// <summary>What the site shows of a comment, and whether it is marked as edited; null when it does not show it.</summary>
    private async Task<(string Content, bool Edited)?> ShownAsync(Guid id)
    {
        await using var site = system.Database("site");
        await using var connection = await site.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<(string, bool)?>(
            "SELECT content, edited FROM comments WHERE id = @id AND status = 'shown'",
            new { id }
        );
    }
}
