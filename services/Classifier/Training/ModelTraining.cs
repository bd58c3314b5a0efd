using Microsoft.ML.Trainers;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Classifier.Training;

/// <summary>
/// Trains all heads. Each label learns from the sources that carry it. Five folds, in which the same text never stands on both sides, give scores
/// of unseen comments: they calibrate the probabilities and measure the recipe; the shipped weights come from all rows.
/// </summary>
public sealed class ModelTraining(FeatureSettings settings, float l2 = ModelTraining.UsualL2)
{
    public const int Folds = 5;

    /// <summary>The strength of regularisation that held-out folds liked best.</summary>
    public const float UsualL2 = 0.3f;

    private sealed record Row(DataFile File, LabelledComment Comment, FeatureVector Vector, int Fold);

    /// <param name="name">The model's name.</param>
    /// <param name="files">Labelled comments.</param>
    /// <param name="progress">Told after each of <see cref="Steps"/>.</param>
    public TrainedModel Train(string name, IReadOnlyList<DataFile> files, Action progress)
    {
        var featurizer = new Featurizer(settings);
        var rows = files.SelectMany(file => file.Comments.Select(comment =>
            new Row(file, comment, FeatureVector.Of(featurizer, comment.Input), FoldOf(comment)))).ToList();
        progress();
        var weights = new float[settings.Slots * ClassifierModel.Heads];
        var heads = new LabelHead[ClassifierModel.Heads];
        var held = new List<HeldOut>[ClassifierModel.Heads];
        Parallel.ForEach(Enum.GetValues<ScoreLabel>(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, label =>
        {
            var labelled = rows.Where(row => row.Comment.Is(label) is not null).ToList();
            (heads[(int)label], held[(int)label], var trained) = TrainHead(label, labelled, progress);
            for (var slot = 0; slot < settings.Slots; slot++)
                weights[(slot * ClassifierModel.Heads) + (int)label] = trained[slot];
        });
        var header = new ModelHeader(name, settings, heads, [.. files.Select(file => file.Source)]);
        return new TrainedModel(new ClassifierModel(header, weights), Report(held));
    }

    /// <summary>How often <c>progress</c> is told.</summary>
    public static int Steps => 1 + (ClassifierModel.Heads * (Folds + 1));

    private (LabelHead Head, List<HeldOut> Held, float[] Weights) TrainHead(ScoreLabel label, List<Row> rows, Action progress)
    {
        if (rows.Select(row => row.Comment.Is(label)).Distinct().Count() < 2)
            throw new InvalidDataException($"No file holds both kinds of rows for the label {label}.");
        var trainer = new LinearTrainer(settings);
        var held = new List<(Row Row, float Sum)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = trainer.Train(Examples(trainer, label, rows.Where(row => row.Fold != fold)), l2).Model.SubModel;
            var foldWeights = WeightsOf(model);
            held.AddRange(rows.Where(row => row.Fold == fold && row.Comment.CopyOf is null).Select(row => (row, Sum(foldWeights, row.Vector) + model.Bias)));
            progress();
        }

        var calibrator = trainer.Calibrate([.. held.Select(h => new ScoredExample { Score = h.Sum, Label = h.Row.Comment.Is(label)!.Value })]);
        var final = trainer.Train(Examples(trainer, label, rows), l2).Model.SubModel;
        progress();
        var head = new LabelHead(label, final.Bias, (float)calibrator.Slope, (float)calibrator.Offset);
        var scored = held.Select(h => new HeldOut(h.Row.File.Name, head.Probability(h.Sum - head.Bias), h.Row.Comment.Is(label)!.Value)).ToList();
        return (head, scored, WeightsOf(final));
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

    private static List<FoldMeasures> Report(List<HeldOut>[] held) =>
    [
        .. from label in Enum.GetValues<ScoreLabel>()
           from file in held[(int)label].GroupBy(h => h.File, StringComparer.Ordinal)
           select new FoldMeasures(label, file.Key, Measures.Of([.. file.Select(h => (h.Score, h.Truth))])),
    ];

    private sealed record HeldOut(string File, float Score, bool Truth);
}

/// <summary>A model with the measures of its recipe on held-out folds.</summary>
public sealed record TrainedModel(ClassifierModel Model, IReadOnlyList<FoldMeasures> HeldOut);

/// <summary>Measures of one label on the rows of one file, each scored by a model that had not seen it.</summary>
public sealed record FoldMeasures(ScoreLabel Label, string File, Measures Measures);
