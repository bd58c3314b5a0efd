using Dapper;
using Npgsql;

namespace Moderation.Moderator.Log;

/// <summary>
/// Chains committed decisions, changes of accounts and operations behind the newest seal (I5). Deciding never waits for it: rows
/// are sealed after their commit, by one copy of the service at a time.
/// </summary>
public sealed class Sealer(NpgsqlDataSource database)
{
    private const long LockKey = 0x7365616c; // "seal"
    private const int BatchSize = 1_000;

    /// <summary>Seals what waits, in batches.</summary>
    /// <returns>How many were sealed; 0 also when another copy is at it.</returns>
    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        int batch;
        do
        {
            count += batch = await SealBatchAsync(cancellationToken);
        } while (batch == BatchSize);
        return count;
    }

    private async Task<int> SealBatchAsync(CancellationToken cancellationToken)
    {
        // Ids are in the order of time, so the tables' own indexes serve. Each row is looked up by itself: a join in the order of
        // ids would read an index from the first decision that was ever taken.
        const string waiting = $"""
            WITH waiting AS (
                (SELECT decision_id AS id, 'decision' AS what FROM unsealed_decisions ORDER BY decision_id LIMIT @BatchSize)
                UNION ALL
                (SELECT account_change_id, 'account' FROM unsealed_account_changes ORDER BY account_change_id LIMIT @BatchSize)
                UNION ALL
                (SELECT operation_id, 'operation' FROM unsealed_operations ORDER BY operation_id LIMIT @BatchSize)
                ORDER BY id LIMIT @BatchSize)
            SELECT w.id, w.what, {Seal.ContentSql} AS content FROM waiting w
            LEFT JOIN LATERAL (SELECT * FROM decisions WHERE id = w.id AND w.what = 'decision' LIMIT 1) d ON true
            LEFT JOIN LATERAL (SELECT * FROM account_changes WHERE id = w.id AND w.what = 'account' LIMIT 1) a ON true
            LEFT JOIN LATERAL (SELECT * FROM operations WHERE id = w.id AND w.what = 'operation' LIMIT 1) o ON true
            ORDER BY w.id
            """;
        const string write = """
            INSERT INTO decision_seals (position, decision_id, account_change_id, operation_id, previous, hash)
            SELECT position, CASE what WHEN 'decision' THEN id END, CASE what WHEN 'account' THEN id END,
                CASE what WHEN 'operation' THEN id END, previous, hash
            FROM unnest(@Positions, @Ids, @What, @Previous, @Hashes) AS s (position, id, what, previous, hash);
            DELETE FROM unsealed_decisions WHERE decision_id = ANY(@Ids);
            DELETE FROM unsealed_account_changes WHERE account_change_id = ANY(@Ids);
            DELETE FROM unsealed_operations WHERE operation_id = ANY(@Ids);
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (
            !await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_xact_lock(@LockKey)", new { LockKey }, transaction)
        )
            return 0;
        await connection.ExecuteAsync(Seal.UtcSql, transaction: transaction);
        var rows = (
            await connection.QueryAsync<(Guid Id, string What, string Content)>(waiting, new { BatchSize }, transaction)
        ).AsList();
        if (rows.Count == 0)
            return 0;

        var seals = new List<Seal>(rows.Count + 1) { await NewestAsync(transaction) };
        foreach (var row in rows)
            seals.Add(seals[^1].Next(row.Content));
        await connection.ExecuteAsync(
            write,
            new
            {
                Positions = seals.Skip(1).Select(s => s.Position).ToArray(),
                Ids = rows.Select(r => r.Id).ToArray(),
                What = rows.Select(r => r.What).ToArray(),
                Previous = seals.SkipLast(1).Select(s => s.Hash).ToArray(),
                Hashes = seals.Skip(1).Select(s => s.Hash).ToArray(),
            },
            transaction
        );
        await transaction.CommitAsync(CancellationToken.None);
        return rows.Count;
    }

    private static async Task<Seal> NewestAsync(NpgsqlTransaction transaction) =>
        await transaction.Connection!.QuerySingleOrDefaultAsync<Seal>(
            "SELECT position, hash FROM decision_seals ORDER BY position DESC LIMIT 1",
            transaction: transaction
        ) ?? Seal.None;
}
