using Microsoft.Playwright;
using Moderation.Testing;

namespace Moderation.EndToEnd.Tests;

public class MaskTests(RunningSystem system, Browser browser)
{
    private const string Article = "cho-ben-da-quet-ma";

    [Fact]
    public async Task A_phone_number_in_a_text_is_masked_by_one_key_and_the_rest_is_published()
    {
        var mark = Waiting.NewMark();
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync(Article, $"Ai nhặt được ví ở chợ xin gọi 0912 345 678, tôi cảm ơn lắm. {mark}");
        var console = await Console.SignInAsync(browser, system);
        var item = await Console.FocusAsync(console, await moderator.AwaitWaitingAsync(id), mark);
        await Assertions.Expect(item.Locator("mark.phone")).ToContainTextAsync("0912 345 678");
        await Assertions.Expect(console.Button("Ẩn số và duyệt")).ToBeVisibleAsync();

        await console.Keyboard.PressAsync("m");

        await moderator.AwaitAsync(id, "approved");
        await Eventually.IsTrueAsync("the comment is on the article without the number", async () =>
        {
            var page = await browser.OpenAsync(new Uri(system.Site, "bai-viet/" + Article), javaScript: false);
            var shown = await page.GetByText(mark).CountAsync() > 0 ? await page.GetByText(mark).First.InnerTextAsync() : "";
            await page.Context.CloseAsync();
            return shown.Contains("•••", StringComparison.Ordinal) && !shown.Contains("678", StringComparison.Ordinal);
        });
    }
}
