using Moderation.Classifier.Features;
using Moderation.Text;

namespace Moderation.Classifier.Benchmark;

/// <summary>A text as the recipe's learners read it.</summary>
internal sealed class ReadText
{
    /// <summary>Words and signs with diacritics.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>The same words without diacritics.</summary>
    public required IReadOnlyList<string> UnmarkedWords { get; init; }

    /// <summary>Words as they were written, in lower case: signs stay on them, and nothing is normalised.</summary>
    public required IReadOnlyList<string> WrittenWords { get; init; }

    public required IReadOnlyList<string> TitleWords { get; init; }

    public required string Topic { get; init; }

    /// <summary>What <see cref="TextNumbers"/> counts.</summary>
    public required float[] Numbers { get; init; }

    /// <summary>Letters and digits without diacritics: equal for texts that a reader would call the same.</summary>
    public required string Key { get; init; }

    /// <summary>Reads texts one after the other; not safe from several threads.</summary>
    public static List<ReadText> ReadAll(IReadOnlyList<BenchmarkText> texts)
    {
        var matching = new MatchingText();
        var featurizer = new Featurizer(new FeatureSettings());
        var read = new List<ReadText>(texts.Count);
        foreach (var text in texts)
        {
            matching.Read(text.Title);
            var titleWords = Split(matching.Marked);
            matching.Read(text.Text);
            var numbers = new NumbersOnly(new float[TextNumbers.Count], new FeatureSettings().Slots - TextNumbers.Count);
            featurizer.Read(new CommentInput("", text.Text, ""), ref numbers);
            read.Add(
                new ReadText
                {
                    Words = Split(matching.Marked),
                    UnmarkedWords = Split(matching.Unmarked),
                    WrittenWords = text
                        .Text.Normalize()
                        .ToLowerInvariant()
                        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
                    TitleWords = titleWords,
                    Topic = text.Topic,
                    Numbers = numbers.Values,
                    Key = string.Concat(matching.Unmarked.ToString().Where(char.IsLetterOrDigit)),
                }
            );
        }

        return read;
    }

    /// <summary>Runs of letters and digits, and each sign for itself.</summary>
    private static List<string> Split(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            if (end == i && !char.IsWhiteSpace(text[i]))
                end = i + (char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1);
            if (end > i)
                words.Add(text[i..end].ToString());
            i = Math.Max(end, i + 1);
        }

        return words;
    }

    private readonly struct NumbersOnly(float[] values, int firstSlot) : IFeatureSink
    {
        public float[] Values => values;

        public void Add(int slot, int firstWord, int lastWord) { }

        public void AddParts(WordParts parts, int word) { }

        public void EndBlock(float value) { }

        public void AddNumber(int slot, float value) => values[slot - firstSlot] = value;
    }
}
