using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.NamedQueues;

/// <summary>
/// Brings what waits to the queues where the routes lead it since they changed. It can be done again and by several copies at
/// once: each look finds only what does not stand where it belongs.
/// </summary>
public sealed class RoutingStore(NpgsqlDataSource database)
{
    /// <summary>Moderators wait for a row no longer than one transaction takes.</summary>
    private const int Chunk = 500;

    private static readonly string Strays =
        $"is_waiting(c.status) AND c.named_queue_id IS DISTINCT FROM {Routing.QueueOf("c.held_by", "c.language", "c.status")}";

    /// <returns>False when all stands where it belongs.</returns>
    internal async Task<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        const string changed = "SELECT version FROM routing WHERE routed_version <> version";
        const string done = "UPDATE routing SET routed_version = greatest(routed_version, @version)";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<int?>(changed) is not { } version)
            return false;
        // What waits from before languages were told apart.
        await EachAsync("is_waiting(c.status) AND c.language IS NULL", ReadAsync, cancellationToken);
        await EachAsync(Strays, MoveAsync, cancellationToken);
        await connection.ExecuteAsync(done, new { version });
        await Changes.OfQueuesAsync(connection);
        return true;
    }

    /// <summary>Chunk by chunk, each in a transaction that holds its rows in the order of their ids.</summary>
    private async Task EachAsync(
        string condition,
        Func<NpgsqlTransaction, IReadOnlyList<Comment>, Task> write,
        CancellationToken cancellationToken
    )
    {
        var found = $"SELECT c.id, c.revision FROM comments c WHERE {condition} ORDER BY c.id, c.revision";
        const string hold = """
            SELECT c.* FROM comments c JOIN unnest(@Ids, @Revisions) AS n (id, revision) USING (id, revision)
            ORDER BY c.id, c.revision FOR NO KEY UPDATE OF c
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var keys = (
            await connection.QueryAsync<(Guid Id, int Revision)>(
                new CommandDefinition(found, commandTimeout: 0, cancellationToken: cancellationToken)
            )
        ).AsList();
        foreach (var chunk in keys.Chunk(Chunk))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var rows = new
            {
                Ids = chunk.Select(key => key.Id).ToArray(),
                Revisions = chunk.Select(key => key.Revision).ToArray(),
            };
            await write(transaction, (await connection.QueryAsync<Comment>(hold, rows, transaction)).AsList());
            await Changes.OfQueuesAsync(connection);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }

    private static Task ReadAsync(NpgsqlTransaction transaction, IReadOnlyList<Comment> comments)
    {
        const string sql = """
            UPDATE comments c SET language = n.language, held_by = coalesce(c.held_by, (SELECT d.rule FROM decisions d
                WHERE d.comment_id = c.id AND d.revision = c.revision AND d.rule IS NOT NULL ORDER BY d.version DESC LIMIT 1))
            FROM unnest(@Ids, @Revisions, @Languages) AS n (id, revision, language)
            WHERE c.id = n.id AND c.revision = n.revision
            """;
        return transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                Ids = comments.Select(c => c.Id).ToArray(),
                Revisions = comments.Select(c => c.Revision).ToArray(),
                Languages = comments.Select(c => Languages.Of(c.Text)).ToArray(),
            },
            transaction
        );
    }

    private static Task MoveAsync(NpgsqlTransaction transaction, IReadOnlyList<Comment> comments)
    {
        var sql = $"""
            UPDATE comments c SET named_queue_id = {Routing.QueueOf("c.held_by", "c.language", "c.status")}
            FROM unnest(@Ids, @Revisions) AS n (id, revision)
            WHERE c.id = n.id AND c.revision = n.revision AND {Strays}
            """;
        return transaction.Connection!.ExecuteAsync(
            sql,
            new { Ids = comments.Select(c => c.Id).ToArray(), Revisions = comments.Select(c => c.Revision).ToArray() },
            transaction
        );
    }
}
