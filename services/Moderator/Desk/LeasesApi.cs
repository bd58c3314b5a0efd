using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Desk;

/// <summary>Asks for a comment, or to hold it longer.</summary>
/// <param name="Lease">The one that it is held by, to renew it.</param>
/// <param name="Console">The console of <c>/api/events</c>: the lease ends when that stream is gone.</param>
public sealed record LeaseRequest(Guid? Lease = null, Guid? Console = null);

/// <summary>A comment in hand.</summary>
/// <param name="Lease">To be named when deciding, renewing and releasing.</param>
/// <param name="Until">When it ends unless it is renewed.</param>
public sealed record LeaseAnswer(Guid Lease, DateTimeOffset Until);

public static class LeasesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/comments/{id:guid}/lease")
            .WithTags("leases")
            .RequireAuthorization(Rights.Moderate)
            .RequireAntiforgeryToken();
        api.MapPost("", TakeAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("", ReleaseAsync);
    }

    private static async Task<Results<Ok<LeaseAnswer>, ProblemHttpResult>> TakeAsync(
        Guid id,
        LeaseRequest? request,
        ClaimsPrincipal user,
        CommentStore comments,
        HistoryStore decisions,
        LeaseStore leases,
        CancellationToken cancellationToken
    )
    {
        if (await comments.FindAsync(id, cancellationToken) is not { } comment)
            return Problems.Of(404, "not-found", "Không tìm thấy bình luận này.", "There is no such comment.");
        if (!user.Sections().Includes(comment.Section))
            return SectionLimit.Refusal();
        if (await leases.TakeAsync(id, request?.Lease, request?.Console, user.Id(), cancellationToken) is { } taken)
            return TypedResults.Ok(new LeaseAnswer(taken.Lease, taken.Until));
        switch (await decisions.HistoryAsync(id, cancellationToken))
        {
            case [.., { Outcome: Outcome.Withdraw }]:
                return DecisionsApi.Refusal(new DecisionResult.Withdrawn());
            case [.., { Outcome: Outcome.Approve or Outcome.Reject } latest]:
                return DecisionsApi.Refusal(new DecisionResult.Decided(latest));
        }
        var holder = (await leases.HeldAsync([id], cancellationToken)).GetValueOrDefault(id)?.Holder;
        return DecisionsApi.Refusal(new DecisionResult.Leased(holder, WasHeld: request?.Lease is not null));
    }

    private static async Task<NoContent> ReleaseAsync(
        Guid id,
        Guid? lease,
        ClaimsPrincipal user,
        LeaseStore leases,
        CancellationToken cancellationToken
    )
    {
        await leases.ReleaseAsync(id, lease, user.Id(), cancellationToken);
        return TypedResults.NoContent();
    }
}
