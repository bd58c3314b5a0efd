using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Newsroom;

/// <summary>What the newsroom answers.</summary>
/// <param name="Content">1 to 2,000 characters as people count them.</param>
/// <param name="Key">A UUID of the caller's: the same reply sent again under it is written once.</param>
public sealed record ReplyRequest(string? Content = null, Guid? Key = null);

/// <summary>Another text of a reply that stands.</summary>
/// <param name="Content">1 to 2,000 characters as people count them.</param>
/// <param name="Decision">The id of the decision that published the text that is changed.</param>
public sealed record ReplyChange(string? Content = null, Guid? Decision = null);

/// <summary>A reply as it stands now.</summary>
/// <param name="Id">Its id, as any comment's.</param>
/// <param name="Decision">That published it; its id takes the reply back.</param>
/// <param name="UndoUntil">Until then that is unseen outside; later it sends a retraction.</param>
public sealed record ReplyAnswer(Guid Id, Decision Decision, DateTimeOffset UndoUntil);

/// <summary>Replies in the newsroom's voice. They are taken back as decisions are.</summary>
public static class RepliesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api")
            .WithTags("newsroom")
            .RequireAuthorization(Rights.SpeakForNewsroom)
            .RequireAntiforgeryToken()
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        api.MapPost("/comments/{id:guid}/replies", AddAsync);
        api.MapPut("/replies/{id:guid}", ChangeAsync);
    }

    private static async Task<Results<Ok<ReplyAnswer>, ProblemHttpResult>> AddAsync(
        Guid id,
        ReplyRequest request,
        ClaimsPrincipal user,
        ReplyStore replies,
        DecisionOptions options,
        CancellationToken cancellationToken
    )
    {
        var (content, errors) = TextRule.CommentContent.Check(request.Content);
        if (errors.Count > 0)
            return Invalid("content", errors);
        return Answer(
            await replies.AddAsync(id, request.Key ?? Guid.CreateVersion7(), content!, user.Actor(), cancellationToken),
            options
        );
    }

    private static async Task<Results<Ok<ReplyAnswer>, ProblemHttpResult>> ChangeAsync(
        Guid id,
        ReplyChange request,
        ClaimsPrincipal user,
        ReplyStore replies,
        DecisionOptions options,
        CancellationToken cancellationToken
    )
    {
        var (content, errors) = TextRule.CommentContent.Check(request.Content);
        if (errors.Count > 0)
            return Invalid("content", errors);
        if (request.Decision is not { } seen)
            return Invalid("decision", [new("required", "Thiếu quyết định đang xem.", "The decision that you see is missing.")]);
        return Answer(await replies.ChangeAsync(id, seen, content!, user.Actor(), cancellationToken), options);
    }

    private static Results<Ok<ReplyAnswer>, ProblemHttpResult> Answer(ReplyResult result, DecisionOptions options) =>
        result switch
        {
            ReplyResult.Written(var id, var decision) => TypedResults.Ok(
                new ReplyAnswer(id, decision, decision.DecidedAt + options.Grace)
            ),
            ReplyResult.ParentNotPublished => Problems.Of(
                409,
                "parent-not-published",
                "Bạn đọc không thấy bình luận này, nên chưa thể trả lời.",
                "Readers do not see this comment, so that it cannot be answered."
            ),
            ReplyResult.KeyReused => Problems.Of(
                409,
                "key-reused",
                "Mã gửi này đã dùng cho một trả lời khác.",
                "This key was used for another reply."
            ),
            _ => DecisionsApi.Refusal(((ReplyResult.Refused)result).Refusal),
        };

    private static ProblemHttpResult Invalid(string member, IReadOnlyList<FieldError> errors) =>
        Problems.Of(
            400,
            "invalid-reply",
            "Trả lời chưa hợp lệ.",
            "The reply is not valid.",
            new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [member] = errors }
        );
}
