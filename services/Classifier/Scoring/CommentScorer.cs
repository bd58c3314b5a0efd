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

    public CommentScorer(ClassifierModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _groups = HeadGroup.Of(model);
        _featurizer = new ThreadLocal<Featurizer>(() => new Featurizer(model.Header.Features));
    }

    /// <summary>The model's name.</summary>
    public string Model => _model.Header.Name;

    public Scores Score(CommentInput input)
    {
        Span<LabelScore> scores = stackalloc LabelScore[_groups.Length * HeadGroup.Lanes];
        var count = 0;
        foreach (var group in _groups)
        {
            var sink = new WeightedSum(group.Weights);
            _featurizer.Value!.Read(input, ref sink);
            count += group.Score(sink.Total, scores[count..]);
        }

        return Scored(scores[..count]);
    }

    /// <summary>The scores, and the words that raised them, in UTF-16 units of the title and content as given.</summary>
    public (Scores Scores, IReadOnlyList<ScoreSpan> Spans) Explain(CommentInput input)
    {
        var (featurizer, words) = (_featurizer.Value!, _words.Value!);
        Span<LabelScore> scores = stackalloc LabelScore[_groups.Length * HeadGroup.Lanes];
        List<ScoreSpan>? spans = null;
        var count = 0;
        foreach (var group in _groups)
        {
            words.Clear();
            var sink = new WordSums(group.Weights, _model.WordWeights, _model.Header.Features.LinkSlot, words);
            featurizer.Read(input, ref sink);
            var scored = group.Score(sink.Total, scores[count..]);
            var finder = new SpanFinder(input, featurizer, words, _model.Header.Words);
            finder.Find(group, sink.Total, scores.Slice(count, scored), ref spans);
            count += scored;
        }

        return (Scored(scores[..count]), spans ?? (IReadOnlyList<ScoreSpan>)[]);
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
    }
}
