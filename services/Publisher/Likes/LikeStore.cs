using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Likes;

/// <summary>
/// Counts likes: many that come at the same time share a transaction, and each comment's count is written once in it. The
/// comments' rows are locked first, so that two copies of the service count one after the other.
/// </summary>
public sealed class LikeStore : IAsyncDisposable
{
    private static readonly string Above = VisibleReplies.Above("publications", "comment_id", "published");

    private readonly NpgsqlDataSource _database;
    private readonly LikesOptions _options;
    private readonly GroupCommit<LikeAct, LikeAnswer> _commits;

    public LikeStore(NpgsqlDataSource database, LikesOptions options)
    {
        (_database, _options) = (database, options);
        _commits = new GroupCommit<LikeAct, LikeAnswer>(CountAsync);
    }

    /// <summary>Returns once it is durable.</summary>
    public Task<LikeAnswer> CountAsync(LikeAct act, CancellationToken cancellationToken) =>
        _commits.AddAsync(act, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    /// <returns>How many like each; a comment that is not published is missing.</returns>
    public async Task<IReadOnlyDictionary<Guid, int>> LikesAsync(Guid[] commentIds, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT comment_id, likes FROM publications WHERE comment_id = ANY(@commentIds) AND status = 'published'
            """;
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(Guid Id, int Likes)>(
                new CommandDefinition(sql, new { commentIds }, cancellationToken: cancellationToken)
            )
        ).ToDictionary(c => c.Id, c => c.Likes);
    }

    /// <returns>Which of them the reader likes.</returns>
    public async Task<IReadOnlyList<Guid>> LikedAsync(Guid[] commentIds, Guid reader, CancellationToken cancellationToken)
    {
        const string sql = "SELECT comment_id FROM likes WHERE comment_id = ANY(@commentIds) AND reader = @reader";
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. await connection.QueryAsync<Guid>(
                new CommandDefinition(sql, new { commentIds, reader }, cancellationToken: cancellationToken)
            ),
        ];
    }

    /// <summary>Takes back all that a reader likes, also what is not shown any more, and leaves nothing of the reader.</summary>
    /// <returns>How many likes there were.</returns>
    public async Task<int> EraseReaderAsync(Guid reader, CancellationToken cancellationToken)
    {
        var erased = 0;
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        while (await EraseSomeAsync(connection, reader, cancellationToken) is { } some)
            erased += some;
        return erased;
    }

    /// <summary>
    /// As many as are well locked at once. The comments' rows come first and in their order, as where likes are counted.
    /// </summary>
    /// <returns>How many were erased here, and not meanwhile elsewhere; null when none are left.</returns>
    private static async Task<int?> EraseSomeAsync(NpgsqlConnection connection, Guid reader, CancellationToken cancellationToken)
    {
        const string some = "SELECT comment_id FROM likes WHERE reader = @reader ORDER BY comment_id LIMIT 500";
        const string locked = "SELECT 1 FROM publications WHERE comment_id = ANY(@ids) ORDER BY comment_id FOR NO KEY UPDATE";
        const string erase = """
            WITH erased AS (
                DELETE FROM likes WHERE reader = @reader AND comment_id = ANY(@ids) RETURNING comment_id
            ), counted AS (
                UPDATE publications p SET likes = p.likes - 1 FROM erased e WHERE p.comment_id = e.comment_id
            )
            SELECT count(*)::integer FROM erased
            """;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ids = (await connection.QueryAsync<Guid>(some, new { reader }, transaction)).ToArray();
        if (ids.Length == 0)
            return null;
        await connection.ExecuteAsync(locked, new { ids }, transaction);
        var erased = await connection.ExecuteScalarAsync<int>(erase, new { ids, reader }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return erased;
    }

    private async Task<IReadOnlyList<LikeAnswer>> CountAsync(IReadOnlyList<LikeAct> acts)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var comments = await LockAsync(transaction, [.. acts.Select(act => act.CommentId).Distinct()]);
        var batch = new LikeBatch(
            comments,
            await StoredAsync(transaction, [.. acts.Select(act => (act.CommentId, act.Reader)).Distinct()]),
            await OfAddressesAsync(transaction, [.. acts.Select(act => (act.CommentId, act.Address)).Distinct()]),
            _options.PerAddress
        );
        var answers = acts.Select(batch.Do).ToList();
        if (batch.Added.Count + batch.Removed.Count > 0)
            await WriteAsync(transaction, batch);
        await transaction.CommitAsync();
        return answers;
    }

    private static async Task<Dictionary<Guid, LikedComment>> LockAsync(NpgsqlTransaction transaction, Guid[] ids)
    {
        const string locked = """
            SELECT comment_id, article_id, approved_at IS NOT NULL, likes FROM publications
            WHERE comment_id = ANY(@ids) ORDER BY comment_id FOR NO KEY UPDATE
            """;
        var shown = $"""
            WITH RECURSIVE above AS (
                SELECT comment_id AS id, parent_id, article_id FROM publications
                WHERE comment_id = ANY(@ids) AND status = 'published'
                UNION ALL
                {Above}
            )
            SELECT id FROM above WHERE parent_id IS NULL
            """;
        var connection = transaction.Connection!;
        var rows = await connection.QueryAsync<(Guid Id, string ArticleId, bool WasPublished, int Likes)>(
            locked,
            new { ids },
            transaction
        );
        var seen = (await connection.QueryAsync<Guid>(shown, new { ids }, transaction)).ToHashSet();
        return rows.ToDictionary(
            row => row.Id,
            row => new LikedComment(row.ArticleId, row.WasPublished, seen.Contains(row.Id), row.Likes)
        );
    }

    private static async Task<HashSet<(Guid, Guid)>> StoredAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<(Guid Comment, Guid Reader)> likes
    )
    {
        const string sql = """
            SELECT l.comment_id, l.reader FROM unnest(@Comments, @Readers) AS a (comment_id, reader)
            JOIN likes l USING (comment_id, reader)
            """;
        var stored = await transaction.Connection!.QueryAsync<(Guid, Guid)>(
            sql,
            new { Comments = likes.Select(l => l.Comment).ToArray(), Readers = likes.Select(l => l.Reader).ToArray() },
            transaction
        );
        return [.. stored];
    }

    private static async Task<Dictionary<(Guid, Guid), int>> OfAddressesAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<(Guid Comment, Guid Address)> addresses
    )
    {
        const string sql = """
            SELECT l.comment_id, l.address, count(*)::integer FROM unnest(@Comments, @Addresses) AS a (comment_id, address)
            JOIN likes l USING (comment_id, address)
            WHERE l.created_at > statement_timestamp() - interval '1 day'
            GROUP BY l.comment_id, l.address
            """;
        var counts = await transaction.Connection!.QueryAsync<(Guid Comment, Guid Address, int Likes)>(
            sql,
            new { Comments = addresses.Select(a => a.Comment).ToArray(), Addresses = addresses.Select(a => a.Address).ToArray() },
            transaction
        );
        return counts.ToDictionary(c => (c.Comment, c.Address), c => c.Likes);
    }

    private static Task WriteAsync(NpgsqlTransaction transaction, LikeBatch batch)
    {
        const string sql = """
            WITH added AS (
                INSERT INTO likes (comment_id, reader, address) SELECT * FROM unnest(@Added, @AddedBy, @AddedFrom)
            ), removed AS (
                DELETE FROM likes l USING unnest(@Removed, @RemovedBy) AS r (comment_id, reader)
                WHERE l.comment_id = r.comment_id AND l.reader = r.reader
            )
            UPDATE publications p SET likes = p.likes + c.change FROM unnest(@Changed, @Changes) AS c (comment_id, change)
            WHERE p.comment_id = c.comment_id AND c.change <> 0
            """;
        return transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                Added = batch.Added.Keys.Select(l => l.Comment).ToArray(),
                AddedBy = batch.Added.Keys.Select(l => l.Reader).ToArray(),
                AddedFrom = batch.Added.Values.ToArray(),
                Removed = batch.Removed.Select(l => l.Comment).ToArray(),
                RemovedBy = batch.Removed.Select(l => l.Reader).ToArray(),
                Changed = batch.Changes.Keys.ToArray(),
                Changes = batch.Changes.Values.ToArray(),
            },
            transaction
        );
    }
}
