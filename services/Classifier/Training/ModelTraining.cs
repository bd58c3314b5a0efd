using System.Numerics.Tensors;
using Microsoft.ML.Trainers;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Classifier.Training;

/// <summary>
/// Trains all heads. Each label learns from the sources that carry it, each domain for itself, since domains do not mix; the
/// heads of a label's domains are then mixed into one. Five folds, in which the same text never stands on both sides, give scores
/// of unseen comments: they mix the heads, calibrate the probabilities for the domain of the first file, and measure the recipe;
/// the shipped weights come from all rows.
/// </summary>
public sealed class ModelTraining(FeatureSettings settings, float l2 = ModelTraining.UsualL2)
{
    public const int Folds = 5;

    /// <summary>The strength of regularisation that held-out folds liked best.</summary>
    public const float UsualL2 = 0.3f;

    /// <summary>What all other domains together count where the heads are mixed, beside 1 for the one that is served.</summary>
    private const float OtherDomains = 0.25f;

    private sealed record Row(DataFile File, LabelledComment Comment, FeatureVector Vector, int Fold);

    /// <param name="name">The model's name.</param>
    /// <param name="files">Labelled comments.</param>
    /// <param name="progress">Told after each of <see cref="StepsOf"/>.</param>
    public TrainedModel Train(string name, IReadOnlyList<DataFile> files, Action progress)
    {
        var featurizer = new Featurizer(settings);
        var rows = files
            .SelectMany(file =>
                file.Comments.Select(comment => new Row(
                    file,
                    comment,
                    FeatureVector.Of(featurizer, comment.Input),
                    FoldOf(comment)
                ))
            )
            .ToList();
        progress();
        var labels = LabelsOf(files);
        var weights = new float[settings.Slots * labels.Count];
        var heads = new LabelHead[labels.Count];
        var held = new List<HeldOut>[labels.Count];
        Parallel.For(0, labels.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            var labelled = rows.Where(row => row.Comment.Is(labels[index]) is not null).ToList();
            (heads[index], held[index], var trained) = TrainHead(labels[index], labelled, progress);
            for (var slot = 0; slot < settings.Slots; slot++)
                weights[(slot * labels.Count) + index] = trained[slot];
        });
        var measures = Report(labels, held, heads);
        var header = new ModelHeader(name, settings, heads, [.. files.Select(file => file.Source)])
        {
            Measured = measures.ConvertAll(m => new MeasuredLabel(
                ScoreLabels.Of(m.Label).Name,
                m.File,
                m.Measures.MacroF1,
                double.IsFinite(m.Measures.RocAuc) ? m.Measures.RocAuc : null,
                m.Measures.CalibrationError
            )),
        };
        return new TrainedModel(new ClassifierModel(header, weights), measures);
    }

    /// <summary>How often <c>progress</c> is told.</summary>
    public static int StepsOf(IReadOnlyList<DataFile> files) => 1 + (LabelsOf(files).Count * (Folds + 1));

    /// <summary>Those that some file carries; a label without data gets no head.</summary>
    private static List<ScoreLabel> LabelsOf(IReadOnlyList<DataFile> files)
    {
        var carried = files.SelectMany(file => file.Comments).SelectMany(comment => comment.Labels.Keys).ToHashSet();
        return [.. Enum.GetValues<ScoreLabel>().Where(carried.Contains)];
    }

    private (LabelHead Head, List<HeldOut> Held, float[] Weights) TrainHead(ScoreLabel label, List<Row> rows, Action progress)
    {
        var domains = rows.GroupBy(row => row.File.Domain, StringComparer.Ordinal)
            .Where(domain => HasBoth(label, domain))
            .ToList();
        if (domains.Count == 0)
            throw new InvalidDataException($"No domain holds both kinds of rows for the label {label}.");
        var trainer = new LinearTrainer(settings);
        var held = new List<HeldRow>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var heads = domains.ConvertAll(domain => Train(trainer, label, domain.Where(row => row.Fold != fold)));
            held.AddRange(
                rows.Where(row => row.Fold == fold && row.Comment.CopyOf is null)
                    .Select(row => new HeldRow(row, [.. heads.Select(head => Sum(head.Weights, row.Vector) + head.Bias)]))
            );
            progress();
        }

        var served = domains.Exists(domain => domain.Key == Served(rows)) ? Served(rows) : null;
        var shares = DomainMixture.Fit(Weighed(held, label, served), domains.Count);
        var calibrator = trainer.Calibrate([
            .. held.Where(h => served is null || h.Row.File.Domain == served)
                .Select(h => new ScoredExample { Score = h.Mixed(shares), Label = h.Row.Comment.Is(label)!.Value }),
        ]);
        var (weights, bias) = Mix(domains.ConvertAll(domain => Train(trainer, label, domain)), shares);
        progress();
        var head = new LabelHead(ScoreLabels.Of(label).Name, bias, (float)calibrator.Slope, (float)calibrator.Offset);
        var scored = held.ConvertAll(h => new HeldOut(
            h.Row.File,
            head.Probability(h.Mixed(shares) - head.Bias),
            h.Row.Comment.Is(label)!.Value
        ));
        var decision = RankedScores.BestDecision([
            .. scored.Where(h => served is null || h.File.Domain == served).Select(h => (h.Score, h.Truth)),
        ]);
        return (head with { Decision = decision }, scored, weights);
    }

    private static bool HasBoth(ScoreLabel label, IEnumerable<Row> rows) =>
        rows.Select(row => row.Comment.Is(label)).Distinct().Count() == 2;

    /// <summary>The domain that will be scored is that of the first file.</summary>
    private static string Served(List<Row> rows) => rows[0].File.Domain;

    private (float[] Weights, float Bias) Train(LinearTrainer trainer, ScoreLabel label, IEnumerable<Row> rows)
    {
        var model = trainer.Train(Examples(trainer, label, rows), l2).Model.SubModel;
        return (WeightsOf(model), model.Bias);
    }

    /// <summary>The domains count alike, however many rows they have, but for the one that is served.</summary>
    private static List<(float[] Scores, bool Truth, float Weight)> Weighed(List<HeldRow> held, ScoreLabel label, string? served)
    {
        var totals = held.GroupBy(h => h.Row.File.Domain, StringComparer.Ordinal)
            .ToDictionary(d => d.Key, d => d.Sum(h => h.Row.File.Weight), StringComparer.Ordinal);
        return held.ConvertAll(h =>
        {
            var domain = h.Row.File.Domain;
            var share = served is null || domain == served ? 1 : OtherDomains / Math.Max(1, totals.Count - 1);
            return (h.Scores, h.Row.Comment.Is(label)!.Value, share * held.Count * h.Row.File.Weight / totals[domain]);
        });
    }

    private (float[] Weights, float Bias) Mix(List<(float[] Weights, float Bias)> heads, float[] shares)
    {
        var (weights, bias) = (new float[settings.Slots], 0f);
        for (var domain = 0; domain < shares.Length; domain++)
        {
            TensorPrimitives.MultiplyAdd(heads[domain].Weights, shares[domain], weights, weights);
            bias += heads[domain].Bias * shares[domain];
        }

        return (weights, bias);
    }

    private static List<Example> Examples(LinearTrainer trainer, ScoreLabel label, IEnumerable<Row> rows) =>
        [.. rows.Select(row => trainer.ToExample(row.Vector, row.Comment.Is(label)!.Value, row.File.Weight))];

    private static float[] WeightsOf(LinearModelParameters model) => [.. model.Weights];

    private static float Sum(float[] weights, FeatureVector vector)
    {
        var sum = 0f;
        for (var i = 0; i < vector.Slots.Length; i++)
            sum += weights[vector.Slots[i]] * vector.Values[i];
        return sum;
    }

    private static int FoldOf(LabelledComment comment)
    {
        var text = MatchingText.Of(comment.CopyOf ?? comment.Input.Content);
        return (int)(FeatureHash.Finish(FeatureHash.Of(0, text.Unmarked)) % Folds);
    }

    private static List<FoldMeasures> Report(List<ScoreLabel> labels, List<HeldOut>[] held, LabelHead[] heads) =>
        [
            .. from label in labels.Index()
            from file in held[label.Index].GroupBy(h => h.File.Name, StringComparer.Ordinal)
            select FoldMeasures.Of(label.Item, file.Key, [.. file.Select(h => (h.Score, h.Truth))], heads[label.Index].Decision),
        ];

    /// <param name="Row">A row.</param>
    /// <param name="Scores">What each domain's head says of it, trained without its fold.</param>
    private sealed record HeldRow(Row Row, float[] Scores)
    {
        public float Mixed(float[] shares) => TensorPrimitives.Dot<float>(Scores, shares);
    }

    private sealed record HeldOut(DataFile File, float Score, bool Truth);
}

/// <summary>A model with the measures of its recipe on held-out folds.</summary>
public sealed record TrainedModel(ClassifierModel Model, IReadOnlyList<FoldMeasures> HeldOut);
