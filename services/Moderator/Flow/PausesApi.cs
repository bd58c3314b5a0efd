using System.Security.Claims;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <param name="Reason">1 to 1,000 characters. Everybody on the console reads it, and it stays in the sealed log.</param>
public sealed record PauseOrder(string? Reason);

/// <summary>
/// Pausing and resuming stations. Each service keeps its own pauses in its own database and honours them without Moderator; here
/// stands who may, the log of it, and what a service that is away is told once it answers. <c>GET /api/pauses</c> tells everybody
/// who is signed in.
/// </summary>
internal sealed class PausesApi(PausedServices services, KeptPauseStore kept, NpgsqlDataSource database)
{
    private const string Own = "moderator";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/pauses")
            .WithTags("flow")
            .RequireAuthorization()
            .MapGet("", (FlowWatch watch) => TypedResults.Ok(new PauseList(watch.View.Picture.Pauses)));

        app.MapGroup("/api/flow/log")
            .WithTags("flow")
            .RequireAuthorization(Rights.Operate)
            .MapGet("", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Flow, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var act = app.MapGroup("/api/flow/pauses/{service}/{station}")
            .WithTags("flow")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken()
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(503);
        act.MapPut(
                "",
                (string service, string station, PauseOrder order, ClaimsPrincipal user, PausesApi pauses) =>
                    pauses.PauseAsync(service, station, order, user)
            )
            .ProducesProblem(400);
        act.MapDelete("", (string service, string station, ClaimsPrincipal user, PausesApi pauses) =>
            pauses.ResumeAsync(service, station, user)
        );
    }

    private async Task<IResult> PauseAsync(string service, string station, PauseOrder order, ClaimsPrincipal user)
    {
        if (!Pausable.All.Contains((service, station)))
            return PauseProblems.NoStation();
        if (InternalText.Trimmed(order.Reason) is not { } reason)
            return Invalid(new("reason-missing", "Hãy ghi lý do tạm dừng.", "Say why it is paused."));
        if (InternalText.ErrorOf(reason, "reason") is { } error)
            return Invalid(error);
        var operation = new AskedOperation(OperationAreas.Flow, "paused", $"{service} {station}", reason);
        var by = user.Identity!.Name!;
        return service == Own
            ? await ActAsync(
                operation,
                user,
                transaction => PauseStore.PauseAsync(transaction, station, reason, by),
                PauseProblems.PausedAlready
            )
            : await AskAsync(operation, user, new KeptPause(service, station, reason, by));
    }

    private async Task<IResult> ResumeAsync(string service, string station, ClaimsPrincipal user)
    {
        if (!Pausable.All.Contains((service, station)))
            return PauseProblems.NoStation();
        var operation = new AskedOperation(OperationAreas.Flow, "resumed", $"{service} {station}");
        return service == Own
            ? await ActAsync(
                operation,
                user,
                transaction => PauseStore.ResumeAsync(transaction, station),
                PauseProblems.NotPaused
            )
            : await AskAsync(operation, user, new KeptPause(service, station, Reason: null, user.Identity!.Name!));
    }

    /// <summary>What is done here stands in the log if it was done.</summary>
    private async Task<IResult> ActAsync(
        AskedOperation operation,
        ClaimsPrincipal user,
        Func<NpgsqlTransaction, Task<bool>> act,
        Func<IResult> refuse
    )
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!await act(transaction))
            return refuse();
        await OperationLog.AddAsync(transaction, operation, user.Id());
        await transaction.CommitAsync();
        return TypedResults.NoContent();
    }

    /// <summary>The latest word counts, whether the service hears it now or later.</summary>
    private async Task<IResult> AskAsync(AskedOperation operation, ClaimsPrincipal user, KeptPause asked)
    {
        await kept.DropAsync(asked);
        var answer = await services.Of(asked.Service).DoAsync(operation, user.Id(), asked.Method, asked.Path, asked.Body);
        if (!OperatedClient.IsAway(answer))
            return answer;
        await kept.KeepAsync(asked);
        return TypedResults.Accepted((string?)null);
    }

    private static IResult Invalid(FieldError error) =>
        Problems.Of(
            400,
            "invalid-pause",
            "Yêu cầu tạm dừng chưa hợp lệ.",
            "The pause is not valid.",
            new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["reason"] = [error] }
        );
}
