using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>What a model gives a label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Score">The highest probability that one of its heads gives.</param>
/// <param name="Lane">Which of the group's heads that is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LabelScore(ScoreLabel Label, float Score, int Lane);

/// <summary>
/// Up to eight heads of a model, whose sums are taken at once: a vector has that many lanes. All heads of a label are in one
/// group.
/// </summary>
internal sealed class HeadGroup
{
    public const int Lanes = 8;

    /// <summary>By lane.</summary>
    private readonly LabelHead[] _heads;

    /// <summary>By lane.</summary>
    private readonly ScoreLabel[] _labels;

    /// <summary>In the lane behind those of the labels; null when the group has none.</summary>
    private readonly LabelHead? _rejection;

    private HeadGroup(List<(int Index, ScoreLabel Label, LabelHead Head)> heads, int? rejection, ClassifierModel model)
    {
        _heads = [.. heads.Select(head => head.Head)];
        _labels = [.. heads.Select(head => head.Label)];
        _rejection = rejection is { } index ? model.Header.Heads[index] : null;
        int[] behind = rejection is { } lane ? [lane] : [];
        Weights = Spread(model, [.. heads.Select(head => head.Index), .. behind]);
    }

    /// <summary>The weights of the heads for slot 0, then for slot 1, and so on, always eight.</summary>
    public float[] Weights { get; }

    /// <summary>All heads of the model whose labels this version knows, those of a label beside each other.</summary>
    public static HeadGroup[] Of(ClassifierModel model)
    {
        var known =
            from head in model.Header.Heads.Index()
            let row = ScoreLabels.Named(head.Item.Label)
            where row is not null
            group (head.Index, row.Label, head.Item) by row.Label;
        List<List<(int, ScoreLabel, LabelHead)>> groups = [[]];
        foreach (var label in known)
        {
            if (groups[^1].Count + label.Count() > Lanes)
                groups.Add([]);
            groups[^1].AddRange(label);
        }

        int? rejection = model.Header.Heads.Index().FirstOrDefault(head => head.Item.Label == LabelHead.Rejection) is
        { Item: not null } found
            ? found.Index
            : null;
        if (rejection is not null && groups[^1].Count == Lanes)
            groups.Add([]);
        return [.. groups.Select((heads, at) => new HeadGroup(heads, at == groups.Count - 1 ? rejection : null, model))];
    }

    /// <summary>How likely this newsroom would reject the comment; null when the group does not know.</summary>
    public float? Rejection(Vector256<float> sums) => _rejection?.Probability(sums[_heads.Length]);

    /// <summary>Writes the score of each label.</summary>
    /// <returns>How many.</returns>
    public int Score(Vector256<float> sums, Span<LabelScore> scores)
    {
        var count = 0;
        for (var lane = 0; lane < _heads.Length; lane++)
        {
            var score = _heads[lane].Probability(sums[lane]);
            if (lane == 0 || _labels[lane] != _labels[lane - 1])
                scores[count++] = new LabelScore(_labels[lane], score, lane);
            else if (score > scores[count - 1].Score)
                scores[count - 1] = new LabelScore(_labels[lane], score, lane);
        }

        return count;
    }

    /// <summary>The score that the head in this lane would give, if the words had added up to this.</summary>
    public float ScoreOf(int lane, float sum) => _heads[lane].Probability(sum);

    private static float[] Spread(ClassifierModel model, int[] heads)
    {
        var all = model.Header.Heads.Count;
        var weights = new float[model.Header.Features.Slots * Lanes];
        for (var slot = 0; slot < model.Header.Features.Slots; slot++)
        {
            for (var lane = 0; lane < heads.Length; lane++)
                weights[(slot * Lanes) + lane] = model.Weights[(slot * all) + heads[lane]];
        }

        return weights;
    }
}
