using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

/// <summary>A decision that was taken.</summary>
/// <param name="Id">For undoing it.</param>
/// <param name="Version">Its place in the comment's history.</param>
/// <param name="Queue">Where the comment is now.</param>
/// <param name="DecidedAt">When, by the database's clock.</param>
/// <param name="UndoUntil">Until then an undo is unseen outside; later it sends a retraction. Null when nothing was to be sent.</param>
public sealed record DecisionAnswer(Guid Id, int Version, CommentStatus Queue, DateTimeOffset DecidedAt, DateTimeOffset? UndoUntil);

/// <summary>A decision that was taken back.</summary>
/// <param name="Id">Of the undo.</param>
/// <param name="Version">Its place in the comment's history.</param>
/// <param name="Queue">Where the comment is again.</param>
/// <param name="Retracted">Whether the decision had left, so that a retraction follows it.</param>
public sealed record UndoAnswer(Guid Id, int Version, CommentStatus Queue, bool Retracted);

public static class DecisionsApi
{
    public static void MapDecisions(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("decisions").RequireAuthorization(Rights.Moderate).RequireAntiforgeryToken();
        api.MapPost("/comments/{id:guid}/decision", DecideAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/decisions/{id:guid}/undo", UndoAsync).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> DecideAsync(
        Guid id, DecisionRequest request, ClaimsPrincipal user, DecisionStore store, IOptions<DecisionOptions> options, CancellationToken cancellationToken)
    {
        if (request.Errors() is { Count: > 0 } errors)
            return Problems.Of(400, "invalid-decision", "Quyết định chưa hợp lệ.", "The decision is not valid.", errors);
        var result = await store.DecideAsync(
            id, request.Revision!.Value, request.ParsedOutcome!.Value, request.ParsedReason, request.TrimmedNote, user.Id(), cancellationToken, request.Mask);
        return result is DecisionResult.Done done
            ? TypedResults.Ok(new DecisionAnswer(
                done.Decision.Id, done.Decision.Version, done.Status, done.Decision.DecidedAt, done.Announced ? done.Decision.DecidedAt + options.Value.Grace : null))
            : Refusal(result);
    }

    private static async Task<Results<Ok<UndoAnswer>, ProblemHttpResult>> UndoAsync(
        Guid id, ClaimsPrincipal user, DecisionStore store, CancellationToken cancellationToken)
    {
        var result = await store.UndoAsync(id, user.Id(), cancellationToken);
        return result is DecisionResult.Done done
            ? TypedResults.Ok(new UndoAnswer(done.Decision.Id, done.Decision.Version, done.Status, done.Announced))
            : Refusal(result);
    }

    private static ProblemHttpResult Refusal(DecisionResult result)
    {
        switch (result)
        {
            case DecisionResult.OtherRevision other:
                var changed = Problems.Of(409, "other-revision", "Bình luận đã được sửa sau khi bạn mở nó.", "The comment was changed after you opened it.");
                changed.ProblemDetails.Extensions["revision"] = other.Newest;
                return changed;
            case DecisionResult.Decided { Latest: { } latest }:
                var decided = Problems.Of(409, "already-decided", Sentence.Vietnamese(latest), Sentence.English(latest));
                decided.ProblemDetails.Extensions["decision"] = latest;
                return decided;
            case DecisionResult.NothingToMask:
                return Problems.Of(400, "invalid-decision", "Quyết định chưa hợp lệ.", "The decision is not valid.", new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
                {
                    ["mask"] = [new("nothing-to-mask", "Không có gì để ẩn trong bình luận này.", "There is nothing to mask in this comment.")],
                });
            case DecisionResult.NothingToUndo:
                return Problems.Of(409, "nothing-to-undo", "Không có quyết định nào để hoàn tác.", "There is no decision to undo.");
            default:
                return Problems.Of(404, "not-found", "Không tìm thấy.", "Not found.");
        }
    }
}
