using System.CommandLine;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Training;
using Moderation.Contracts;

namespace Moderation.Classifier.Evaluation;

/// <summary><c>evaluate --model MODEL --data FILE…</c></summary>
internal static class EvaluateVerb
{
    public static Command Create()
    {
        var model = ModelSetup.Option();
        var data = new Option<string[]>("--data") { Description = "Labelled comments as JSON Lines.", Required = true, AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print the measures as one JSON object." };
        var command = new Command("evaluate", "Measures a model on labelled comments.") { model, data, json };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            var files = parsed.GetRequiredValue(data).Select(DataFile.Read).ToList();
            var measures = Progress.Show("Scoring", files.Count, step => files.SelectMany(file => Measure(scorer, file, step)).ToList());
            MeasuresReport.Print(measures, parsed.GetValue(json));
        });
        return command;
    }

    private static List<FoldMeasures> Measure(CommentScorer scorer, DataFile file, Action step)
    {
        var scores = file.Comments.Select(comment => scorer.Score(comment.Input)).ToList();
        step();
        return
        [
            .. from label in Enum.GetValues<ScoreLabel>()
               let scored = file.Comments.Zip(scores).Where(pair => pair.First.Is(label) is not null)
                   .Select(pair => (pair.Second.Of(label), pair.First.Is(label)!.Value)).ToList()
               where scored.Count > 0
               select new FoldMeasures(label, file.Name, Measures.Of(scored)),
        ];
    }
}
