using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

/// <summary>Two people at one queue, and what the console keeps for them.</summary>
public class SideBySideTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task Two_people_clear_one_queue_and_every_press_decides()
    {
        const int presses = 8;
        var waiting = await Waiting.SendAsync(system, presses + 4);
        IPage[] both =
        [
            await Console.SignInAsync(browser, system),
            await Console.SignInAsync(browser, system, await Colleague.AddAsync(system)),
        ];
        foreach (var console in both)
            await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        using var moderator = new Moderator(system);
        for (var press = 0; press < presses; press++)
        {
            var (console, colleague) = (both[press % 2], both[(press + 1) % 2]);
            await Assertions.Expect(console.Locator(".card.held")).ToHaveCountAsync(1);
            await Assertions.Expect(console.Locator(".card.held[aria-current]")).ToHaveCountAsync(0);
            var current = await console.Current().GetAttributeAsync("data-comment");
            await console.Keyboard.PressAsync("a");
            await moderator.AwaitAsync(Guid.Parse(current!), "approved");
            await Assertions.Expect(colleague.Locator($".card:not(.gone)[data-comment='{current}']")).ToHaveCountAsync(0);
            if (press < 2)
                await OpensWithoutUndoAsync(colleague, current!, mayUndo: press % 2 == 1);
        }
    }

    [Fact]
    public async Task What_was_decided_is_undone_after_a_reload_too_and_its_notice_leaves_by_itself()
    {
        var waiting = await Waiting.SendAsync(system, 2, name: $"Người Nhớ {Waiting.NewMark()}");
        var colleague = await Colleague.AddAsync(system);
        var console = await Console.SignInAsync(browser, system, colleague);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);
        await console.Keyboard.PressAsync("a");
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(1);
        await console.Keyboard.PressAsync("a");
        using var moderator = new Moderator(system);
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, "approved");

        await console.ReloadAsync();
        await Assertions.Expect(console.Locator(".last")).ToContainTextAsync("Đã duyệt Người Nhớ");
        await console.Keyboard.PressAsync("l");
        await Assertions.Expect(console.Locator("dialog li")).ToHaveCountAsync(2);
        await console.Locator("dialog li").Last.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(console.Locator("dialog li")).ToHaveCountAsync(1);
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Locator(".notice")).ToBeVisibleAsync();
        await console.Keyboard.PressAsync("u");
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, waiting.Queue);
        await Assertions.Expect(console.Locator(".last")).ToContainTextAsync("Chưa có quyết định nào");
        await Assertions.Expect(console.Locator(".notice")).ToHaveCountAsync(0);
    }

    /// <summary>
    /// Looks at what the other decided: a senior may take that back, a moderator reads who may, and keys say the same.
    /// </summary>
    private async Task OpensWithoutUndoAsync(IPage console, string id, bool mayUndo)
    {
        var page = await console.Context.NewPageAsync();
        await page.GotoAsync(new Uri(system.Moderator, $"/comments/{id}").ToString());
        await Assertions.Expect(page.Locator($".card[data-comment='{id}'][aria-current]")).ToBeVisibleAsync();
        var undo = page.Locator(".actions").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hoàn tác" });
        await Assertions.Expect(undo).ToHaveCountAsync(mayUndo ? 1 : 0);
        if (!mayUndo)
        {
            await Assertions.Expect(page.Locator(".actions")).ToContainTextAsync("Chỉ trưởng ca hoặc quản trị viên");
            await page.Keyboard.PressAsync("u");
            await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("Chỉ trưởng ca hoặc quản trị viên");
        }
        await page.CloseAsync();
    }
}
