using System.Runtime.Intrinsics;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>Up to four heads of a model, whose sums are taken at once: a vector has that many lanes.</summary>
internal sealed class HeadGroup
{
    public const int Lanes = 4;

    private readonly (ScoreLabel Label, int Lane, LabelHead Head)[] _known;

    private HeadGroup((int Index, LabelHead Head)[] heads, ClassifierModel model)
    {
        _known =
        [
            .. from head in heads
            let row = ScoreLabels.Named(head.Head.Label)
            where row is not null
            select (row.Label, head.Index % Lanes, head.Head),
        ];
        Weights = model.Header.Heads.Count == Lanes ? model.Weights : Spread(model, heads[0].Index, heads.Length);
    }

    /// <summary>The weights of the heads for slot 0, then for slot 1, and so on, always four.</summary>
    public float[] Weights { get; }

    /// <summary>All heads of the model in their order, without the groups of which this version knows none.</summary>
    public static HeadGroup[] Of(ClassifierModel model) =>
        [
            .. model
                .Header.Heads.Index()
                .Chunk(Lanes)
                .Select(heads => new HeadGroup(heads, model))
                .Where(group => group._known.Length > 0),
        ];

    /// <summary>Writes the scores of the labels that this version knows.</summary>
    /// <returns>How many.</returns>
    public int Score(Vector128<float> sums, Span<(ScoreLabel Label, float Score)> scores)
    {
        for (var i = 0; i < _known.Length; i++)
            scores[i] = (_known[i].Label, _known[i].Head.Probability(sums[_known[i].Lane]));
        return _known.Length;
    }

    /// <summary>The score at <paramref name="place"/>, if its words had added up to this.</summary>
    public float ScoreOf(int place, float sum) => _known[place].Head.Probability(sum);

    /// <summary>Where the sums of the score at <paramref name="place"/> are.</summary>
    public int LaneOf(int place) => _known[place].Lane;

    private static float[] Spread(ClassifierModel model, int first, int count)
    {
        var all = model.Header.Heads.Count;
        var weights = new float[model.Header.Features.Slots * Lanes];
        for (var slot = 0; slot < model.Header.Features.Slots; slot++)
            model.Weights.AsSpan((slot * all) + first, count).CopyTo(weights.AsSpan(slot * Lanes));
        return weights;
    }
}
