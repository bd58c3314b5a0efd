using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Opinions;

/// <param name="Share">Of people's decisions, those that another person makes once more; 0 to .2.</param>
/// <param name="GoldenShare">Of a person's, those after which a golden comment waits for the same person; 0 to .2.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record SharesRequest(double? Share = null, double? GoldenShare = null, string? Reason = null);

/// <summary>What a senior decides between two people.</summary>
/// <param name="Outcome"><c>approve</c> or <c>reject</c>.</param>
/// <param name="Reason">For <c>reject</c> alone: the name of one of <see cref="RejectReasons"/>.</param>
/// <param name="Note">For colleagues, at most 1,000 characters as people count them.</param>
public sealed record SettlementRequest(string? Outcome = null, string? Reason = null, string? Note = null);

/// <summary>What seniors see of how far people agree, in their sections, and do about it.</summary>
public static class AgreementApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/agreement").WithTags("opinions").RequireAuthorization(Rights.SetPolicy);
        read.MapGet("", ReadAsync).ProducesProblem(400);
        read.MapGet("/disagreements", DisagreementsAsync);
        app.MapGroup("/api/opinions/{id:guid}/settlement")
            .WithTags("opinions")
            .RequireAuthorization(Rights.SetPolicy)
            .RequireAntiforgeryToken()
            .MapPost("", SettleAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);

        app.MapGroup("/api/agreement/log")
            .WithTags("opinions")
            .ForWholeNewsroom(Rights.SetPolicy)
            .MapGet("", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Opinions, cursor, cancellationToken)
            )
            .ProducesProblem(400);
        app.MapGroup("/api/agreement/shares")
            .WithTags("opinions")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy)
            .MapPut("", SetAsync)
            .ProducesProblem(400);
    }

    private static async Task<Results<Ok<AgreementPicture>, ProblemHttpResult>> ReadAsync(
        ClaimsPrincipal user,
        AgreementStore agreement,
        CancellationToken cancellationToken,
        int days = 90
    ) =>
        days is 30 or 90 or 365
            ? TypedResults.Ok(await agreement.ReadAsync(days, user.Sections(), cancellationToken))
            : InvalidQuery.Of("days", "Xem được 30, 90 hoặc 365 ngày.", "One looks back 30, 90 or 365 days.");

    private static async Task<Ok<DisagreementList>> DisagreementsAsync(
        ClaimsPrincipal user,
        AgreementStore agreement,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await agreement.DisagreementsAsync(user.Actor(), cancellationToken));

    private static async Task<Results<Ok<Decision>, ProblemHttpResult>> SettleAsync(
        Guid id,
        SettlementRequest request,
        ClaimsPrincipal user,
        SettlementStore settlements
    )
    {
        if (OpinionsApi.ErrorsOf(request.Outcome, request.Reason, request.Note) is { Count: > 0 } errors)
            return OpinionsApi.Invalid(errors);
        var result = await settlements.SettleAsync(
            id,
            Outcomes.Decidable(request.Outcome)!.Value,
            EnumWords.Named<RejectReason>(request.Reason),
            InternalText.Trimmed(request.Note),
            user.Actor()
        );
        return result is OpinionResult.Settled settled ? TypedResults.Ok(settled.Decision) : OpinionsApi.Refusal(result);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(
        SharesRequest request,
        ClaimsPrincipal user,
        AgreementStore agreement
    )
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (InternalText.ReasonErrorOf(request.Reason) is { } error)
            errors["reason"] = [error];
        if (request.Share is not (>= 0 and <= 0.2))
            errors["share"] = [OutOfRange];
        if (request.GoldenShare is not (>= 0 and <= 0.2))
            errors["goldenShare"] = [OutOfRange];
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-shares", "Tỷ lệ chưa hợp lệ.", "The shares are not valid.", errors);
        await agreement.SetAsync(
            new OpinionShares(request.Share!.Value, request.GoldenShare!.Value),
            request.Reason!.Trim(),
            user.Id()
        );
        return TypedResults.NoContent();
    }

    private static FieldError OutOfRange { get; } =
        new("share-out-of-range", "Tỷ lệ phải từ 0 đến 20 %.", "The share is 0 to 20 %.");
}
