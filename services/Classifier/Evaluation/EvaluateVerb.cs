using System.CommandLine;
using Moderation.Classifier.Data;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Terminal;
using Moderation.Contracts;

namespace Moderation.Classifier.Evaluation;

/// <summary><c>evaluate --model MODEL --data FILE… [--charts FOLDER]</c></summary>
internal static class EvaluateVerb
{
    public static Command Create()
    {
        var model = ModelChoice.Option();
        var data = new Option<string[]>("--data")
        {
            Description = "Labelled comments as JSON Lines.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the measures as one JSON object." };
        var charts = new Option<string?>("--charts")
        {
            Description = "A folder for pictures of each label and file: precision and recall, reliability, confusion (SVG).",
        };
        var command = new Command("evaluate", "Measures a model on labelled comments.") { model, data, charts, json };
        command.SetAction(parsed =>
        {
            var loaded = ModelFile.Load(parsed.GetRequiredValue(model));
            using var scorer = new CommentScorer(loaded);
            var files = parsed.GetRequiredValue(data).Select(DataFile.Read).ToList();
            var measures = ProgressBar.Show("Scoring", files.Count, step =>
                files.SelectMany(file => Measure(scorer, loaded.Header.Heads, file, parsed.GetValue(charts), step)).ToList()
            );
            MeasuresReport.Print(measures, parsed.GetValue(json));
        });
        return command;
    }

    private static List<FoldMeasures> Measure(
        CommentScorer scorer,
        IReadOnlyList<LabelHead> heads,
        DataFile file,
        string? charts,
        Action step
    )
    {
        var scores = file.Comments.Select(comment => scorer.Score(comment.Input)).ToList();
        var measures = new List<FoldMeasures>();
        foreach (var head in heads.DistinctBy(head => head.Label, StringComparer.Ordinal))
        {
            if (ScoreLabels.Named(head.Label)?.Label is not { } label)
                continue;
            var scored = file
                .Comments.Zip(scores)
                .Where(pair => pair.First.Is(label) is not null)
                .Select(pair => (pair.Second[label]!.Value, pair.First.Is(label)!.Value))
                .ToList();
            if (scored.Count == 0)
                continue;
            measures.Add(FoldMeasures.Of(label, file.Name, scored, head.Decision));
            if (charts is not null)
                Charts.Write(charts, label, file.Name, scored, head.Decision);
        }

        step();
        return measures;
    }
}
