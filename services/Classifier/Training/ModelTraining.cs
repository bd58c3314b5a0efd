using System.Numerics.Tensors;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Training;

/// <summary>
/// Trains all heads. Each label learns from the sources that carry it, each domain for itself, since domains do not mix; the
/// heads of a label's domains are then mixed into one, by shares that are given or that held-out scores like best. Five folds, in
/// which the same text never stands on both sides, give scores of unseen comments: they mix the heads, calibrate the
/// probabilities for comments as those of the first file, and measure the recipe; the shipped weights come from all rows.
/// </summary>
/// <param name="settings">How texts are read.</param>
/// <param name="l2">The strength of regularisation.</param>
/// <param name="shares">How much the head of each domain counts: a fit suppresses a head that helps only outside the domain that
/// it is fitted on. <c>toxicity.social</c> is that of a domain for one label. A domain that is not named counts 1. Null lets
/// held-out scores decide.</param>
/// <param name="expected">The share of a label's comments to be expected where the model is to score, if it is another than in
/// the data that calibrate it.</param>
/// <param name="trust">How far a label's calibrated log-odds are believed where other comments are scored than those that
/// calibrate them: 0.6 takes them for 0.6 of themselves. A label that is not named is believed.</param>
/// <param name="beside">Heads beside the first of a label, each for another kind of comments than those that are served.</param>
public sealed class ModelTraining(
    FeatureSettings settings,
    float l2 = ModelTraining.UsualL2,
    IReadOnlyDictionary<string, float>? shares = null,
    IReadOnlyDictionary<ScoreLabel, float>? expected = null,
    IReadOnlyDictionary<ScoreLabel, float>? trust = null,
    IReadOnlyList<HeadBeside>? beside = null
)
{
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
                    Folds.Of(comment.CopyOf ?? comment.Input.Content)
                ))
            )
            .ToList();
        progress();
        var labels = LabelsOf(files);
        var trained = new List<(LabelHead Head, float[] Weights)>[labels.Count];
        var held = new List<HeldOut>[labels.Count];
        Parallel.For(0, labels.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, index =>
        {
            var labelled = rows.Where(row => row.Comment.Is(labels[index]) is not null).ToList();
            (trained[index], held[index]) = TrainHeads(labels[index], labelled, progress);
        });
        var measures = Report(labels, held, [.. trained.Select(heads => heads[0].Head)]);
        var all = trained.SelectMany(heads => heads).ToList();
        var header = new ModelHeader(name, settings, [.. all.Select(one => one.Head)], [.. files.Select(file => file.Source)])
        {
            Measured = measures.ConvertAll(m => new MeasuredLabel(
                ScoreLabels.Of(m.Label).Name,
                m.File,
                m.Measures.MacroF1,
                double.IsFinite(m.Measures.RocAuc) ? m.Measures.RocAuc : null,
                m.Measures.CalibrationError
            )),
        };
        return new TrainedModel(new ClassifierModel(header, Interleave(all.ConvertAll(one => one.Weights))), measures);
    }

    /// <summary>The weights of all heads for slot 0, then for slot 1, and so on.</summary>
    private float[] Interleave(List<float[]> heads)
    {
        var weights = new float[settings.Slots * heads.Count];
        for (var slot = 0; slot < settings.Slots; slot++)
        {
            for (var head = 0; head < heads.Count; head++)
                weights[(slot * heads.Count) + head] = heads[head][slot];
        }

        return weights;
    }

    /// <summary>How often <c>progress</c> is told.</summary>
    public static int StepsOf(IReadOnlyList<DataFile> files) => 1 + (LabelsOf(files).Count * (Folds.Count + 1));

    /// <summary>Those that some file carries; a label without data gets no head.</summary>
    private static List<ScoreLabel> LabelsOf(IReadOnlyList<DataFile> files)
    {
        var carried = files.SelectMany(file => file.Comments).SelectMany(comment => comment.Labels.Keys).ToHashSet();
        return [.. Enum.GetValues<ScoreLabel>().Where(carried.Contains)];
    }

    private (List<(LabelHead Head, float[] Weights)> Heads, List<HeldOut> Held) TrainHeads(
        ScoreLabel label,
        List<Row> rows,
        Action progress
    )
    {
        var (domains, oneVoiced) = DomainsOf(label, rows);
        if (shares is not null && domains.FindAll(domain => Counts(label, domain.Name)) is { Count: > 0 } counting)
        {
            var silent = domains.Except(counting).Select(domain => domain.Name).ToHashSet(StringComparer.Ordinal);
            (domains, rows) = (counting, rows.FindAll(row => !silent.Contains(row.File.Domain)));
        }

        var trainer = new LinearTrainer(settings);
        var held = new List<HeldRow>();
        for (var fold = 0; fold < Folds.Count; fold++)
        {
            var heads = domains.ConvertAll(domain => Train(trainer, label, domain.Rows.Where(row => row.Fold != fold)));
            held.AddRange(
                rows.Where(row => row.Fold == fold && row.Comment.CopyOf is null)
                    .Select(row => new HeldRow(row, [.. heads.Select(head => Sum(head.Weights, row.Vector) + head.Bias)]))
            );
            progress();
        }

        var whole = domains.ConvertAll(domain => Train(trainer, label, domain.Rows));
        progress();
        var served = domains.Exists(domain => domain.Name == Served(rows)) ? Served(rows) : null;
        var first = served is null ? null : rows[0].File;
        var judged = held.FindAll(h => first is null || first == h.Row.File || oneVoiced.Contains(h.Row.File.Domain));
        List<MixedHead> mixed =
        [
            Calibrated(
                shares is null ? DomainMixture.Fit(Weighed(held, label, served), domains.Count) : SharesOf(shares, usual: 1),
                judged,
                expected?.TryGetValue(label, out var share) == true ? share : null,
                trust?.GetValueOrDefault(label, 1) ?? 1
            ),
            .. (beside ?? [])
                .Where(one => one.Label == label)
                .Select(one =>
                    Calibrated(
                        SharesOf(one.Shares, usual: 0),
                        held.FindAll(h => h.Row.File.Domain == one.Domain),
                        one.Expected,
                        believed: 1
                    )
                ),
        ];
        var decision = RankedScores.BestDecision([.. judged.Select(h => (ScoreOf(h), h.Row.Comment.Is(label)!.Value))]);
        return (
            mixed.ConvertAll(one => (one.Head with { Decision = decision }, one.Weights)),
            held.ConvertAll(h => new HeldOut(h.Row.File, ScoreOf(h), h.Row.Comment.Is(label)!.Value))
        );

        float[] SharesOf(IReadOnlyDictionary<string, float> given, float usual) =>
            [.. domains.Select(domain => ShareOf(given, label, domain.Name, usual))];

        MixedHead Calibrated(float[] parts, List<HeldRow> calibrating, float? expect, float believed)
        {
            var calibrator = trainer.Calibrate(
                calibrating.ConvertAll(h => (h.Mixed(parts), h.Row.Comment.Is(label)!.Value)),
                expect
            );
            var (weights, bias) = Mix(whole, parts);
            var (slope, offset) = (believed * (float)calibrator.Slope, believed * (float)calibrator.Offset);
            return new MixedHead(new LabelHead(ScoreLabels.Of(label).Name, bias, slope, offset), weights, parts);
        }

        float ScoreOf(HeldRow row) => mixed.Max(one => one.Head.Probability(row.Mixed(one.Shares) - one.Head.Bias));
    }

    /// <summary>Whether a domain has a share in any of a label's heads. One that has none is not trained.</summary>
    private bool Counts(ScoreLabel label, string domain) =>
        ShareOf(shares!, label, domain, usual: 1) > 0
        || (beside ?? []).Any(one =>
            one.Label == label && (one.Domain == domain || ShareOf(one.Shares, label, domain, usual: 0) > 0)
        );

    private static float ShareOf(IReadOnlyDictionary<string, float> given, ScoreLabel label, string domain, float usual) =>
        given.GetValueOrDefault($"{ScoreLabels.Of(label).Name}.{domain}", given.GetValueOrDefault(domain, usual));

    /// <summary>
    /// The domains that know the label, each with its rows; what a domain says with one voice is no head of its own, and is told
    /// to all others, without its disguised copies.
    /// </summary>
    private static (List<(string Name, List<Row> Rows)> Domains, HashSet<string> OneVoiced) DomainsOf(
        ScoreLabel label,
        List<Row> rows
    )
    {
        var byKind = rows.GroupBy(row => row.File.Domain, StringComparer.Ordinal)
            .ToLookup(domain => domain.Select(row => row.Comment.Is(label)).Distinct().Count() == 2);
        if (!byKind[true].Any())
            throw new InvalidDataException($"No domain holds both kinds of rows for the label {label}.");
        var told = byKind[false].SelectMany(domain => domain).Where(row => row.Comment.CopyOf is null).ToList();
        return (
            [.. byKind[true].Select(domain => (domain.Key, (List<Row>)[.. domain, .. told]))],
            byKind[false].Select(domain => domain.Key).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>The domain that will be scored is that of the first file.</summary>
    private static string Served(List<Row> rows) => rows[0].File.Domain;

    private (float[] Weights, float Bias) Train(LinearTrainer trainer, ScoreLabel label, IEnumerable<Row> rows)
    {
        var labelled = rows.ToList();
        var contrast = Contrast.Of(
            settings.Slots,
            settings.Slots - TextNumbers.Count,
            labelled.ConvertAll(row => (row.Vector.Slots, row.Vector.Values, row.Comment.Is(label)!.Value))
        );
        Example ToExample(Row row) =>
            trainer.ToExample(
                row.Vector.Slots,
                contrast.Scale(row.Vector.Slots, row.Vector.Values),
                row.Comment.Is(label)!.Value,
                row.File.Weight
            );
        var model = trainer.Train(labelled.ConvertAll(ToExample), l2).Model.SubModel;
        return (contrast.Unscale(model.Weights), model.Bias);
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

    private static float Sum(float[] weights, FeatureVector vector)
    {
        var sum = 0f;
        for (var i = 0; i < vector.Slots.Length; i++)
            sum += weights[vector.Slots[i]] * vector.Values[i];
        return sum;
    }

    private static List<FoldMeasures> Report(List<ScoreLabel> labels, List<HeldOut>[] held, LabelHead[] heads) =>
        [
            .. from label in labels.Index()
            from file in held[label.Index].GroupBy(h => h.File).DistinctBy(file => file.Key.Name, StringComparer.Ordinal)
            let scored = file.Select(h => (h.Score, h.Truth)).ToList()
            select FoldMeasures.Of(label.Item, file.Key.Name, scored, heads[label.Index].Decision),
        ];

    /// <param name="Row">A row.</param>
    /// <param name="Scores">What each domain's head says of it, trained without its fold.</param>
    private sealed record HeldRow(Row Row, float[] Scores)
    {
        public float Mixed(float[] shares) => TensorPrimitives.Dot<float>(Scores, shares);
    }

    private sealed record HeldOut(DataFile File, float Score, bool Truth);

    private sealed record MixedHead(LabelHead Head, float[] Weights, float[] Shares);
}

/// <summary>A model with the measures of its recipe on held-out folds.</summary>
public sealed record TrainedModel(ClassifierModel Model, IReadOnlyList<FoldMeasures> HeldOut);
