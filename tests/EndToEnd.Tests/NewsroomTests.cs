using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class NewsroomTests(RunningSystem system, Browser browser)
{
    private const string Article = "cho-ben-da-quet-ma";

    [Fact]
    public async Task A_reply_is_written_changed_and_taken_down_by_keyboard_and_readers_see_it_with_its_badge()
    {
        var (mark, answer) = (Waiting.NewMark(), Waiting.NewMark());
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(Article, $"Chợ có chỗ gửi xe không? {mark}");
        await moderator.AwaitWaitingAsync(id);
        await moderator.DecideAsync(id, "approve");
        await moderator.AwaitAsync(id, "approved");
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, "approved", mark);

        // What is done on another console shows here at once.
        var tag = console.Current().Locator(".tag.badge");
        var beside = console.Locator(".context [data-other]").Filter(new LocatorFilterOptions { HasText = "ban quản lý chợ" });
        await moderator.FeatureAsync(id, HttpMethod.Put);
        await Assertions.Expect(tag).ToHaveTextAsync("★ Nổi bật");
        await moderator.FeatureAsync(id, HttpMethod.Delete);
        await Assertions.Expect(tag).ToHaveCountAsync(0);
        var theirs = await moderator.ReplyAsync(id, "Chúng tôi đang hỏi ban quản lý chợ.");
        await Assertions.Expect(beside).ToBeVisibleAsync();
        await moderator.UndoAsync(theirs);
        await Assertions.Expect(beside).ToContainTextAsync("Đã rút");

        await console.Keyboard.PressAsync("f");
        await Assertions.Expect(console.Current().Locator(".tag.badge")).ToHaveTextAsync("★ Nổi bật");

        await console.Keyboard.PressAsync("w");
        var content = console.GetByLabel("Nội dung");
        await Assertions.Expect(content).ToBeFocusedAsync();
        await Assertions.Expect(console.Button("Đăng trả lời")).ToHaveAttributeAsync("aria-disabled", "true");
        await content.FillAsync($"Có, ở cổng sau. {answer}");
        await Browser.AssertFitsAsync(console);
        await console.Keyboard.PressAsync("Control+Enter");

        var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}/binh-luan/{id}"), javaScript: false);
        var shown = page.Locator(".replies .comment").Filter(new LocatorFilterOptions { HasText = answer });
        await SeenAsync(page, async () => await shown.CountAsync() == 1);
        await Assertions.Expect(shown.Locator(".comment-badge")).ToHaveTextAsync("Tòa soạn");
        await SeenAsync(page, async () =>
            (await page.Locator($"#bl-{id} .comment-badge").AllInnerTextsAsync()) is ["★ Nổi bật"]
        );
        Assert.Equal(2, await page.Locator(".comment-badge").CountAsync());

        await Console.FocusAsync(console, "approved", answer);
        await Assertions.Expect(console.Current().Locator(".tag.badge")).ToHaveTextAsync("Tòa soạn");
        await console.Keyboard.PressAsync("e");
        await Assertions.Expect(content).ToHaveValueAsync($"Có, ở cổng sau. {answer}");
        await content.FillAsync($"Có, ở cổng trước. {answer}");
        await console.Keyboard.PressAsync("Control+Enter");
        await SeenAsync(page, async () =>
            (await shown.AllInnerTextsAsync()).Any(text => text.Contains("cổng trước", StringComparison.Ordinal))
        );

        await console.Keyboard.PressAsync("u");
        await SeenAsync(page, async () => await shown.CountAsync() == 0);
        await Assertions.Expect(page.Locator($"#bl-{id}")).ToBeVisibleAsync();
    }

    /// <summary>The page is loaded anew until it shows this.</summary>
    private static Task SeenAsync(IPage page, Func<Task<bool>> shows) =>
        Eventually.IsTrueAsync("readers see it", async () =>
        {
            await page.ReloadAsync();
            return await shows();
        });
}
