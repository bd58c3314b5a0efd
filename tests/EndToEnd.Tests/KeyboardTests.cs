using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class KeyboardTests(RunningSystem system, Browser browser, ITestOutputHelper output)
{
    /// <summary>
    /// What an input method sends while it puts a letter together, and what a held key, a shortcut or a field sends.
    /// </summary>
    private const string PressInTheMiddleOfALetter = """
        const press = (code, more) => document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', { code, ...more, bubbles: true, cancelable: true }));
        for (const code of ['KeyA', 'KeyR', 'KeyH', 'KeyU', 'KeyJ', 'KeyS']) {
          document.activeElement.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
          press(code, { key: 'Process', isComposing: true });
          press(code, { key: 'Process' });
          document.activeElement.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'ă' }));
          for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
            press(code, { [modifier]: true });
          if (code !== 'KeyJ') press(code, { repeat: true });
        }
        """;

    /// <summary>From each press of a key until the frame in which another comment has the focus has been drawn.</summary>
    private const string MeasurePresses = """
        window.presses = [];
        document.addEventListener('keydown', (event) => {
          const before = document.querySelector('[aria-current][data-comment]')?.dataset.comment;
          const draw = () => requestAnimationFrame(() => {
            if (document.querySelector('[aria-current][data-comment]')?.dataset.comment === before)
              return performance.now() - event.timeStamp < 2000 && draw();
            const drawn = new MessageChannel();
            drawn.port1.onmessage = () => window.presses.push(performance.now() - event.timeStamp);
            drawn.port2.postMessage(null);
          });
          if (event.isTrusted && event.code === 'KeyA') draw();
        }, true);
        """;

    [Fact]
    public async Task Fifty_comments_are_cleared_by_keyboard_alone_also_with_a_composing_input_method()
    {
        var waiting = await Waiting.SendAsync(system, 50);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(50);
        await console.EvaluateAsync(MeasurePresses);

        for (var left = 50; left > 0; left--)
        {
            var current = await console.Current().GetAttributeAsync("data-comment");
            await console.EvaluateAsync(PressInTheMiddleOfALetter);
            Assert.Equal(current, await console.Current().GetAttributeAsync("data-comment"));
            if (left % 10 == 0)
            {
                await console.Keyboard.PressAsync("r");
                await console.Keyboard.PressAsync("6");
            }
            else
            {
                await console.Keyboard.PressAsync("a");
            }

            await Assertions.Expect(console.Locator($"[data-comment='{current}']")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(console.Locator(".empty")).ToBeVisibleAsync();
        using var moderator = new Moderator(system);
        foreach (var id in waiting.Ids)
            await Eventually.IsTrueAsync($"comment {id} is decided", async () =>
                (await moderator.FindAsync(id))!.Value.GetProperty("queue").GetString() is "approved" or "rejected"
            );
        var presses = (await console.EvaluateAsync<JsonElement>("window.presses"))
            .EnumerateArray()
            .Select(press => press.GetDouble())
            .Order()
            .ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"From key press to the next comment on screen, {presses.Count} presses: "
                    + $"median {presses[presses.Count / 2]:F0} ms, "
                    + $"95 % {presses[presses.Count * 95 / 100]:F0} ms, most {presses[^1]:F0} ms"
            )
        );
    }

    [Fact]
    public async Task Keys_do_nothing_while_a_moderator_types()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);
        await console.Keyboard.PressAsync("r");
        await console.GetByLabel("Ghi chú nội bộ").FillAsync("");
        await console.Keyboard.TypeAsync("a rhu 1");
        await Assertions.Expect(console.GetByLabel("Ghi chú nội bộ")).ToHaveValueAsync("a rhu 1");
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Locator(".reasons")).ToHaveCountAsync(0);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_key_can_be_changed_and_the_list_of_keys_shows_it()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        var console = await Console.SignInAsync(browser, system);
        await console.Keyboard.PressAsync("Shift+Slash");
        await console.Button("bình luận kế tiếp").ClickAsync();
        await console.Keyboard.PressAsync("r");
        await Assertions.Expect(console.GetByText("Phím này đang dùng cho “từ chối, rồi chọn lý do”.")).ToBeVisibleAsync();
        await console.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(console.Button("bình luận kế tiếp")).ToContainTextAsync("↓");
        await console.ReloadAsync();
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);
        await console.Keyboard.PressAsync("j");
        await Assertions.Expect(console.Locator("[data-comment]").First).ToHaveAttributeAsync("aria-current", "true");
        await console.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(console.Locator("[data-comment]").Last).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task The_focus_stays_where_the_eye_is_from_one_comment_to_the_next()
    {
        var waiting = await Waiting.SendAsync(system, 20);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(20);
        await console.Keyboard.PressAsync("j");
        var place = await PlaceAsync(console);
        for (var i = 0; i < 5; i++)
        {
            await console.Keyboard.PressAsync(i % 2 == 0 ? "j" : "h");
            await Eventually.IsTrueAsync("the next comment is where the last one was", async () =>
                Math.Abs(await PlaceAsync(console) - place) < 2
            );
        }
    }

    [Fact]
    public async Task Keys_mean_decisions_again_after_a_menu_was_used_and_move_in_the_context_when_it_has_the_focus()
    {
        var waiting = await Waiting.SendAsync(system, 3, article: $"keys-{Guid.CreateVersion7():n}");
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);
        var order = console.GetByLabel("Sắp theo");
        await order.FocusAsync();
        await console.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(order).ToHaveValueAsync("risk");
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);
        await order.FocusAsync();
        foreach (var key in (string[])["j", "r"])
            await console.Keyboard.PressAsync(key);
        await Assertions.Expect(console.Locator(".reasons")).ToBeVisibleAsync();
        await Assertions.Expect(order).ToHaveValueAsync("risk");
        await Assertions.Expect(console.Locator("[data-comment]").Nth(1)).ToHaveAttributeAsync("aria-current", "true");

        // Without NumLock, the keypad's 2 is an arrow.
        await console.EvaluateAsync(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
                + "{ code: 'Numpad2', key: 'ArrowDown', bubbles: true }))"
        );
        await Assertions.Expect(console.Locator(".reasons")).ToBeVisibleAsync();
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);

        var current = await console.Current().GetAttributeAsync("data-comment");
        var others = console.Locator("[data-other]");
        await Assertions.Expect(others).ToHaveCountAsync(2);
        foreach (var key in (string[])["x", "j", "j"])
            await console.Keyboard.PressAsync(key);
        await Assertions.Expect(others.Last).ToBeFocusedAsync();
        await console.Keyboard.PressAsync("k");
        await Assertions.Expect(others.First).ToBeFocusedAsync();
        Assert.Equal(current, await console.Current().GetAttributeAsync("data-comment"));

        await console.Keyboard.PressAsync("t");
        await Assertions.Expect(console.Locator("dialog select[name=effect]")).ToBeFocusedAsync();
    }

    private static async Task<double> PlaceAsync(IPage console) => (await console.Current().BoundingBoxAsync())!.Y;
}
