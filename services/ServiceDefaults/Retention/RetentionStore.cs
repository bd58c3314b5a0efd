using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>When each kind is removed next, and how it went, for all copies of the service.</summary>
internal sealed class RetentionStore(NpgsqlDataSource database)
{
    private const int Shown = 20;

    public async Task BeginAsync(IEnumerable<string> kinds, CancellationToken cancellationToken)
    {
        const string sql = "INSERT INTO retention_jobs (kind) SELECT unnest(@kinds) ON CONFLICT DO NOTHING";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { kinds = kinds.ToArray() }, cancellationToken: cancellationToken)
        );
    }

    /// <summary>Of several copies one gets it. A setting that was made shorter holds at once.</summary>
    /// <returns>The moment; null when it is not due.</returns>
    public async Task<DateTimeOffset?> ClaimAsync(RetentionRule rule, CancellationToken cancellationToken)
    {
        const string sql = """
            UPDATE retention_jobs SET due_at = statement_timestamp() + @Every
            WHERE kind = @Kind AND (due_at <= statement_timestamp() OR due_at > statement_timestamp() + @Every)
            RETURNING clock_timestamp()
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            new CommandDefinition(sql, new { rule.Kind, rule.Every }, cancellationToken: cancellationToken)
        );
    }

    /// <summary>
    /// One before it that found nothing is forgotten: most do. What failed, or left rows that somebody held at that moment, is
    /// looked at again within a minute.
    /// </summary>
    public async Task RecordAsync(string kind, RetentionRun run, CancellationToken cancellationToken)
    {
        const string sql = """
            DELETE FROM retention_runs WHERE kind = @kind AND (removed = 0 AND error IS NULL
                OR id NOT IN (SELECT id FROM retention_runs WHERE kind = @kind ORDER BY id DESC LIMIT @Shown - 1));
            INSERT INTO retention_runs (kind, started_at, took, removed, oldest, waiting, error)
            VALUES (@kind, @StartedAt, make_interval(secs => @TookSeconds), @Removed, @Oldest, @Waiting, @Error);
            UPDATE retention_jobs SET done_at = @StartedAt,
                waiting_since = CASE WHEN @Waiting > 0 THEN coalesce(waiting_since, @StartedAt) END
            WHERE kind = @kind AND @Error IS NULL;
            UPDATE retention_jobs SET due_at = least(due_at, clock_timestamp() + interval '1 minute')
            WHERE kind = @kind AND (@Waiting > 0 OR @Error IS NOT NULL);
            """;
        var parameters = new DynamicParameters(run);
        parameters.AddDynamicParams(new { kind, Shown });
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<RetentionState>> StatesAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT kind, since, due_at, done_at, waiting_since, statement_timestamp() AS now FROM retention_jobs
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<RetentionState>(new CommandDefinition(sql, cancellationToken: cancellationToken))
        ).AsList();
    }

    /// <returns>By their kind, the latest first.</returns>
    public async Task<ILookup<string, RetentionRun>> RunsAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT kind, started_at, extract(epoch FROM took)::float8 AS took_seconds, removed, oldest, waiting, error
            FROM retention_runs ORDER BY id DESC
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<string, RetentionRun, (string Kind, RetentionRun Run)>(
            new CommandDefinition(sql, cancellationToken: cancellationToken),
            (kind, run) => (kind, run),
            splitOn: "started_at"
        );
        return rows.ToLookup(row => row.Kind, row => row.Run, StringComparer.Ordinal);
    }

    /// <summary>Makes it due at once.</summary>
    public static Task DemandAsync(NpgsqlTransaction transaction, string kind)
    {
        const string sql = "UPDATE retention_jobs SET due_at = clock_timestamp() WHERE kind = @kind";
        return transaction.Connection!.ExecuteAsync(sql, new { kind }, transaction);
    }
}
