using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

/// <summary>A decision that was taken.</summary>
/// <param name="Decision">As the comment's history has it from now on; its id undoes it.</param>
/// <param name="Queue">Where the comment is now.</param>
/// <param name="NamedQueue">The named queue in which it waits, if a route leads it to one.</param>
/// <param name="UndoUntil">
/// Until then an undo is unseen outside; later it sends a retraction. Null when nothing was to be sent.
/// </param>
public sealed record DecisionAnswer(Decision Decision, CommentStatus Queue, Guid? NamedQueue, DateTimeOffset? UndoUntil);

/// <summary>A decision that was taken back.</summary>
/// <param name="Decision">The undo, as the comment's history has it from now on.</param>
/// <param name="Queue">Where the comment is again.</param>
/// <param name="NamedQueue">The named queue in which it waits, if a route leads it to one.</param>
/// <param name="Retracted">Whether the decision had left, so that a retraction follows it.</param>
public sealed record UndoAnswer(Decision Decision, CommentStatus Queue, Guid? NamedQueue, bool Retracted);

/// <summary>Another reason for a rejection that stands.</summary>
/// <param name="Reason">The name of one of <see cref="RejectReasons"/>.</param>
/// <param name="Note">For colleagues, at most 1,000 characters as people count them.</param>
public sealed record ReasonRequest(string? Reason = null, string? Note = null);

/// <summary>Whether a comment is picked out for readers, as it stands now.</summary>
public sealed record FeaturedAnswer(bool Featured);

