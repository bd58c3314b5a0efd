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

    /// <summary>The comment with this text in the list, once it is there.</summary>
    public static async Task<ILocator> FocusAsync(IPage page, string text)
    {
        var item = page.Locator("[data-comment]").Filter(new LocatorFilterOptions { HasText = text });
        // New comments wait behind a button, so that the list never jumps.
        await page.Locator("[data-comment]").Filter(new LocatorFilterOptions { HasText = text }).Or(page.Locator("[data-newer]")).First.WaitForAsync();
        if (await item.CountAsync() == 0)
            await page.Locator("[data-newer]").ClickAsync();
        await item.WaitForAsync();
        for (var presses = 0; await item.GetAttributeAsync("aria-current") != "true" && presses < 200; presses++)
            await page.Keyboard.PressAsync("j");
        return item;
    }
}
