using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Classifier.Data;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Terminal;
using Moderation.Classifier.Training;
using Moderation.Contracts;
using Moderation.Text;
using Spectre.Console;

namespace Moderation.Classifier.Spans;

/// <summary>
/// <c>spans --data FILE [--folds 5]</c>: how well the spans of toxicity cover what people marked, by the recipe trained on this
/// file without the fold. The same text, whatever its disguise, never stands on both sides.
/// </summary>
internal static class SpansVerb
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Comments as JSON Lines with text, toxic and spans.",
            Required = true,
        };
        var folds = new Option<int>("--folds")
        {
            Description = "Each is measured by a model trained on the others.",
            DefaultValueFactory = _ => 5,
        };
        var bits = new Option<int>("--slot-bits")
        {
            Description = "Features are hashed into 2 to the power of this many slots.",
            DefaultValueFactory = _ => new FeatureSettings().SlotBits,
        };
        var words = new Option<bool>("--without-words")
        {
            Description = "Leave out the head that is trained on marked words: spans by what words add to the score alone.",
        };
        var json = new Option<bool>("--json") { Description = "Print the measures as one JSON object." };
        var command = new Command("spans", "Measures how well spans cover what people marked, on held-out folds.")
        {
            data,
            folds,
            bits,
            words,
            json,
        };
        command.SetAction(parsed =>
        {
            var (comments, count) = (MarkedComment.Read(parsed.GetRequiredValue(data)), parsed.GetValue(folds));
            var settings = new FeatureSettings { SlotBits = parsed.GetValue(bits) };
            var measures = ProgressBar.Show("Training", count, step =>
                Measure(settings, comments, count, !parsed.GetValue(words), step)
            );
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(measures, ContractJson.Options));
            else
                Print(measures);
        });
        return command;
    }

    private static SpanMeasures Measure(
        FeatureSettings settings,
        IReadOnlyList<MarkedComment> comments,
        int folds,
        bool words,
        Action step
    )
    {
        var found = new bool[comments.Count][];
        var foldOf = comments.Select(comment => FoldOf(comment.Text, folds)).ToArray();
        Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, fold =>
        {
            using var scorer = new CommentScorer(
                Train(settings, [.. comments.Where((_, index) => foldOf[index] != fold)], words)
            );
            for (var i = 0; i < comments.Count; i++)
            {
                if (foldOf[i] == fold)
                    found[i] = Find(scorer, comments[i].Text);
            }

            step();
        });
        return SpanMeasures.Of(comments.Select((comment, index) => (comment.ByUnit(), found[index])));
    }

    private static int FoldOf(string text, int folds) =>
        (int)(
            MatchingText.Of(text).Unmarked.ToArray().Aggregate(17u, (hash, unit) => unchecked((hash * 16777619) ^ unit))
            % (uint)folds
        );

    private static ClassifierModel Train(FeatureSettings settings, List<MarkedComment> comments, bool words)
    {
        var model = SingleHead.Train(
            settings,
            comments.Select(comment => (new CommentInput("", comment.Text, ""), comment.Toxic != 0))
        );
        return words ? new WordTraining(settings).AddTo(model, comments) : model;
    }

    private static bool[] Find(CommentScorer scorer, string text)
    {
        var found = new bool[text.Length];
        foreach (
            var span in scorer.Explain(new CommentInput("", text, "")).Spans.Where(span => span.Label == ScoreLabel.Toxicity)
        )
            found.AsSpan(span.Start, span.End - span.Start).Fill(true);
        return found;
    }

    private static void Print(SpanMeasures measures)
    {
        var table = new Table().AddColumns(
            "comments",
            "precision",
            "recall",
            "F1 of characters",
            "mean F1 of comments",
            "macro-F1 of characters"
        );
        double[] shares = [measures.Precision, measures.Recall, measures.F1, measures.MeanF1, measures.MacroF1];
        table.AddRow([
            measures.Comments.ToString(CultureInfo.InvariantCulture),
            .. shares.Select(share => share.ToString("0.000", CultureInfo.InvariantCulture)),
        ]);
        AnsiConsole.Write(table);
    }
}
