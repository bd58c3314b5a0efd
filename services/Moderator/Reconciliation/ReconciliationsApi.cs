using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.People;
using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Reconciliation;

/// <summary>Comparing what was decided with what readers see. No text of a comment is part of it.</summary>
public static class ReconciliationsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/reconciliations").WithTags("reconciliations").RequireAuthorization(Rights.Operate);
        read.MapGet("", (ReconciliationStore store, CancellationToken cancellationToken) => store.LatestAsync(cancellationToken));
        read.MapGet("/{id:guid}/comments", (Guid id, ReconciliationStore store, CancellationToken cancellationToken) =>
            store.CommentsAsync(id, cancellationToken)
        );

        var act = app.MapGroup("/api/reconciliations")
            .WithTags("reconciliations")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken();
        act.MapPost("", StartAsync).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        act.MapPost("/{id:guid}/stop", StopAsync).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> StartAsync(
        ClaimsPrincipal user,
        ReconciliationStore store,
        PublisherClient publisher,
        CancellationToken cancellationToken
    )
    {
        var (_, refusal) = await publisher.FetchAsync<KeptPublication[]>("reconciliation?limit=1", cancellationToken);
        if (refusal is not null)
            return refusal;
        return await store.StartAsync(user.Id()) is { } started
            ? TypedResults.Ok(started)
            : Problems.Of(409, "reconciliation-running", "Một lượt đối chiếu đang chạy.", "A comparison is running.");
    }

    private static async Task<Results<Ok<Reconciliation>, ProblemHttpResult>> StopAsync(
        Guid id,
        ClaimsPrincipal user,
        ReconciliationStore store
    )
    {
        var stopped = await store.StopAsync(id, user.Id());
        if (await store.FindAsync(id, CancellationToken.None) is not { } found)
            return Problems.Of(404, "not-found", "Không có lượt đối chiếu này.", "There is no such comparison.");
        return stopped
            ? TypedResults.Ok(found)
            : Problems.Of(409, "reconciliation-ended", "Lượt đối chiếu này đã kết thúc.", "This comparison has ended.");
    }
}
