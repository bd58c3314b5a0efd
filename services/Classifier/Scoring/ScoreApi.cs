using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Classifier.Scoring;

/// <summary>Scores one comment on request, without storing it.</summary>
internal static class ScoreApi
{
    public static void MapScoring(this IEndpointRouteBuilder app) => app.MapPost("/score", Score);

    private static Results<Ok<ScoreAnswer>, ProblemHttpResult> Score(ScoreRequest request, ModelInUse model)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        Check(errors, "name", request.Name);
        Check(errors, "title", request.Title);
        Check(errors, "content", request.Content, required: true);
        Check(errors, "headline", request.Headline);
        if (errors.Count > 0)
            return Problems.Of(
                StatusCodes.Status400BadRequest,
                "invalid-comment",
                "Bình luận chưa hợp lệ.",
                "The comment is not valid.",
                errors
            );
        if (model.Scorer is not { } scorer)
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "no-model",
                "Chưa có mô hình dùng được.",
                "There is no usable model."
            );
        var text = new CommentText
        {
            Name = request.Name ?? "",
            Title = request.Title ?? "",
            Content = request.Content!,
        };
        var (scores, spans) = scorer.Judge(text, request.Headline ?? "");
        return TypedResults.Ok(new ScoreAnswer(scores, spans, scorer.Model));
    }

    private static void Check(
        Dictionary<string, IReadOnlyList<FieldError>> errors,
        string field,
        string? text,
        bool required = false
    )
    {
        if (required && HiddenCharacters.IsBlank(text ?? ""))
            errors[field] = [new FieldError("required", "Không được để trống.", "It must not be empty.")];
        else if (IncomingText.FaultOf(text) != TextFault.None)
            errors[field] = [new FieldError("invalid-text", "Có ký tự không hợp lệ.", "It holds invalid characters.")];
    }
}

/// <summary>A comment to score; the headline of its article helps.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScoreRequest(string? Name, string? Title, string? Content, string? Headline);

/// <summary>Probabilities, the words that raised them, and the name of the model.</summary>
internal sealed record ScoreAnswer(Scores Scores, IReadOnlyList<ScoreSpan> Spans, string Model);
