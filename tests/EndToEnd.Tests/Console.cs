using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The moderators' console in the browser, worked by keyboard.</summary>
internal static class Console
{
    /// <summary>
    /// The console of the first moderator, or of who signs in with the login. It searches for what nobody wrote, so that the desk
    /// is empty:
    /// a comment on it would be held, and other tests need theirs.
    /// </summary>
    public static async Task<IPage> SignInAsync(
        Browser browser,
        RunningSystem system,
        (string Name, string Password)? login = null
    )
    {
        var desk = new Uri(system.Moderator, $"/?q={Waiting.NewMark()}");
        if (login is null)
        {
            var page = await browser.OpenAsync(desk, session: system.Session);
            await page.Locator(".who").WaitForAsync();
            return page;
        }

        var colleague = await browser.OpenAsync(
            new Uri(system.Moderator, "login?ReturnUrl=" + Uri.EscapeDataString(desk.PathAndQuery))
        );
        await SignInAsync(colleague, login.Value);
        // Whoever was not let in is told why where they stand.
        var inside = colleague.Locator(".who");
        await inside.Or(colleague.Locator("#problem:not([hidden])")).WaitForAsync();
        Assert.True(await inside.IsVisibleAsync(), await colleague.Locator("main").InnerTextAsync());
        return colleague;
    }

    public static async Task SignInAsync(IPage page, (string Name, string Password) login)
    {
        await page.GetByLabel("Tên").FillAsync(login.Name);
        await page.GetByLabel("Mật khẩu").FillAsync(login.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Looks for what holds this text, and opens one of the queues that it may stand in.</summary>
    public static async Task SearchAsync(IPage page, string queue, string text)
    {
        await TypeIntoSearchAsync(page, text);
        await page.Locator("[data-queue='all'][aria-current=page]").WaitForAsync();
        await page.Locator($"[data-queue='{queue}']").ClickAsync();
    }

    public static async Task TypeIntoSearchAsync(IPage page, string text)
    {
        await page.Locator("#search").WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Opens a queue and goes to the comment that ends with this text, by keyboard.</summary>
    public static async Task<ILocator> FocusAsync(IPage page, string queue, string text)
    {
        await SearchAsync(page, queue, text[^Math.Min(32, text.Length)..]);
        var item = page.Locator("[data-comment]").Filter(new LocatorFilterOptions { HasText = text });
        await Assertions.Expect(item).ToHaveAttributeAsync("aria-current", "true");
        return item;
    }

    /// <summary>The comment in focus.</summary>
    public static ILocator Current(this IPage page) => page.Locator("[data-comment][aria-current]");

    /// <summary>A button by what stands on it.</summary>
    public static ILocator Button(this IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
}
