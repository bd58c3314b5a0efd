using System.Runtime.InteropServices;
using Moderation.Text;
using Moderation.Text.Contacts;

namespace Moderation.Classifier.Features;

/// <summary>
/// What can be counted in the text as received: length, links, phone numbers, capitals, disguise. Each is about 0 to 1. Units
/// that nobody sees do not count at all: what is written between letters to hide them would otherwise change every share.
/// </summary>
internal static class TextNumbers
{
    public const int Count = 19;

    /// <summary>Which of them counts links.</summary>
    public const int Links = 3;

    public static void Add<TSink>(
        CommentInput input,
        MatchingText title,
        MatchingText content,
        List<Word> words,
        int firstSlot,
        ref TSink sink
    )
        where TSink : struct, IFeatureSink
    {
        var counts = new Counts();
        counts.Read(input.Title);
        counts.Read(input.Content);
        var units = Math.Max(1, input.Title.Length + input.Content.Length - counts.Hidden);
        var letters = Math.Max(1, counts.Letters);
        var read = title.Marked.Length + content.Marked.Length;
        ReadOnlySpan<float> values =
        [
            MathF.Log2(1 + units) / 12,
            MathF.Log2(1 + words.Count) / 10,
            Math.Min(1, units / (8f * Math.Max(1, words.Count))),
            Few(CountLinks(input.Title) + CountLinks(input.Content)),
            Few(ContactReader.CountPhones(input.Title) + ContactReader.CountPhones(input.Content)),
            (float)counts.Digits / units,
            Few(counts.LongNumbers),
            (float)counts.Capitals / letters,
            counts.Capitals > letters * 0.7f && letters > 10 ? 1 : 0,
            Few(counts.Exclamations),
            Few(counts.Questions),
            (float)counts.Signs / units,
            Few(counts.Lines),
            Few(counts.Emoji),
            (float)counts.Foreign / letters,
            (float)counts.Marked / letters,
            Math.Clamp((units - read) / (float)units, -1, 1),
            Few(counts.Runs),
            input.Title.Length > 0 ? 1 : 0,
        ];
        for (var i = 0; i < Count; i++)
        {
            if (values[i] != 0)
                sink.AddNumber(firstSlot + i, values[i]);
        }
    }

    /// <summary>0, 1, 2 and more matter; 20 and 30 do not differ.</summary>
    private static float Few(int count) => count / (count + 2f);

    /// <summary>Dots between a name and an ending, as in <c>trang-web.vn</c>.</summary>
    private static int CountLinks(ReadOnlySpan<char> text)
    {
        var links = 0;
        for (var i = 2; i + 2 < text.Length; i++)
        {
            if (text[i] != '.' || !char.IsAsciiLetterOrDigit(text[i - 1]) || !char.IsAsciiLetterOrDigit(text[i - 2]))
                continue;
            var ending = i + 1;
            while (ending < text.Length && char.IsAsciiLetterLower(text[ending]))
                ending++;
            links += ending - i > 2 && (ending == text.Length || !char.IsLetter(text[ending])) ? 1 : 0;
        }

        return links;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Counts
    {
        public int Letters,
            Capitals,
            Digits,
            Signs,
            Exclamations,
            Questions,
            Lines,
            Emoji,
            Hidden,
            Foreign,
            Marked,
            LongNumbers,
            Runs;
        private int _number;
        private int _gap;

        public void Read(string text)
        {
            var previous = '\0';
            var run = 1;
            var seen = HiddenCharacters.TakeOut(text);
            Hidden += text.Length - seen.Length;
            foreach (var unit in seen)
            {
                // A joiner that stayed joins what is counted already.
                if (unit is '\u200C' or '\u200D')
                {
                    Hidden++;
                    continue;
                }

                run = unit == previous ? run + 1 : 1;
                Runs += run == 3 && !char.IsDigit(unit) ? 1 : 0;
                previous = unit;
                Count(unit);
            }

            EndNumber();
        }

        private void Count(char unit)
        {
            CountNumber(unit);
            switch (unit)
            {
                case >= 'a' and <= 'z':
                    Letters++;
                    break;
                case >= 'A' and <= 'Z':
                    Letters++;
                    Capitals++;
                    break;
                case >= '0' and <= '9':
                    Digits++;
                    break;
                case ' ':
                    break;
                case '\n':
                    Lines++;
                    break;
                case < '\u0080':
                    Signs++;
                    Exclamations += unit == '!' ? 1 : 0;
                    Questions += unit == '?' ? 1 : 0;
                    break;
                default:
                    CountRare(unit);
                    break;
            }
        }

        private void CountRare(char unit)
        {
            if (char.IsHighSurrogate(unit))
            {
                Emoji++;
            }
            else if (char.IsLetter(unit))
            {
                Letters++;
                Capitals += char.IsUpper(unit) ? 1 : 0;
                if (VietnameseLetters.IsLetter(char.ToLowerInvariant(unit)))
                    Marked++;
                else
                    Foreign++;
            }
            else
            {
                Signs++;
            }
        }

        /// <summary>
        /// Digits, and the letters that are typed for them inside a number, with at most two signs between two of them.
        /// </summary>
        private void CountNumber(char unit)
        {
            if (char.IsAsciiDigit(unit) || (_number > 0 && unit is 'o' or 'O' or 'l'))
            {
                _number++;
                _gap = 0;
            }
            else if (_number > 0 && (++_gap > 2 || unit is not (' ' or '.' or '-' or '_' or '(' or ')')))
            {
                EndNumber();
            }
        }

        private void EndNumber()
        {
            LongNumbers += _number >= 5 ? 1 : 0;
            (_number, _gap) = (0, 0);
        }
    }
}
