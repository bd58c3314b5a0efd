using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

public class AuthorTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_author_is_muted_for_a_time_from_the_record_and_what_they_send_next_is_held_for_it()
    {
        var name = $"Lê {Waiting.NewMark()}";
        var waiting = await Waiting.SendAsync(system, 1, name: name);
        var console = await Console.SignInAsync(browser, system);
        await Console.FocusAsync(console, waiting.Queue, waiting.Mark);
        await console.Keyboard.PressAsync("i");
        await Assertions.Expect(console.Locator("dialog .record")).ToContainTextAsync(waiting.Mark);
        await console.Locator("dialog select[name='by']").SelectOptionAsync("name");
        await console.Locator("dialog select[name='days']").SelectOptionAsync("1");
        await console.Button("Hạn chế tác giả").ClickAsync();
        await Assertions.Expect(console.GetByText("✓ Đã lưu")).ToBeVisibleAsync();
        await console.Keyboard.PressAsync("Escape");

        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (next, _) = await reader.SendAsync(waiting.Mark, $"{Waiting.Thought()} {Waiting.NewMark()}", name: name);
        await moderator.AwaitAsync(next, "suspect");
        await console.GotoAsync(new Uri(system.Moderator, $"comments/{next}").ToString());
        await Assertions.Expect(console.Locator($"[data-comment='{next}']")).ToContainTextAsync("tác giả bị");
    }
}
