using System.Text;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Operations;

/// <summary>The log of operations, which is sealed with that of decisions (I5).</summary>
public sealed class OperationLog(NpgsqlDataSource database)
{
    private const int Shown = 50;
    private const int LongestText = 2_000;

    /// <summary>Before the other service is asked.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> AddAsync(AskedOperation operation, Guid by)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await AddAsync(transaction, operation, by);
        await transaction.CommitAsync();
        return id;
    }

    /// <summary>In the transaction that does it, where that is done here.</summary>
    /// <returns>Its id.</returns>
    public static async Task<Guid> AddAsync(NpgsqlTransaction transaction, AskedOperation operation, Guid? by)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(operation);
        const string sql = """
            INSERT INTO operations (id, by_id, area, kind, subject, detail, asked_at)
            VALUES (@id, @by, @Area, @Kind, @Subject, @Detail, clock_timestamp())
            """;
        var id = Guid.CreateVersion7();
        await transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                id,
                by,
                operation.Area,
                operation.Kind,
                Subject = Plain(operation.Subject),
                Detail = operation.Detail is { } detail ? Plain(detail) : null,
            },
            transaction
        );
        return id;
    }

    /// <summary>The other service refused it.</summary>
    public async Task AddRefusalAsync(Guid refused)
    {
        const string sql = """
            INSERT INTO operations (id, by_id, area, kind, subject, detail, refused_id, asked_at)
            SELECT @id, by_id, area, kind, subject, detail, id, clock_timestamp() FROM operations WHERE id = @refused
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { id = Guid.CreateVersion7(), refused });
    }

    /// <param name="area">Of which page.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<Results<Ok<OperationPage>, ProblemHttpResult>> PageAsync(
        string area,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT o.id, m.name AS by, o.kind, o.subject, o.detail, r.id IS NOT NULL AS is_refused, o.asked_at
            FROM operations o LEFT JOIN moderators m ON m.id = o.by_id LEFT JOIN operations r ON r.refused_id = o.id
            WHERE o.area = @area AND o.refused_id IS NULL AND o.id < @before
            ORDER BY o.id DESC LIMIT @Shown + 1
            """;
        var before = Guid.AllBitsSet;
        if (!string.IsNullOrEmpty(cursor) && !Guid.TryParseExact(cursor, "N", out before))
            return InvalidQuery.Cursor();
        var parameters = new
        {
            area,
            before,
            Shown,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (
            await connection.QueryAsync<LoggedOperation>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        return TypedResults.Ok(
            new OperationPage([.. found.Take(Shown)], found.Count > Shown ? found[Shown - 1].Id.ToString("N") : null)
        );
    }

    /// <summary>What the other service has not looked at yet is kept to what it could ever be.</summary>
    private static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(LongestText));
}
