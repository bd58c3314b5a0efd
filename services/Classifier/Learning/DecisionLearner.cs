using System.Numerics.Tensors;
using System.Security.Cryptography;
using System.Text;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Registry;
using Moderation.Classifier.Training;
using Moderation.Contracts;

namespace Moderation.Classifier.Learning;

/// <summary>A model that learned from decisions.</summary>
public sealed record LearnedModel(ClassifierModel Model, LearnedDecisions Decisions, LearnedFigures Figures);

/// <summary>What a training tells while it goes on.</summary>
/// <param name="Step"><c>learning</c> or <c>measuring</c>.</param>
/// <param name="Done">0 to 1.</param>
public readonly record struct LearningProgress(string Step, float Done);

/// <summary>
/// Makes of the model that the service came with one that knows what this newsroom rejects. The newsroom's own head learns from
/// its decisions alone, the newest weighing most; beside it stand the heads of the model, as they are. How much each counts is
/// found on decisions that the own head had not seen, so that with few decisions the model leads and with many the newsroom. All
/// heads are linear over the same features, and so is their mixture: scoring costs one head more and no second pass.
/// </summary>
/// <param name="shipped">The model that is built on.</param>
/// <param name="halfLife">A decision that is older by so much counts half.</param>
public sealed class DecisionLearner(ClassifierModel shipped, TimeSpan halfLife)
{
    /// <summary>With fewer of both outcomes nothing is learned.</summary>
    public const int LeastDecisions = 200;

    /// <summary>Of each outcome.</summary>
    public const int LeastOfOutcome = 20;

    /// <summary>How often <c>progress</c> is told.</summary>
    internal const int Steps = 4;

    /// <summary>A label with fewer rejections for its reason stays as it is.</summary>
    private const int LeastOfLabel = 100;

    /// <summary>Every so many decisions of each outcome, the newest, are held out for the figures.</summary>
    private const int HeldOutShare = 5;

    private readonly FeatureSettings _settings = shipped.Header.Features;

    private readonly Featurizer _featurizer = new(shipped.Header.Features);

    private readonly int[] _heads =
    [
        .. shipped.Header.Heads.Index().Where(head => head.Item.Label != LabelHead.Rejection).Select(head => head.Index),
    ];

    private sealed record Row(FeatureVector Vector, float[] Logits, int Fold, float Weight)
    {
        /// <summary>Null of what was suggested.</summary>
        public DecidedComment? Comment { get; init; }

        /// <summary>Null of what was decided.</summary>
        public Suggestion? Suggestion { get; init; }

        public bool Rejected => Comment!.Rejected;

        /// <inheritdoc cref="DecidedComment.Is"/>
        public bool? Is(ScoreLabel label) =>
            Suggestion is null ? Comment!.Is(label)
            : Suggestion.Label == label ? Suggestion.Truth
            : null;
    }

    /// <summary>A head that learned: over the features, and how it did on rows that it had not seen.</summary>
    private sealed record Learned(float[] Weights, float Bias, IReadOnlyList<(float Score, bool Truth)> HeldOut);

    /// <param name="name">Of the new model.</param>
    /// <param name="decisions">Of people, the oldest first.</param>
    /// <param name="suggestions">What labels learn from beside them.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LearningRefusedException">There are too few, or of one outcome alone.</exception>
    public LearnedModel Learn(
        string name,
        IReadOnlyList<DecidedComment> decisions,
        IReadOnlyList<Suggestion> suggestions,
        Action<LearningProgress> progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(decisions);
        ArgumentNullException.ThrowIfNull(suggestions);
        ArgumentNullException.ThrowIfNull(progress);
        LearningRefusedException.ThrowIfUnfit(decisions.Count(d => !d.Rejected), decisions.Count(d => d.Rejected));
        var newest = decisions[^1].DecidedAt;
        var rows = decisions.Select(d => RowOf(d.Input, d.DecidedAt, newest, cancellationToken) with { Comment = d }).ToList();
        var suggested = suggestions
            .Select(s => RowOf(s.Input, s.At, newest, cancellationToken) with { Suggestion = s })
            .ToList();
        progress(new LearningProgress("measuring", 0.1f));
        var figures = Measure(rows, cancellationToken);
        progress(new LearningProgress("learning", 0.4f));
        var rejection = Fit(rows, row => row.Rejected, _heads, cancellationToken);
        progress(new LearningProgress("learning", 0.7f));
        var heads = new List<(LabelHead Head, float[] Weights)>();
        foreach (var index in _heads)
            heads.Add((shipped.Header.Heads[index], WeightsOf(index)));
        foreach (var label in ScoreLabels.Unwanted.Select(row => row.Label))
            LearnLabel(label, [.. rows, .. suggested], heads, cancellationToken);
        heads.Add((HeadOf(LabelHead.Rejection, rejection), rejection.Weights));
        progress(new LearningProgress("learning", 1));
        var header = shipped.Header with
        {
            Name = name,
            Heads = [.. heads.Select(head => head.Head)],
            TrainedOn = [.. shipped.Header.TrainedOn, SourceOf(decisions), .. SourcesOf(suggestions)],
            Measured = null,
        };
        return new LearnedModel(
            new ClassifierModel(header, Interleave(heads.ConvertAll(head => head.Weights)), shipped.WordWeights),
            new LearnedDecisions(
                decisions.Count(d => !d.Rejected),
                decisions.Count(d => d.Rejected),
                decisions[0].DecidedAt,
                decisions[^1].DecidedAt
            ),
            figures
        );
    }

