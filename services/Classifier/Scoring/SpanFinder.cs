using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.Text.Contacts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Chooses the words that explain a score: of toxicity and hate those that a head trained on marked words finds offensive, of the
/// other unwanted labels, and where that head finds none, those that added most to the score, and links. Figures explain nothing:
/// readers write prices, results and years as advertisers do. A merit has no words: it is one of the whole.
/// </summary>
/// <param name="input">The comment.</param>
/// <param name="featurizer">Knows where its words stand.</param>
/// <param name="words">The sums by word.</param>
/// <param name="head">Tells which words offend, if the model has it.</param>
internal readonly ref struct SpanFinder(CommentInput input, Featurizer featurizer, WordBuffers words, WordHead? head)
{
    /// <summary>Lower scores ask for no explanation.</summary>
    private const float LeastScore = 0.3f;

    /// <summary>
    /// A score this high is explained even if no word offends by itself, by words without which it would be lower than this.
    /// </summary>
    private const float LeastUnknown = 0.5f;

    /// <summary>Weaker words than this share of the strongest are left out.</summary>
    private const float LeastShare = 0.4f;

    private const int MostWords = 8;

    /// <summary>Those whose words the head for marked words knows; it learned from toxic comments.</summary>
    private static readonly ScoreLabel[] Offensive = [ScoreLabel.Toxicity, ScoreLabel.Hate];

    private static readonly HashSet<ScoreLabel> Explained = [.. ScoreLabels.Unwanted.Select(row => row.Label)];

    /// <param name="group">Whose sums by word there are.</param>
    /// <param name="total">The group's sums of the whole text.</param>
    /// <param name="scores">Of the group's labels; the head that gives a score explains it.</param>
    /// <param name="spans">Receives the words; null as long as there are none.</param>
    public void Find(
        HeadGroup group,
        Vector256<float> total,
        ReadOnlySpan<LabelScore> scores,
        ref List<ScoreSpan>? spans
    )
    {
        foreach (var (label, score, lane) in scores)
        {
            if (score < LeastScore || !Explained.Contains(label))
                continue;
            var found = new List<Part>();
            if (head is null || !Offensive.Contains(label))
            {
                AddStrongest(label, lane, AddLinks(label, lane, found), found);
            }
            else if (!AddOffence(label, head.LeastSum(score), lane, found) && score >= LeastUnknown)
            {
                AddStrongest(label, lane, [], found);
                if (group.ScoreOf(lane, total[lane] - found.Sum(part => part.Strength)) >= LeastUnknown)
                    found.Clear();
            }

            (spans ??= []).AddRange(WithRemaining(found, total[lane], group, lane));
        }
    }

    /// <summary>In their order in the text, each with what is left of the score without it and all that added more.</summary>
    private static IEnumerable<ScoreSpan> WithRemaining(List<Part> found, float sum, HeadGroup group, int lane)
    {
        var remaining = new float[found.Count];
        foreach (var (index, part) in found.Index().OrderByDescending(each => each.Item.Strength))
        {
            sum -= part.Strength;
            remaining[index] = group.ScoreOf(lane, sum);
        }

        return found
            .Zip(remaining, (part, left) => part.Span with { Remaining = left })
            .OrderBy(span => span.Field)
            .ThenBy(span => span.Start);
    }

    /// <returns>False if no word that raised the score offends.</returns>
    private bool AddOffence(ScoreLabel label, float least, int lane, List<Part> found)
    {
        var previous = -1;
        for (var word = 0; word < Math.Min(words.Offence.Count, words.Labels.Count); word++)
        {
            if (words.Offence[word] < least || words.Labels[word][lane] <= 0 || featurizer.IsFigure(featurizer.Words[word]))
                continue;
            AddWord(label, word, previous, words.Labels[word][lane], found);
            previous = word;
        }

        return previous >= 0;
    }

    /// <summary>Adds the links and addresses that raised the score, each whole, with all words in it.</summary>
    /// <returns>The words that stand in one.</returns>
    private HashSet<int> AddLinks(ScoreLabel label, int lane, List<Part> found)
    {
        List<(CommentField Field, FoundContact Contact)> links = [];
        foreach (var (field, text) in new[] { (CommentField.Title, input.Title), (CommentField.Content, input.Content) })
            links.AddRange(
                ContactReader
                    .Find(text)
                    .Where(contact => contact.Kind is ContactKind.Link or ContactKind.Email)
                    .Select(contact => (field, contact))
            );
        HashSet<int> inside = [];
        var next = 0;
        foreach (var (field, link) in links)
        {
            var strength = words.Links[lane] / links.Count;
            for (; next < words.Labels.Count && IsBefore(next, field, link.End); next++)
            {
                if (IsBefore(next, field, link.Start + 1) && featurizer.ToOriginal(featurizer.Words[next]).End <= link.Start)
                    continue;
                inside.Add(next);
                strength += words.Labels[next][lane];
            }

            if (strength > 0)
                found.Add(new Part(SpanOf(label, field, link.Start, link.End), strength));
        }

        return inside;
    }

    /// <summary>Whether a word begins before this place.</summary>
    private bool IsBefore(int word, CommentField field, int place)
    {
        var at = featurizer.Words[word];
        return at.Field < field || (at.Field == field && featurizer.ToOriginal(at).Start < place);
    }

    private void AddStrongest(ScoreLabel label, int lane, HashSet<int> taken, List<Part> found)
    {
        var sums = CollectionsMarshal.AsSpan(words.Labels);
        var least = LeastStrength(lane, sums, taken);
        var previous = -1;
        for (var word = 0; word < sums.Length; word++)
        {
            if (sums[word][lane] < least || !MayExplain(word, taken))
                continue;
            AddWord(label, word, previous, sums[word][lane], found);
            previous = word;
        }
    }

    private bool MayExplain(int word, HashSet<int> taken) =>
        !taken.Contains(word) && !featurizer.IsFigure(featurizer.Words[word]);

    /// <summary>Adds a word, or lengthens the last part if the word before it ended that.</summary>
    private void AddWord(ScoreLabel label, int word, int previous, float strength, List<Part> found)
    {
        var field = featurizer.Words[word].Field;
        var (start, end) = featurizer.ToOriginal(featurizer.Words[word]);
        if (previous >= 0 && previous == word - 1 && found is [.., var last] && last.Span.Field == field)
            found[^1] = new Part(last.Span with { End = Math.Max(end, last.Span.End) }, last.Strength + strength);
        else
            found.Add(new Part(SpanOf(label, field, start, end), strength));
    }

    private static ScoreSpan SpanOf(ScoreLabel label, CommentField field, int start, int end) =>
        new()
        {
            Label = label,
            Field = field,
            Start = start,
            End = end,
        };

    /// <summary>What a word must add to the score to be one of the strongest.</summary>
    private float LeastStrength(int lane, ReadOnlySpan<Vector256<float>> sums, HashSet<int> taken)
    {
        Span<float> strongest = stackalloc float[MostWords];
        strongest.Clear();
        for (var word = 0; word < sums.Length; word++)
        {
            var strength = sums[word][lane];
            if (strength <= strongest[^1] || !MayExplain(word, taken))
                continue;
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
