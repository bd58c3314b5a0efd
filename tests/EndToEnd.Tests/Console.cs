using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

/// <summary>The moderators' console in the browser, worked by keyboard.</summary>
internal static class Console
{
    public static async Task<IPage> SignInAsync(Browser browser, RunningSystem system)
    {
        var page = await browser.OpenAsync(new Uri(system.Moderator, "login"));
        await page.GetByLabel("Tên").FillAsync(system.Login.Name);
        await page.GetByLabel("Mật khẩu").FillAsync(system.Login.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Uri(system.Moderator, "/").ToString());
        return page;
    }

    /// <summary>Opens a queue and goes to the comment with this text, by keyboard.</summary>
    public static async Task<ILocator> FocusAsync(IPage page, string queue, string text)
    {
        await page.Locator($"[data-queue='{queue}']").ClickAsync();
        var item = page.Locator("[data-comment]").Filter(new LocatorFilterOptions { HasText = text });
        await item.WaitForAsync();
        for (var presses = 0; await item.GetAttributeAsync("aria-current") != "true" && presses < 100; presses++)
            await page.Keyboard.PressAsync("j");
        await Assertions.Expect(item).ToHaveAttributeAsync("aria-current", "true");
        return item;
    }
}