    private Row RowOf(CommentInput input, DateTimeOffset at, DateTimeOffset newest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var vector = FeatureVector.Of(_featurizer, input);
        // A weight of nothing would have no share to move.
        var weight = Math.Clamp((float)Math.Pow(0.5, (newest - at) / halfLife), 1e-4f, 1);
        return new Row(vector, LogitsOf(vector), Folds.Of(input.Content), weight);
    }

    /// <summary>Fits everything on the older decisions and asks it about the newest, those of each outcome alike.</summary>
    private LearnedFigures Measure(List<Row> rows, CancellationToken cancellationToken)
    {
        var held = rows.GroupBy(row => row.Rejected)
            .SelectMany(outcome => outcome.TakeLast(Math.Max(1, outcome.Count() / HeldOutShare)))
            .ToHashSet();
        var learned = Fit(rows.FindAll(row => !held.Contains(row)), row => row.Rejected, _heads, cancellationToken);
        var scored = held.Select(row =>
                (
                    Own: Sigmoid(learned.Bias + Sum(learned.Weights, row.Vector)),
                    Base: RiskOf(row.Logits),
                    Truth: row.Rejected
                )
            )
            .ToList();
        var (own, risk) = (
            new RankedScores(scored.ConvertAll(row => (row.Own, row.Truth))),
            new RankedScores(scored.ConvertAll(row => (row.Base, row.Truth)))
        );
        var (ownWhole, riskWhole) = (own.Measure(), risk.Measure());
        int[] ownRanks = [.. Enumerable.Range(0, scored.Count).OrderByDescending(at => scored[at].Own)];
        int[] riskRanks = [.. Enumerable.Range(0, scored.Count).OrderByDescending(at => scored[at].Base)];
        var drawn = Bootstrap.Draws(scored.Count).Select(draw => (
                Own: own.Measure(Array.ConvertAll(ownRanks, at => draw[at])),
                Base: risk.Measure(Array.ConvertAll(riskRanks, at => draw[at]))
            ))
            .ToList();
        return new LearnedFigures(
            scored.Count,
            scored.Count(row => row.Truth),
            Of(ownWhole.RocAuc, drawn.Select(d => d.Own.RocAuc)),
            Of(riskWhole.RocAuc, drawn.Select(d => d.Base.RocAuc)),
            Of(ownWhole.RocAuc - riskWhole.RocAuc, drawn.Select(d => d.Own.RocAuc - d.Base.RocAuc)),
            Of(ownWhole.CalibrationError, drawn.Select(d => d.Own.CalibrationError))
        );

        static Measured Of(double value, IEnumerable<double> reached)
        {
            var interval = Bootstrap.IntervalOf(reached.Where(double.IsFinite));
            return new Measured(value, interval.Low, interval.High);
        }
    }

    /// <summary>
    /// Exchanges the label's head for comments of the kind that is served, if rejections for its reason teach something.
    /// </summary>
    private void LearnLabel(
        ScoreLabel label,
        List<Row> rows,
        List<(LabelHead Head, float[] Weights)> heads,
        CancellationToken cancellationToken
    )
    {
        var name = ScoreLabels.Of(label).Name;
        var at = heads.FindIndex(head => head.Head.Label == name);
        var told = rows.FindAll(row => row.Is(label) is not null);
        if (at < 0 || told.Count(row => row.Is(label)!.Value) < LeastOfLabel)
            return;
        int[] own = [.. _heads.Where(index => shipped.Header.Heads[index].Label == name)];
        var learned = Fit(told, row => row.Is(label)!.Value, own, cancellationToken);
        var place = Array.IndexOf(_heads, own[0]);
        var before = Measures.Of([.. told.Select(row => (Sigmoid(row.Logits[place]), row.Is(label)!.Value))]).RocAuc;
        if (Measures.Of(learned.HeldOut).RocAuc > before)
            heads[at] = (HeadOf(name, learned), learned.Weights);
    }