public static class DecisionsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("decisions").RequireAuthorization(Rights.Moderate).RequireAntiforgeryToken();
        api.MapPost("/comments/{id:guid}/decision", DecideAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        api.MapPost("/decisions/{id:guid}/undo", UndoAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/decisions/{id:guid}/reason", ChangeReasonAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        api.MapPut("/comments/{id:guid}/featured", FeatureAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/comments/{id:guid}/featured", UnfeatureAsync)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        app.MapGroup("/api/me")
            .WithTags("decisions")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("/statistics", StatisticsAsync);
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> DecideAsync(
        Guid id,
        DecisionRequest request,
        ClaimsPrincipal user,
        GroupCommit<DecisionOrder, DecisionResult> decisions,
        DecisionOptions options,
        CancellationToken cancellationToken
    )
    {
        if (request.Errors() is { Count: > 0 } errors)
            return Invalid(errors);
        var result = await decisions.AddAsync(
            new DecisionOrder
            {
                CommentId = id,
                Revision = request.Revision!.Value,
                Outcome = request.ParsedOutcome!.Value,
                Reason = request.ParsedReason,
                Note = request.TrimmedNote,
                Mask = request.Mask,
                Edit = request.Edit,
                Lease = request.Lease,
                ModeratorId = user.Id(),
                Role = user.Actor().Role,
                Sections = user.Sections(),
            },
            cancellationToken
        );
        return result is DecisionResult.Done done ? TypedResults.Ok(Answer(done, options)) : Refusal(result);
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> ChangeReasonAsync(
        Guid id,
        ReasonRequest request,
        ClaimsPrincipal user,
        DecisionStore store,
        DecisionOptions options,
        CancellationToken cancellationToken
    )
    {
        if (DecisionRequest.ErrorsOf(Outcome.Reject, request.Reason, request.Note) is { Count: > 0 } errors)
            return Invalid(errors);
        var reason = EnumWords.Named<RejectReason>(request.Reason)!.Value;
        var result = await store.ChangeReasonAsync(
            id,
            reason,
            InternalText.Trimmed(request.Note),
            user.Actor(),
            cancellationToken
        );
        return result is DecisionResult.Done done ? TypedResults.Ok(Answer(done, options)) : Refusal(result);
    }

    private static Task<Results<Ok<FeaturedAnswer>, ProblemHttpResult>> FeatureAsync(
        Guid id,
        ClaimsPrincipal user,
        FeatureStore store,
        CancellationToken cancellationToken
    ) => SetFeaturedAsync(id, featured: true, user, store, cancellationToken);

    private static Task<Results<Ok<FeaturedAnswer>, ProblemHttpResult>> UnfeatureAsync(
        Guid id,
        ClaimsPrincipal user,
        FeatureStore store,
        CancellationToken cancellationToken
    ) => SetFeaturedAsync(id, featured: false, user, store, cancellationToken);

    private static async Task<Results<Ok<FeaturedAnswer>, ProblemHttpResult>> SetFeaturedAsync(
        Guid id,
        bool featured,
        ClaimsPrincipal user,
        FeatureStore store,
        CancellationToken cancellationToken
    ) =>
        await store.SetAsync(id, featured, user.Actor(), cancellationToken) is { } result and not DecisionResult.Done
            ? Refusal(result)
            : TypedResults.Ok(new FeaturedAnswer(featured));

    private static async Task<Ok<Statistics>> StatisticsAsync(
        ClaimsPrincipal user,
        StatisticsStore statistics,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await statistics.OfAsync(user.Id(), user.Sections(), cancellationToken));

    private static async Task<Results<Ok<UndoAnswer>, ProblemHttpResult>> UndoAsync(
        Guid id,
        ClaimsPrincipal user,
        UndoStore store,
        CancellationToken cancellationToken
    )
    {
        var result = await store.UndoAsync(id, user.Actor(), cancellationToken);
        return result is DecisionResult.Done done
            ? TypedResults.Ok(new UndoAnswer(done.Decision, done.Status, done.Decision.NamedQueue, done.Announced))
            : Refusal(result);
    }

    private static DecisionAnswer Answer(DecisionResult.Done done, DecisionOptions options) =>
        new(
            done.Decision,
            done.Status,
            done.Decision.NamedQueue,
            done.Announced ? done.Decision.DecidedAt + options.Grace : null
        );

    internal static ProblemHttpResult Refusal(DecisionResult result)
    {
        switch (result)
        {
            case DecisionResult.OtherRevision other:
                var changed = Problems.Of(
                    409,
                    other.Code,
                    "Bình luận đã được sửa sau khi bạn mở nó.",
                    "The comment was changed after you opened it."
                );
                changed.ProblemDetails.Extensions["revision"] = other.Newest;
                return changed;
            case DecisionResult.OwnRejection:
                return Problems.Of(
                    403,
                    result.Code,
                    "Bạn đã từ chối bình luận này, nên người khác phải xét khiếu nại.",
                    "You rejected this comment, so somebody else has to judge the appeal."
                );
            case DecisionResult.Withdrawn:
                return Problems.Of(
                    409,
                    result.Code,
                    "Bình luận này đã được rút lại.",
                    "This comment was taken back by who wrote it."
                );
            case DecisionResult.Decided { Latest: { } latest }:
                var decided = Problems.Of(409, result.Code, Sentence.Vietnamese(latest), Sentence.English(latest));
                decided.ProblemDetails.Extensions["decision"] = latest;
                return decided;
            case DecisionResult.NothingToMask:
                return Invalid(
                    "mask",
                    new(result.Code, "Không có gì để ẩn trong bình luận này.", "There is nothing to mask in this comment.")
                );
            case DecisionResult.EditChangesNothing:
                return Invalid("edit", EditRequest.ChangesNothing);
            case DecisionResult.Leased leased:
                var held = Problems.Of(409, leased.Code, Sentence.Vietnamese(leased.Holder), Sentence.English(leased.Holder));
                held.ProblemDetails.Extensions["holder"] = leased.Holder;
                return held;
            case DecisionResult.MayNotOverturn { Needed: var needed }:
                return OverturnRight.Refusal(result.Code, needed);
            case DecisionResult.OtherSection:
                return SectionLimit.Refusal();
            case DecisionResult.NotARejection:
                return Problems.Of(409, result.Code, "Bình luận này không bị từ chối.", "This comment is not rejected.");
            case DecisionResult.NotFeaturable:
                return Problems.Of(
                    409,
                    result.Code,
                    "Chỉ chọn nổi bật được bình luận của bạn đọc đã đăng và không bị báo cáo.",
                    "Only a reader's comment that is published and not reported can be featured."
                );
            case DecisionResult.NothingToUndo:
                return Problems.Of(409, result.Code, "Không có quyết định nào để hoàn tác.", "There is no decision to undo.");
            default:
                return Problems.Of(404, "not-found", "Không tìm thấy.", "Not found.");
        }
    }

    private static ProblemHttpResult Invalid(string member, FieldError error) =>
        Invalid(new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [member] = [error] });

    private static ProblemHttpResult Invalid(IReadOnlyDictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-decision", "Quyết định chưa hợp lệ.", "The decision is not valid.", errors);
}
