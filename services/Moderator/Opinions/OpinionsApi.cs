using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Opinions;

/// <summary>Hands a comment over to somebody else.</summary>
/// <param name="Revision">The revision that the moderator saw.</param>
/// <param name="Outcome">What the moderator would have said, <c>approve</c> or <c>reject</c>; null is nothing.</param>
/// <param name="Reason">For <c>reject</c> alone: the name of one of <see cref="RejectReasons"/>.</param>
/// <param name="Lease">By which the moderator holds the comment.</param>
public sealed record OpinionRequest(
    int? Revision = null,
    string? Outcome = null,
    string? Reason = null,
    Guid? Lease = null
);

/// <param name="Outcome"><c>approve</c> or <c>reject</c>.</param>
/// <param name="Reason">For <c>reject</c> alone: the name of one of <see cref="RejectReasons"/>.</param>
public sealed record GivenOpinion(string? Outcome = null, string? Reason = null);

/// <param name="Count">How many comments wait for the person's opinion.</param>
public sealed record WaitingOpinions(int Count);

/// <param name="Opinion">Null when none waits for the person.</param>
public sealed record NextOpinion(AskedOpinion? Opinion);

/// <summary>
/// What moderators do: hand a comment over, and say what they think of others' without knowing what others think.
/// </summary>
public static class OpinionsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/opinions").WithTags("opinions").RequireAuthorization(Rights.Moderate);
        read.MapGet("/waiting", WaitingAsync);

        var api = app.MapGroup("/api").WithTags("opinions").RequireAuthorization(Rights.Moderate).RequireAntiforgeryToken();
        api.MapPost("/comments/{id:guid}/opinion", AskAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        api.MapPost("/opinions/next", NextAsync);
        api.MapPost("/opinions/{id:guid}", GiveAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<Ok<WaitingOpinions>> WaitingAsync(
        ClaimsPrincipal user,
        OpinionStore opinions,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(new WaitingOpinions(await opinions.WaitingAsync(user.Actor(), cancellationToken)));

    private static async Task<Ok<NextOpinion>> NextAsync(
        ClaimsPrincipal user,
        OpinionStore opinions,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(new NextOpinion(await opinions.NextAsync(user.Actor(), cancellationToken)));

    private static async Task<Results<NoContent, ProblemHttpResult>> AskAsync(
        Guid id,
        OpinionRequest request,
        ClaimsPrincipal user,
        OpinionStore opinions
    )
    {
        var errors = request.Outcome is null && request.Reason is null ? [] : ErrorsOf(request.Outcome, request.Reason);
        if (request.Revision is not > 0)
            errors["revision"] = [DecisionRequest.RevisionRequired];
        if (errors.Count > 0)
            return Invalid(errors);
        var hold = new DecisionOrder
        {
            CommentId = id,
            Revision = request.Revision!.Value,
            Outcome = Outcome.Hold,
            Lease = request.Lease,
            ModeratorId = user.Id(),
            Role = user.Actor().Role,
            Sections = user.Sections(),
        };
        var result = await opinions.AskAsync(
            hold,
            Outcomes.Decidable(request.Outcome),
            EnumWords.Named<RejectReason>(request.Reason)
        );
        return result is DecisionResult.Done ? TypedResults.NoContent() : DecisionsApi.Refusal(result);
    }

    private static async Task<Results<Ok<OpinionAnswer>, ProblemHttpResult>> GiveAsync(
        Guid id,
        GivenOpinion request,
        ClaimsPrincipal user,
        OpinionStore opinions
    )
    {
        if (ErrorsOf(request.Outcome, request.Reason) is { Count: > 0 } errors)
            return Invalid(errors);
        var result = await opinions.GiveAsync(
            id,
            Outcomes.Decidable(request.Outcome)!.Value,
            EnumWords.Named<RejectReason>(request.Reason),
            user.Actor()
        );
        return result is OpinionResult.Given given ? TypedResults.Ok(new OpinionAnswer(given.Golden)) : Refusal(result);
    }

    /// <summary>What is wrong with what somebody says of a comment: to hold it says nothing.</summary>
    internal static Dictionary<string, IReadOnlyList<FieldError>> ErrorsOf(string? outcome, string? reason, string? note = null)
    {
        var errors = DecisionRequest.ErrorsOf(Outcomes.Decidable(outcome), reason, note);
        if (Outcomes.Decidable(outcome) is not (Outcome.Approve or Outcome.Reject))
            errors["outcome"] =
            [
                new("outcome-unknown", "Ý kiến phải là approve hoặc reject.", "An opinion is approve or reject."),
            ];
        return errors;
    }

    internal static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-opinion", "Ý kiến chưa hợp lệ.", "The opinion is not valid.", errors);

    internal static ProblemHttpResult Refusal(OpinionResult result) =>
        result switch
        {
            OpinionResult.OtherSection => SectionLimit.Refusal(),
            OpinionResult.Own => Problems.Of(
                403,
                "own-decision",
                "Bạn đã có ý kiến về bình luận này, nên người khác phải xem.",
                "You have said what you think of this comment, so somebody else has to look at it."
            ),
            OpinionResult.Taken => Problems.Of(
                409,
                "opinion-taken",
                "Đã có người cho ý kiến, hoặc bình luận đã chuyển sang người khác.",
                "Somebody has given this opinion, or has the comment now."
            ),
            OpinionResult.Gone => Problems.Of(
                409,
                "opinion-gone",
                "Bình luận này không cần ý kiến nữa: đã bị xóa, rút, sửa hoặc được quyết định lại.",
                "This comment needs no opinion any more: it was erased, taken back, corrected or decided anew."
            ),
            OpinionResult.NothingToSettle => Problems.Of(
                409,
                "nothing-to-settle",
                "Không còn gì để phân xử: hai ý kiến giống nhau, hoặc người khác đã phân xử.",
                "There is nothing to settle: both said the same, or somebody else was quicker."
            ),
            OpinionResult.Refused refused => DecisionsApi.Refusal(refused.Why),
            _ => Problems.Of(404, "not-found", "Không tìm thấy.", "Not found."),
        };
}