    /// <param name="rows">To learn from.</param>
    /// <param name="truth">What is to be learned.</param>
    /// <param name="beside">The model's heads that are mixed in, by their index.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private Learned Fit(List<Row> rows, Func<Row, bool> truth, int[] beside, CancellationToken cancellationToken)
    {
        var places = beside.Select(index => Array.IndexOf(_heads, index)).ToArray();
        var scores = new float[rows.Count][];
        for (var fold = 0; fold < Folds.Count; fold++)
        {
            var (weights, bias) = Train(rows.FindAll(row => row.Fold != fold));
            foreach (var (at, row) in rows.Index().Where(row => row.Item.Fold == fold))
                scores[at] = [bias + Sum(weights, row.Vector), .. places.Select(place => row.Logits[place])];
        }

        var (shares, added) = ScoreMixture.Fit([.. rows.Select((row, at) => (scores[at], truth(row), row.Weight))]);
        var (mixed, mixedBias) = Train(rows);
        TensorPrimitives.Multiply(mixed, shares[0], mixed);
        mixedBias = (mixedBias * shares[0]) + added;
        for (var i = 0; i < beside.Length; i++)
        {
            var head = shipped.Header.Heads[beside[i]];
            TensorPrimitives.MultiplyAdd(WeightsOf(beside[i]), -head.Slope * shares[i + 1], mixed, mixed);
            mixedBias -= shares[i + 1] * ((head.Slope * head.Bias) + head.Offset);
        }

        return new Learned(
            mixed,
            mixedBias,
            [.. rows.Select((row, at) => (Sigmoid(added + TensorPrimitives.Dot<float>(scores[at], shares)), truth(row)))]
        );

        (float[] Weights, float Bias) Train(List<Row> some) =>
            DualRegression.Train(
                _settings.Slots,
                some.ConvertAll(row => new LearnedRow(row.Vector, truth(row), row.Weight)),
                cancellationToken
            );
    }

    private static LabelHead HeadOf(string label, Learned learned) =>
        new(label, learned.Bias, Slope: -1, Offset: 0) { Decision = RankedScores.BestDecision(learned.HeldOut) };

    /// <summary>The log-odds that the model's heads give.</summary>
    private float[] LogitsOf(FeatureVector vector)
    {
        var logits = new float[_heads.Length];
        var all = shipped.Header.Heads.Count;
        for (var i = 0; i < logits.Length; i++)
        {
            var sum = 0f;
            for (var at = 0; at < vector.Slots.Length; at++)
                sum += shipped.Weights[(vector.Slots[at] * all) + _heads[i]] * vector.Values[at];
            var head = shipped.Header.Heads[_heads[i]];
            logits[i] = -((head.Slope * (sum + head.Bias)) + head.Offset);
        }

        return logits;
    }

    /// <summary>The highest score of an unwanted label.</summary>
    private float RiskOf(float[] logits) =>
        logits
            .Where((_, place) => ScoreLabels.Named(shipped.Header.Heads[_heads[place]].Label)?.Unwanted == true)
            .Select(Sigmoid)
            .DefaultIfEmpty()
            .Max();

    private float[] WeightsOf(int head)
    {
        var all = shipped.Header.Heads.Count;
        var weights = new float[_settings.Slots];
        for (var slot = 0; slot < weights.Length; slot++)
            weights[slot] = shipped.Weights[(slot * all) + head];
        return weights;
    }

    private float[] Interleave(List<float[]> heads)
    {
        var weights = new float[_settings.Slots * heads.Count];
        for (var slot = 0; slot < _settings.Slots; slot++)
        {
            for (var head = 0; head < heads.Count; head++)
                weights[(slot * heads.Count) + head] = heads[head][slot];
        }

        return weights;
    }

    private static TrainingSource SourceOf(IReadOnlyList<DecidedComment> decisions) =>
        SourceOf("decisions", [.. decisions.Select(d => $"{d.Id} {d.Rejected} {d.Reason} {d.DecidedAt:O}\n")]) with
        {
            Domain = "newsroom",
        };

    private static IEnumerable<TrainingSource> SourcesOf(IReadOnlyList<Suggestion> suggestions) =>
        suggestions.Count == 0
            ? []
            : [SourceOf("feedback", [.. suggestions.Select(s => $"{s.Input.Content} {s.Label} {s.Truth} {s.At:O}\n")])];

    /// <summary>Tells one set of rows from another; nobody can read them from it.</summary>
    private static TrainingSource SourceOf(string file, string[] rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
            hash.AppendData(Encoding.UTF8.GetBytes(row));
        return new TrainingSource(file, rows.Length, 1, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static float Sum(float[] weights, FeatureVector vector)
    {
        var sum = 0f;
        for (var i = 0; i < vector.Slots.Length; i++)
            sum += weights[vector.Slots[i]] * vector.Values[i];
        return sum;
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
