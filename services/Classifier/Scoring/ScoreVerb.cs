using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// <c>score</c>: a comment a line on standard input, as plain text or as a JSON object, and its scores a line on standard output.
/// </summary>
internal static class ScoreVerb
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var model = ModelChoice.Option();
        var command = new Command(
            "score",
            "Scores the comments on standard input: plain lines, or JSON Lines with text, and the headline as title."
        )
        {
            model,
        };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            while (Console.In.ReadLine() is { } line)
            {
                var (scores, spans) = scorer.Explain(Read(line));
                Console.Out.WriteLine(JsonSerializer.Serialize(new ScoreAnswer(scores, spans, scorer.Model), Json));
            }
        });
        return command;
    }

    private static CommentInput Read(string line)
    {
        if (!line.StartsWith('{'))
            return new CommentInput("", line, "");
        var comment = JsonSerializer.Deserialize<Comment>(line, ContractJson.Options);
        return new CommentInput("", comment?.Text ?? "", comment?.Title ?? "");
    }

    private sealed record Comment(string? Text, string? Title);
}
