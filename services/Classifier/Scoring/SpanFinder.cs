using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Chooses the words that explain a score: of toxicity and hate those that a head trained on marked words finds offensive, of the
/// other unwanted labels, and where that head finds none, those that added most to the score. A merit has none: it is one of the
/// whole.
/// </summary>
internal static class SpanFinder
{
    /// <summary>Lower scores ask for no explanation.</summary>
    private const float LeastScore = 0.3f;

    /// <summary>A score this high is explained even if no word offends by itself.</summary>
    private const float LeastUnknown = 0.5f;

    /// <summary>Weaker words than this share of the strongest are left out.</summary>
    private const float LeastShare = 0.4f;

    private const int MostWords = 8;

    /// <summary>Those whose words the head for marked words knows; it learned from toxic comments.</summary>
    private static readonly ScoreLabel[] Offensive = [ScoreLabel.Toxicity, ScoreLabel.Hate];

    private static readonly HashSet<ScoreLabel> Explained = [.. ScoreLabels.Unwanted.Select(row => row.Label)];

    /// <param name="group">Whose sums by word <paramref name="words"/> holds.</param>
    /// <param name="total">The group's sums of the whole text.</param>
    /// <param name="scores">Of the group's labels, in its order.</param>
    /// <param name="words">The sums by word.</param>
    /// <param name="head">Tells which words offend, if the model has it.</param>
    /// <param name="featurizer">Knows where the words stand.</param>
    /// <param name="spans">Receives the words; null as long as there are none.</param>
    public static void Find(
        HeadGroup group,
        Vector128<float> total,
        ReadOnlySpan<(ScoreLabel Label, float Score)> scores,
        WordBuffers words,
        WordHead? head,
        Featurizer featurizer,
        ref List<ScoreSpan>? spans
    )
    {
        for (var place = 0; place < scores.Length; place++)
        {
            var (label, score) = scores[place];
            if (score < LeastScore || !Explained.Contains(label))
                continue;
            var lane = group.LaneOf(place);
            var found = new List<Part>();
            var isKnown = head is not null && Offensive.Contains(label);
            if (!(isKnown && AddOffence(label, head!.LeastSum(score), lane, words, featurizer, found)))
            {
                if (!isKnown || score >= LeastUnknown)
                    AddStrongest(label, lane, words, featurizer, found);
            }

            (spans ??= []).AddRange(WithRemaining(found, total[lane], group, place));
        }
    }

    /// <summary>In their order in the text, each with what is left of the score without it and all that added more.</summary>
    private static IEnumerable<ScoreSpan> WithRemaining(List<Part> found, float sum, HeadGroup group, int place)
    {
        var remaining = new float[found.Count];
        foreach (var (index, part) in found.Index().OrderByDescending(each => each.Item.Strength))
        {
            sum -= part.Strength;
            remaining[index] = group.ScoreOf(place, sum);
        }

        return found.Zip(remaining, (part, left) => part.Span with { Remaining = left });
    }

    /// <returns>False if no word offends.</returns>
    private static bool AddOffence(
        ScoreLabel label,
        float least,
        int lane,
        WordBuffers words,
        Featurizer featurizer,
        List<Part> found
    )
    {
        var previous = -1;
        for (var word = 0; word < words.Offence.Count; word++)
        {
            if (words.Offence[word] < least)
                continue;
            var strength = word < words.Labels.Count ? Math.Max(0, words.Labels[word][lane]) : 0;
            AddWord(label, word, previous, strength, featurizer, found);
            previous = word;
        }

        return previous >= 0;
    }

    private static void AddStrongest(ScoreLabel label, int lane, WordBuffers words, Featurizer featurizer, List<Part> found)
    {
        var sums = CollectionsMarshal.AsSpan(words.Labels);
        var least = LeastStrength(lane, sums);
        var previous = -1;
        for (var word = 0; word < sums.Length; word++)
        {
            if (sums[word][lane] < least)
                continue;
            AddWord(label, word, previous, sums[word][lane], featurizer, found);
            previous = word;
        }
    }

    /// <summary>Adds a word, or lengthens the last part if the word before it ended that.</summary>
    private static void AddWord(ScoreLabel label, int word, int previous, float strength, Featurizer featurizer, List<Part> found)
    {
        var field = featurizer.Words[word].Field;
        var (start, end) = featurizer.ToOriginal(featurizer.Words[word]);
        if (previous >= 0 && previous == word - 1 && found is [.., var last] && last.Span.Field == field)
            found[^1] = new Part(last.Span with { End = Math.Max(end, last.Span.End) }, last.Strength + strength);
        else
            found.Add(
                new Part(
                    new ScoreSpan
                    {
                        Label = label,
                        Field = field,
                        Start = start,
                        End = end,
                    },
                    strength
                )
            );
    }

    /// <summary>What a word must add to the score to be one of the strongest.</summary>
    private static float LeastStrength(int lane, ReadOnlySpan<Vector128<float>> sums)
    {
        Span<float> strongest = stackalloc float[MostWords];
        strongest.Clear();
        foreach (var sum in sums)
        {
            var strength = sum[lane];
            for (var rank = 0; rank < MostWords; rank++)
            {
                if (strength > strongest[rank])
                    (strongest[rank], strength) = (strength, strongest[rank]);
            }
        }

        return Math.Max(Math.Max(strongest[0] * LeastShare, strongest[^1]), float.Epsilon);
    }

    /// <param name="Span">Words beside each other.</param>
    /// <param name="Strength">What they add to the sum of the label.</param>
    private readonly record struct Part(ScoreSpan Span, float Strength);
}
