using System.CommandLine;
using Moderation.Classifier.Data;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Terminal;

namespace Moderation.Classifier.Throughput;

/// <summary><c>throughput --model MODEL --data FILE</c></summary>
internal static class ThroughputVerb
{
    public static Command Create()
    {
        var model = ModelChoice.Option();
        var data = new Option<string>("--data")
        {
            Description = "Comments as JSON Lines; they are repeated as often as it takes.",
            Required = true,
        };
        var first = new Option<int?>("--first") { Description = "Take only so many characters of each text, and no headline." };
        var brief = new Option<bool>("--brief") { Description = "Score a hundredth of it: to try the command, not to measure." };
        var json = new Option<bool>("--json") { Description = "Print the figures as one JSON object." };
        var command = new Command(
            "throughput",
            "Measures how fast a model scores, from raw texts to calibrated scores of all labels."
        )
        {
            model,
            data,
            first,
            brief,
            json,
        };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            var length = parsed.GetValue(first);
            CommentInput[] comments =
            [
                .. DataFile.Read(parsed.GetRequiredValue(data)).Comments.Select(comment => Cut(comment.Input, length)),
            ];
            if (comments.Length == 0)
                throw new InvalidDataException("The file holds no comments.");
            var extent = parsed.GetValue(brief) ? Extent.Brief : Extent.Full;
            var measured = ProgressBar.Show("Scoring", ThroughputMeasurement.Steps, step =>
                ThroughputMeasurement.Of(scorer, comments, extent, step)
            );
            ThroughputReport.Print(measured, parsed.GetValue(json));
        });
        return command;
    }

    private static CommentInput Cut(CommentInput comment, int? length) =>
        length is { } most ? new CommentInput("", comment.Content[..Math.Min(most, comment.Content.Length)], "") : comment;
}
