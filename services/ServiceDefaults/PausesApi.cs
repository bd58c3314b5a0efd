using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="By">The operator's name.</param>
public sealed record PauseRequest(string? Reason, string? By);

/// <summary>
/// <c>/operation/pauses</c>: which stations are paused, and pausing and resuming one, for whoever shows
/// <see cref="OperationKey"/>: the console, which keeps the log of it.
/// </summary>
internal static class PausesApi
{
    private static readonly TextRule Reason = new("Lý do", "reason", 1_000) { Required = true, ManyLines = true };
    private static readonly TextRule By = new("Người tạm dừng", "operator", 200) { Required = true };

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("", ([FromServices] PauseStore store, CancellationToken cancellationToken) =>
            store.ReadAsync(cancellationToken)
        );
        api.MapPut("/{station}", PauseAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/{station}", ResumeAsync).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        string station,
        PauseRequest request,
        [FromServices] Pauses pauses,
        [FromServices] NpgsqlDataSource database
    )
    {
        if (!pauses.Has(station))
            return PauseProblems.NoStation();
        var (reason, reasonErrors) = Reason.Check(request.Reason);
        var (by, byErrors) = By.Check(request.By);
        var errors = new[] { ("reason", reasonErrors), ("by", byErrors) }
            .Where(field => field.Item2.Count > 0)
            .ToDictionary(field => field.Item1, field => field.Item2, StringComparer.Ordinal);
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-pause", "Yêu cầu tạm dừng chưa hợp lệ.", "The pause is not valid.", errors);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isPaused = await PauseStore.PauseAsync(transaction, station, reason!, by!);
        await transaction.CommitAsync();
        return isPaused ? TypedResults.NoContent() : PauseProblems.PausedAlready();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        string station,
        [FromServices] Pauses pauses,
        [FromServices] NpgsqlDataSource database
    )
    {
        if (!pauses.Has(station))
            return PauseProblems.NoStation();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isResumed = await PauseStore.ResumeAsync(transaction, station);
        await transaction.CommitAsync();
        return isResumed ? TypedResults.NoContent() : PauseProblems.NotPaused();
    }
}

/// <summary>Why a station is not paused or resumed.</summary>
public static class PauseProblems
{
    public static ProblemHttpResult NoStation() =>
        Problems.Of(404, "no-such-station", "Dịch vụ này không có trạm đó.", "This service has no such station.");

    public static ProblemHttpResult PausedAlready() =>
        Problems.Of(409, "paused-already", "Trạm này đã được tạm dừng trước đó.", "This station is paused already.");

    public static ProblemHttpResult NotPaused() =>
        Problems.Of(409, "not-paused", "Trạm này không bị tạm dừng.", "This station is not paused.");
}
