using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// Scores comments with a model's weights, in one pass over the text for each eight heads. Deterministic, stateless between
/// comments, safe from many threads.
/// </summary>
public sealed class CommentScorer : IDisposable
{
    private readonly ClassifierModel _model;
    private readonly HeadGroup[] _groups;
    private readonly ThreadLocal<Featurizer> _featurizer;
    private readonly ThreadLocal<WordBuffers> _words = new(() => new WordBuffers());
    private readonly ThreadLocal<KnownParts[]> _known;

    public CommentScorer(ClassifierModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _groups = HeadGroup.Of(model);
        _featurizer = new ThreadLocal<Featurizer>(() => new Featurizer(model.Header.Features));
        _known = new ThreadLocal<KnownParts[]>(() =>
            [.. _groups.Select(group => new KnownParts(group.Weights, model.WordWeights))]
        );
    }

    /// <summary>The model's name.</summary>
    public string Model => _model.Header.Name;

    public Scores Score(CommentInput input) => Rate(input).Scores;

    /// <summary>The scores, and how likely this newsroom would reject the comment, if the model has learned that.</summary>
    public (Scores Scores, float? Rejection) Rate(CommentInput input)
    {
        float? rejection = null;
        Span<LabelScore> scores = stackalloc LabelScore[_groups.Length * HeadGroup.Lanes];
        var count = 0;
        for (var index = 0; index < _groups.Length; index++)
        {
            var group = _groups[index];
            var sink = new WeightedSum(group.Weights, _known.Value![index]);
            _featurizer.Value!.Read(input, ref sink);
            count += group.Score(sink.Total, scores[count..]);
            rejection ??= group.Rejection(sink.Total);
        }

        return (Scored(scores[..count]), rejection);
    }

    /// <summary>As <see cref="Rate"/>, with the words that raised the scores.</summary>
    public Explanation Explain(CommentInput input)
    {
        float? rejection = null;
        var (featurizer, words) = (_featurizer.Value!, _words.Value!);
        Span<LabelScore> scores = stackalloc LabelScore[_groups.Length * HeadGroup.Lanes];
        List<ScoreSpan>? spans = null;
        var count = 0;
        for (var index = 0; index < _groups.Length; index++)
        {
            words.Clear();
            var (group, linkSlot, known) = (_groups[index], _model.Header.Features.LinkSlot, _known.Value![index]);
            var sink = new WordSums(group.Weights, _model.WordWeights, linkSlot, words, known);
            featurizer.Read(input, ref sink);
            var scored = group.Score(sink.Total, scores[count..]);
            var finder = new SpanFinder(input, featurizer, words, _model.Header.Words);
            finder.Find(group, sink.Total, scores.Slice(count, scored), ref spans);
            count += scored;
            rejection ??= group.Rejection(sink.Total);
        }

        return new Explanation(Scored(scores[..count]), spans ?? (IReadOnlyList<ScoreSpan>)[], rejection);
    }

    private static Scores Scored(ReadOnlySpan<LabelScore> scores)
    {
        Span<(ScoreLabel Label, float Score)> values = stackalloc (ScoreLabel, float)[scores.Length];
        for (var i = 0; i < scores.Length; i++)
            values[i] = (scores[i].Label, scores[i].Score);
        return new Scores(values);
    }

    public void Dispose()
    {
        _featurizer.Dispose();
        _words.Dispose();
        _known.Dispose();
    }
}

/// <summary>What a model says of a comment, and why.</summary>
/// <param name="Scores">By label.</param>
/// <param name="Spans">The words that raised them, in UTF-16 units of the fields as given.</param>
/// <param name="Rejection">How likely this newsroom would reject it; null when the model has not learned that.</param>
public sealed record Explanation(Scores Scores, IReadOnlyList<ScoreSpan> Spans, float? Rejection)
{
    public void Deconstruct(out Scores scores, out IReadOnlyList<ScoreSpan> spans) => (scores, spans) = (Scores, Spans);
}
