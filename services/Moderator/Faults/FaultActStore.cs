using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Operations;
using Npgsql;

namespace Moderation.Moderator.Faults;

/// <summary>
/// What people do about faults. Each act is one transaction with its line in the sealed log: nothing is done unwritten, and of
/// two who act on the same fault at the same time one finds that it is done.
/// </summary>
public sealed class FaultActStore(NpgsqlDataSource database)
{
    /// <summary>
    /// Locked in one order, so that two who choose the same wait for each other. What was discarded can be chosen by name.
    /// </summary>
    private const string Chosen = """
        SELECT id FROM faults
        WHERE (@Cause::uuid IS NOT NULL AND cause_id = @Cause AND status = 'open' AND last_at <= @Until)
            OR (@Faults::uuid[] IS NOT NULL AND id = ANY(@Faults) AND status IN ('open', @Also))
        ORDER BY id FOR UPDATE
        """;

    private const string Replays = """
        SELECT r.id, r.status, r.rate, r.total, r.sent, o.subject, m.name AS by, r.started_at, r.ended_at,
            (SELECT count(*)::int FROM faults WHERE replay_id = r.id AND status = 'open') AS came_back
        FROM fault_replays r JOIN operations o ON o.id = r.operation_id JOIN moderators m ON m.id = o.by_id
        """;

    /// <returns>Null when none of them can be replayed.</returns>
    internal async Task<FaultReplay?> ReplayAsync(ReplayRequest request, Guid by)
    {
        const string start = """
            INSERT INTO fault_replays (id, operation_id, status, rate, total, next_at, started_at)
            VALUES (@id, @operation, 'running', @Rate, @Total, clock_timestamp(), clock_timestamp());
            UPDATE faults SET status = 'replaying', replay_id = @id, operation_id = @operation, closed_at = NULL
            WHERE id = ANY(@faults)
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var faults = await ChosenAsync(transaction, request, FaultStatus.Discarded);
        if (faults.Length == 0)
            return null;
        var (id, subject) = (Guid.CreateVersion7(), await SubjectAsync(transaction, faults));
        var kind = faults.Length == 1 ? "fault-replayed" : "faults-replayed";
        var operation = await OperationLog.AddAsync(
            transaction,
            new AskedOperation(OperationAreas.Faults, kind, subject, $"{faults.Length}, {request.Rate}/s"),
            by
        );
        await connection.ExecuteAsync(
            start,
            new
            {
                id,
                operation,
                request.Rate,
                Total = faults.Length,
                faults,
            },
            transaction
        );
        await transaction.CommitAsync();
        return await FindReplayAsync(id, CancellationToken.None);
    }

    /// <returns>How many were discarded.</returns>
    internal async Task<int> DiscardAsync(DiscardRequest request, Guid by)
    {
        const string discard = """
            UPDATE faults SET status = 'discarded', operation_id = @operation, closed_at = clock_timestamp()
            WHERE id = ANY(@faults)
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var faults = await ChosenAsync(transaction, request, FaultStatus.Open);
        if (faults.Length == 0)
            return 0;
        var kind = faults.Length == 1 ? "fault-discarded" : "faults-discarded";
        var operation = await OperationLog.AddAsync(
            transaction,
            new AskedOperation(
                OperationAreas.Faults,
                kind,
                await SubjectAsync(transaction, faults),
                $"{faults.Length}: {InternalText.Trimmed(request.Reason)}"
            ),
            by
        );
        await connection.ExecuteAsync(discard, new { operation, faults }, transaction);
        await transaction.CommitAsync();
        return faults.Length;
    }

    /// <summary>What was not sent yet is open again.</summary>
    /// <returns>False when it does not run.</returns>
    internal async Task<bool> StopAsync(Guid replay, Guid by)
    {
        const string stop = """
            UPDATE fault_replays SET status = 'stopped', ended_at = clock_timestamp() WHERE id = @replay AND status = 'running'
            """;
        const string reopen = """
            UPDATE faults SET status = 'open', replay_id = NULL, operation_id = @operation
            WHERE replay_id = @replay AND status = 'replaying'
            """;
        const string subject =
            "SELECT o.subject FROM fault_replays r JOIN operations o ON o.id = r.operation_id WHERE r.id = @replay";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.ExecuteAsync(stop, new { replay }, transaction) == 0)
            return false;
        var operation = await OperationLog.AddAsync(
            transaction,
            new AskedOperation(
                OperationAreas.Faults,
                "replay-stopped",
                (await connection.ExecuteScalarAsync<string>(subject, new { replay }, transaction))!
            ),
            by
        );
        await connection.ExecuteAsync(reopen, new { operation, replay }, transaction);
        await transaction.CommitAsync();
        return true;
    }

    internal async Task<ReplayList> ReplaysAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            ({Replays} WHERE r.status = 'running') UNION ALL
            ({Replays} WHERE r.status <> 'running' ORDER BY r.started_at DESC LIMIT 10)
            ORDER BY started_at DESC
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new ReplayList(
            (await connection.QueryAsync<FaultReplay>(new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList()
        );
    }

    /// <returns>Null when there is none.</returns>
    internal async Task<FaultReplay?> FindReplayAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<FaultReplay>(
            new CommandDefinition($"{Replays} WHERE r.id = @id", new { id }, cancellationToken: cancellationToken)
        );
    }

    private static async Task<Guid[]> ChosenAsync(NpgsqlTransaction transaction, FaultChoice choice, FaultStatus also) =>
        [
            .. await transaction.Connection!.QueryAsync<Guid>(
                Chosen,
                new
                {
                    choice.Cause,
                    choice.Until,
                    Faults = choice.Faults?.Distinct().ToArray(),
                    Also = also.Word(),
                },
                transaction
            ),
        ];

    /// <summary>The cause in words; of several causes only how many there are.</summary>
    private static async Task<string> SubjectAsync(NpgsqlTransaction transaction, Guid[] faults)
    {
        const string sql = """
            SELECT queue || ': ' || coalesce(message_type, '?') || ', ' || coalesce(nullif(exception_type, ''), 'skipped')
            FROM faults WHERE id = ANY(@faults) GROUP BY cause_id, 1 ORDER BY count(*) DESC
            """;
        var causes = (await transaction.Connection!.QueryAsync<string>(sql, new { faults }, transaction)).AsList();
        return causes.Count == 1 ? causes[0] : $"{causes[0]} (+{causes.Count - 1})";
    }
}
