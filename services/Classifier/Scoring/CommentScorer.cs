using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>Scores comments with a model's weights in one pass over the text. Deterministic, stateless between comments, safe from many threads.</summary>
public sealed class CommentScorer : IDisposable
{
    private readonly ClassifierModel _model;
    private readonly ThreadLocal<Featurizer> _featurizer;
    private readonly ThreadLocal<WordBuffers> _words = new(() => new WordBuffers());

    public CommentScorer(ClassifierModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _featurizer = new ThreadLocal<Featurizer>(() => new Featurizer(model.Header.Features));
    }

    /// <summary>The model's name.</summary>
    public string Model => _model.Header.Name;

    public Scores Score(CommentInput input)
    {
        var sink = new WeightedSum(_model.Weights);
        _featurizer.Value!.Read(input, ref sink);
        return Calibrate(sink.Total);
    }

    /// <summary>The scores, and the words that raised them, in UTF-16 units of the title and content as given.</summary>
    public (Scores Scores, IReadOnlyList<ScoreSpan> Spans) Explain(CommentInput input)
    {
        var (featurizer, words) = (_featurizer.Value!, _words.Value!);
        words.Clear();
        var sink = new WordSums(_model, words);
        featurizer.Read(input, ref sink);
        var scores = Calibrate(sink.Total);
        return (scores, SpanFinder.Find(scores, words, _model.Header.Words, featurizer));
    }

    public void Dispose()
    {
        _featurizer.Dispose();
        _words.Dispose();
    }

    private Scores Calibrate(Vector128<float> sums) =>
        new()
        {
            Spam = Probability(ScoreLabel.Spam, sums),
            Toxicity = Probability(ScoreLabel.Toxicity, sums),
            Hate = Probability(ScoreLabel.Hate, sums),
            Constructive = Probability(ScoreLabel.Constructive, sums),
        };

    private float Probability(ScoreLabel label, Vector128<float> sums) =>
        _model.Header.Heads[(int)label].Probability(sums[(int)label]);
}
