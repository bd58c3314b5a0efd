using System.Text;
using System.Text.Json;
using Moderation.Text;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The console and the services have one definition of what nobody sees.</summary>
public class HiddenTextTests(RunningSystem system, Browser browser)
{
    private static readonly string[] Around =
    [
        "{0}",
        "a{0}b",
        "❤{0}",
        "1{0}\u20E3",
        "👩{0}🚀",
        "👩🏽{0}🚀",
        "❤\uFE0F{0}🔥",
        "می{0}خو",
        "क्{0}ष",
        "葛{0}",
        "\u182D{0}\u1820",
    ];

    /// <summary>Every character that is hidden somewhere, its neighbours, and letters of every plane.</summary>
    private static IEnumerable<Rune> Characters =>
        Enumerable
            .Range(0, 0x1100)
            .Select(page => page * 0x100 + page % 0x100)
            .Concat(Enumerable.Range(0, 0xE1000).Where(value => IsHiddenOrNextTo(value)))
            .Where(Rune.IsValid)
            .Select(value => new Rune(value));

    [Fact]
    public async Task What_nobody_sees_is_the_same_for_the_console_and_for_the_services()
    {
        var texts = Characters
            .Select(character => character.ToString())
            .SelectMany(character => Around.Select(around => around.Replace("{0}", character, StringComparison.Ordinal)))
            .Where(text => !text.Any(LineBreaks.Contains))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var console = await Console.SignInAsync(browser, system);

        var seen = await console.EvaluateAsync<JsonElement>(
            """
            async (texts) => {
              const { isBlank, misleading } = await import('/js/frame/hidden.js');
              const shown = (text) => misleading(text)
                .reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
              return texts.map((text) => [shown(text), isBlank(text)]);
            }
            """,
            texts
        );

        Assert.Equal(texts.Length, seen.GetArrayLength());
        foreach (var (text, one) in texts.Zip(seen.EnumerateArray()))
        {
            var expected = (HiddenCharacters.TakeOut(text), HiddenCharacters.IsBlank(text));
            Assert.True(
                (one[0].GetString(), one[1].GetBoolean()) == expected,
                string.Join(' ', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"))
            );
        }

        Assert.Equal(
            ["1898", "↵"],
            await console.EvaluateAsync<string[]>(
                """
                async () => {
                  const { misleading } = await import('/js/frame/hidden.js');
                  const tall = misleading('a' + '\n'.repeat(1_899) + 'b');
                  const lines = misleading('a\n'.repeat(51) + 'b');
                  return [String(tall[0].lines), lines.length === 1 ? '↵' : ''];
                }
                """
            )
        );
    }

    private static bool IsHiddenOrNextTo(int value) =>
        Enumerable.Range(value - 1, 3).Any(each => Rune.IsValid(each) && HiddenCharacters.Contains(new Rune(each)))
        && (value < 0xE0000 || value % 7 == 0);
}
