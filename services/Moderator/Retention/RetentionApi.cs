using System.Security.Claims;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.Models;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.Moderator.Webhooks;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Retention;

/// <summary>
/// What all services keep, for how long, and how its removal goes; <c>POST /api/retention/{service}/{kind}/runs</c> has what was
/// kept long enough removed at once. Nothing of the data is part of it.
/// </summary>
public static class RetentionApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/retention").WithTags("retention").RequireAuthorization(Rights.Operate);
        read.MapGet("", async (RetentionWatch watch, CancellationToken cancellationToken) =>
            TypedResults.Ok(await watch.ReadAsync(cancellationToken))
        );
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Retention, cursor, cancellationToken)
            )
            .ProducesProblem(400);
        app.MapGroup("/api/retention/{service}/{kind}/runs")
            .WithTags("retention")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken()
            .MapPost("", RunAsync)
            .ProducesProblem(404)
            .ProducesProblem(503);
    }

    private static async Task<IResult> RunAsync(
        string service,
        string kind,
        ClaimsPrincipal user,
        IntakeClient intake,
        ClassifierClient classifier,
        PublisherClient publisher,
        RetentionReports own,
        NpgsqlDataSource database
    )
    {
        // It becomes part of a path.
        if (!kind.All(char.IsAsciiLetter))
            return RetentionProblems.NoKind();
        var operation = new AskedOperation(OperationAreas.Retention, "run", $"{service} {kind}");
        if (service == RetentionWatch.Own)
            return own.Has(kind) ? await DemandAsync(operation, kind, user, database) : RetentionProblems.NoKind();
        OperatedClient? client = service switch
        {
            "intake" => intake,
            "classifier" => classifier,
            "publisher" => publisher,
            _ => null,
        };
        return client is null
            ? RetentionProblems.NoKind()
            : await client.DoAsync(operation, user.Id(), HttpMethod.Post, $"retention/{kind}/runs");
    }

    private static async Task<IResult> DemandAsync(
        AskedOperation operation,
        string kind,
        ClaimsPrincipal user,
        NpgsqlDataSource database
    )
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await RetentionReports.DemandAsync(transaction, kind);
        await OperationLog.AddAsync(transaction, operation, user.Id());
        await transaction.CommitAsync();
        return TypedResults.Accepted((string?)null);
    }
}
