using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>Chooses the words that explain a score. Constructive has none: it is a merit of the whole.</summary>
internal static class SpanFinder
{
    /// <summary>Lower scores ask for no explanation.</summary>
    private const float LeastScore = 0.3f;

    /// <summary>Weaker words than this share of the strongest are left out.</summary>
    private const float LeastShare = 0.4f;

    private const int MostWords = 8;

    private static readonly ScoreLabel[] Explained = [ScoreLabel.Spam, ScoreLabel.Toxicity, ScoreLabel.Hate];

    public static IReadOnlyList<ScoreSpan> Find(Scores scores, ReadOnlySpan<Vector128<float>> sums, Featurizer featurizer)
    {
        List<ScoreSpan>? spans = null;
        foreach (var label in Explained)
        {
            if (scores.Of(label) >= LeastScore)
                AddSpans(label, sums, featurizer, spans ??= []);
        }

        return spans ?? (IReadOnlyList<ScoreSpan>)[];
    }

    private static void AddSpans(ScoreLabel label, ReadOnlySpan<Vector128<float>> sums, Featurizer featurizer, List<ScoreSpan> spans)
    {
        var least = LeastStrength(label, sums);
        var previous = -1;
        for (var word = 0; word < sums.Length; word++)
        {
            if (sums[word][(int)label] < least)
                continue;
            var field = featurizer.Words[word].Field;
            var (start, end) = featurizer.ToOriginal(featurizer.Words[word]);
            if (previous == word - 1 && spans is [.., var last] && last.Label == label && last.Field == field)
                spans[^1] = last with { End = Math.Max(end, last.End) };
            else
                spans.Add(new ScoreSpan { Label = label, Field = field, Start = start, End = end });
            previous = word;
        }
    }

    /// <summary>What a word must add to the score to be one of the strongest.</summary>
    private static float LeastStrength(ScoreLabel label, ReadOnlySpan<Vector128<float>> sums)
    {
        Span<float> strongest = stackalloc float[MostWords];
        strongest.Clear();
        foreach (var sum in sums)
        {
            var strength = sum[(int)label];
            for (var rank = 0; rank < MostWords; rank++)
            {
                if (strength > strongest[rank])
                    (strongest[rank], strength) = (strength, strongest[rank]);
            }
        }

        return Math.Max(Math.Max(strongest[0] * LeastShare, strongest[^1]), float.Epsilon);
    }
}
