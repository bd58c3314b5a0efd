using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// <c>/retention</c> of the operations port says what the service keeps and how its removal goes; at
/// <c>/operation/retention/{kind}/runs</c> the console has a kind removed at once, and keeps the log of it.
/// </summary>
internal static class RetentionApi
{
    public static void MapReports(IEndpointRouteBuilder endpoints)
    {
        var reports = endpoints.ServiceProvider.GetRequiredService<RetentionReports>();
        endpoints
            .MapGet(
                "/retention",
                async (CancellationToken cancellationToken) =>
                    TypedResults.Json(await reports.ReadAsync(cancellationToken), ContractJson.Options)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    public static void MapRuns(RouteGroupBuilder api) =>
        api.MapPost("/{kind}/runs", RunAsync).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Accepted, ProblemHttpResult>> RunAsync(
        string kind,
        [FromServices] RetentionReports reports,
        [FromServices] NpgsqlDataSource database
    )
    {
        if (!reports.Has(kind))
            return RetentionProblems.NoKind();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RetentionReports.DemandAsync(transaction, kind);
        await transaction.CommitAsync();
        return TypedResults.Accepted((string?)null);
    }
}

/// <summary>Why nothing is removed at once.</summary>
public static class RetentionProblems
{
    public static ProblemHttpResult NoKind() =>
        Problems.Of(
            404,
            "no-such-kind",
            "Dịch vụ này không lưu loại dữ liệu đó.",
            "This service keeps no data of this kind."
        );
}
