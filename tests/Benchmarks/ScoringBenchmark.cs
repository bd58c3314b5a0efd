using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Transforms.Text;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Training;
using Moderation.Contracts;
using Moderation.Testing;
using Moderation.Text;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Ours beside ML.NET's own text pipeline with its <c>PredictionEngine</c> and beside fastText: the same question (toxic or not),
/// trained on the same four fifths of a file, macro-F1 on the rest, and comments for each second of one core's processor time,
/// loading left out. Texts alone, without headlines.
/// </summary>
internal static class ScoringBenchmark
{
    private const int Folds = 5;
    private const double EnoughSeconds = 5;

    /// <param name="path">Labelled comments as JSON Lines; the committed ones if null.</param>
    /// <param name="first">Only so many characters of each text, if given.</param>
    public static async Task RunAsync(string? path, int? first)
    {
        var file = DataFile.Read(path ?? Path.Combine(Parts.ProjectRoot, "services", "Classifier", "Data", "comments.vi.jsonl"));
        var all = file
            .Comments.Where(comment => comment.Is(ScoreLabel.Toxicity) is not null)
            .Select(comment => new TextExample
            {
                Text = Cut(comment.Input.Content, first),
                Label = comment.Is(ScoreLabel.Toxicity)!.Value,
            })
            .ToList();
        var held = all.ToLookup(example => FoldOf(example.Text) == 0);
        TextExample[] train = [.. held[false]],
            test = [.. held[true]];

        var table = new Table().AddColumns("", "comments a second of one core", "ours is faster by", "macro-F1");
        var ours = Ours(train, test);
        AddRow("ours", ours);
        AddRow("ML.NET's FeaturizeText as it comes", MlNet(train, test, new TextFeaturizingEstimator.Options()));
        AddRow("ML.NET's FeaturizeText with n-grams as ours", MlNet(train, test, NgramsAsOurs()));
        if (FastText.Path is null)
            AnsiConsole.WriteLine("fastText is left out: install it with `apt-get install fasttext`.");
        else
            AddRow("fastText " + FastText.Options, await FastText.MeasureAsync(train, test));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Name}: {train.Length:#,0} comments to train, {test.Length:#,0} to test, "
                    + $"{test.Average(example => example.Text.Length):0} characters on average"
            )
        );

        void AddRow(string name, (double Speed, double MacroF1) measured) =>
            table.AddRow(
                Markup.Escape(name),
                measured.Speed.ToString("#,0", CultureInfo.InvariantCulture),
                (ours.Speed / measured.Speed).ToString("0.0 ×", CultureInfo.InvariantCulture),
                measured.MacroF1.ToString("0.000", CultureInfo.InvariantCulture)
            );
    }

    public static double MacroF1(IEnumerable<(float Score, bool Truth)> scored) => Measures.Of([.. scored]).MacroF1;

    private static (double Speed, double MacroF1) Ours(TextExample[] train, TextExample[] test)
    {
        using var scorer = new CommentScorer(
            SingleHead.Train(new FeatureSettings(), train.Select(example => (Input(example), example.Label)))
        );
        return (
            SpeedOf(test, example => scorer.Score(Input(example))[ScoreLabel.Toxicity]!.Value),
            MacroF1(test.Select(example => (scorer.Score(Input(example))[ScoreLabel.Toxicity]!.Value, example.Label)))
        );
    }

    private static (double Speed, double MacroF1) MlNet(
        TextExample[] train,
        TextExample[] test,
        TextFeaturizingEstimator.Options options
    )
    {
        var ml = new MLContext(seed: 1);
        var model = ml
            .Transforms.Text.FeaturizeText("Features", options, nameof(TextExample.Text))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression())
            .Fit(ml.Data.LoadFromEnumerable(train));
        using var engine = ml.Model.CreatePredictionEngine<TextExample, TextPrediction>(model);
        return (
            SpeedOf(test, example => engine.Predict(example).Probability),
            MacroF1(test.Select(example => (engine.Predict(example).Probability, example.Label)))
        );
    }

    /// <summary>Words up to three, characters up to five, and the diacritics, which it takes off by itself.</summary>
    private static TextFeaturizingEstimator.Options NgramsAsOurs() =>
        new()
        {
            KeepDiacritics = true,
            WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = 3, UseAllLengths = true },
            CharFeatureExtractor = new WordBagEstimator.Options { NgramLength = 5, UseAllLengths = true },
        };

    private static double SpeedOf(TextExample[] test, Func<TextExample, float> score)
    {
        Repeat();
        var start = Environment.CpuUsage.TotalTime;
        var count = Repeat();
        return count / (Environment.CpuUsage.TotalTime - start).TotalSeconds;

        long Repeat()
        {
            var (done, begin) = (0L, Environment.CpuUsage.TotalTime);
            do
            {
                foreach (var example in test)
                    score(example);
                done += test.Length;
            } while ((Environment.CpuUsage.TotalTime - begin).TotalSeconds < EnoughSeconds);
            return done;
        }
    }

    private static CommentInput Input(TextExample example) => new("", example.Text, "");

    private static string Cut(string text, int? first) => first is { } most && most < text.Length ? text[..most] : text;

    private static int FoldOf(string text) =>
        (int)(
            MatchingText.Of(text).Unmarked.ToArray().Aggregate(17u, (hash, unit) => unchecked((hash * 16777619) ^ unit)) % Folds
        );

    private sealed class TextPrediction
    {
        public float Probability { get; set; }
    }
}

/// <summary>A text with its answer, as ML.NET reads it.</summary>
internal sealed class TextExample
{
    public string Text { get; set; } = "";

    public bool Label { get; set; }
}
