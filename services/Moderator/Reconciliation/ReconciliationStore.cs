using Dapper;
using Moderation.Moderator.Operations;
using Npgsql;

namespace Moderation.Moderator.Reconciliation;

/// <summary>The comparisons, and what they found.</summary>
public sealed class ReconciliationStore(NpgsqlDataSource database)
{
    private const int Shown = 10;
    private const int MostComments = 500;

    private const string Select = """
        SELECT r.id, r.status, m.name AS by, r.started_at, r.ended_at, r.total, r.compared, r.published, r.retracted, r.held,
            r.left_alone, r.sent_again, r.fault
        FROM reconciliations r JOIN operations o ON o.id = r.operation_id JOIN moderators m ON m.id = o.by_id
        """;

    /// <returns>Null when one is running.</returns>
    internal async Task<Reconciliation?> StartAsync(Guid by)
    {
        const string start = """
            INSERT INTO reconciliations (id, operation_id, status, place, total, next_at, started_at)
            SELECT @id, @operation, 'running', '00000000-0000-0000-0000-000000000000', greatest(reltuples, 0)::bigint,
                clock_timestamp(), clock_timestamp()
            FROM pg_class WHERE oid = 'comments'::regclass
            ON CONFLICT (status) WHERE status = 'running' DO NOTHING
            """;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var operation = await OperationLog.AddAsync(
            transaction,
            new AskedOperation(OperationAreas.Flow, "reconciliation-started", "publisher"),
            by
        );
        if (await connection.ExecuteAsync(start, new { id, operation }, transaction) == 0)
            return null;
        await transaction.CommitAsync();
        return await FindAsync(id, CancellationToken.None);
    }

    /// <returns>False when it does not run.</returns>
    internal async Task<bool> StopAsync(Guid id, Guid by)
    {
        const string stop = """
            UPDATE reconciliations SET status = 'stopped', ended_at = clock_timestamp() WHERE id = @id AND status = 'running'
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.ExecuteAsync(stop, new { id }, transaction) == 0)
            return false;
        var operation = new AskedOperation(OperationAreas.Flow, "reconciliation-stopped", "publisher");
        await OperationLog.AddAsync(transaction, operation, by);
        await transaction.CommitAsync();
        return true;
    }

    internal async Task<ReconciliationList> LatestAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new(
            (
                await connection.QueryAsync<Reconciliation>(
                    new CommandDefinition(
                        Select + " ORDER BY r.started_at DESC LIMIT @Shown",
                        new { Shown },
                        cancellationToken: cancellationToken
                    )
                )
            ).AsList()
        );
    }

    /// <returns>Null when there is none.</returns>
    internal async Task<Reconciliation?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Reconciliation>(
            new CommandDefinition(Select + " WHERE r.id = @id", new { id }, cancellationToken: cancellationToken)
        );
    }

    internal async Task<ReconciledComments> CommentsAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT comment_id, mending FROM reconciled_comments WHERE reconciliation_id = @id
            ORDER BY array_position('{held,leftAlone,retracted,published}', mending), comment_id LIMIT @MostComments
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new(
            (
                await connection.QueryAsync<ReconciledComment>(
                    new CommandDefinition(sql, new { id, MostComments }, cancellationToken: cancellationToken)
                )
            ).AsList()
        );
    }

    /// <returns>Null when nobody is called so.</returns>
    internal async Task<Guid?> PersonAsync(string name)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<Guid?>("SELECT id FROM moderators WHERE name = @name", new { name });
    }
}
