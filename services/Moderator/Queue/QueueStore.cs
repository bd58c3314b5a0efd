using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Queue;

/// <summary>
/// Reads queues. Each order has its indexes, for everybody and by section, so that a page costs the same whatever is stored.
/// </summary>
public sealed class QueueStore(NpgsqlDataSource database)
{
    /// <summary>A search that no index serves is given up after this many seconds.</summary>
    private const int Patience = 5;

    /// <summary>Counts that lie in more rows than this are added up.</summary>
    private const int MostParts = 1_000;

    /// <summary>So many texts are looked at for the hits of a search.</summary>
    private const int MostHits = 10_000;

    /// <summary>A page of comments behind the cursor. The index is read from there on.</summary>
    /// <exception cref="TimeoutException">The filters leave too little in too much.</exception>
    internal async Task<IReadOnlyList<Comment>> PageAsync(
        QueueFilter filter,
        QueueSort sort,
        string? cursor,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var parameters = new DynamicParameters(filter);
        parameters.Add("limit", limit);
        if (cursor is not null)
            parameters.AddDynamicParams(sort.Place(cursor));
        var behind = cursor is null ? "true" : sort.After;
        var sorted = $" ORDER BY {sort.Key}{sort.Direction}, c.id{sort.Direction} LIMIT @limit";
        var page = $"SELECT c.* FROM comments c WHERE {filter.Conditions} AND {behind}";
        var sql = filter.Sections is null
            ? page + sorted
            : "SELECT c.* FROM unnest(@Sections) AS s (section) "
                + $"CROSS JOIN LATERAL ({page} AND c.section = s.section{sorted}) c{sorted}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ImpatientlyAsync(async () =>
            (
                await connection.QueryAsync<Comment>(
                    new CommandDefinition(sql, parameters, commandTimeout: Patience, cancellationToken: cancellationToken)
                )
            ).AsList()
        );
    }

    /// <summary>
    /// How many comments stand in each queue, to the last one, however many are stored; in named ones by their ids.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountsAsync(string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT queue, sum(count)::int, bool_or(is_named) FROM (
                SELECT CASE WHEN is_waiting(status) THEN queue_of(named_queue_id, status) ELSE status END AS queue, count,
                    false AS is_named
                FROM comment_counts WHERE @sections::text[] IS NULL OR section = ANY(@sections)
                UNION ALL SELECT id::text, 0, true FROM named_queues) c
            GROUP BY queue
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var counted = (
            await connection.QueryAsync<(string Queue, int Count, bool IsNamed)>(sql, new { sections })
        ).ToDictionary(row => row.Queue, StringComparer.Ordinal);
        return Queues
            .All.Select(row => row.Name)
            .Concat(counted.Values.Where(row => row.IsNamed).Select(row => row.Queue))
            .ToDictionary(queue => queue, queue => counted.GetValueOrDefault(queue).Count, StringComparer.Ordinal);
    }

    /// <returns>
    /// Since when, and for how many seconds, the oldest of each queue has been waiting, where one waits; of named ones by id.
    /// </returns>
    internal async Task<IReadOnlyDictionary<string, (DateTimeOffset Since, double Seconds)>> OldestAsync(
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT q.name, c.queued_at, extract(epoch FROM statement_timestamp() - c.queued_at)::float8
            FROM (SELECT unnest(@Waiting) UNION ALL SELECT id::text FROM named_queues) AS q (name) CROSS JOIN LATERAL (
                SELECT queued_at FROM comments WHERE is_waiting(status) AND queue_of(named_queue_id, status) = q.name
                ORDER BY queued_at LIMIT 1) c
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(string Queue, DateTimeOffset Since, double Seconds)>(
                new CommandDefinition(
                    sql,
                    new { Waiting = Queues.Waiting.Select(queue => queue.Word()).ToArray() },
                    cancellationToken: cancellationToken
                )
            )
        ).ToDictionary(row => row.Queue, row => (row.Since, row.Seconds), StringComparer.Ordinal);
    }

    /// <summary>Adds up what was counted since, so that reading the counts stays quick.</summary>
    internal async Task AddUpAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            WITH apart AS (
                DELETE FROM comment_counts WHERE (SELECT count(*) FROM comment_counts) > @Most
                RETURNING section, status, named_queue_id, count)
            INSERT INTO comment_counts (section, status, named_queue_id, count)
            SELECT section, status, named_queue_id, sum(count) FROM apart
            GROUP BY section, status, named_queue_id HAVING sum(count) <> 0
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, new { Most = MostParts });
    }

    /// <summary>Of a search, how many comments are found in each queue, wherever the filter looks.</summary>
    /// <returns>Null without a search, and when it takes too long.</returns>
    internal async Task<IReadOnlyDictionary<string, int>?> HitsAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        var sql = $"""
            WITH found AS MATERIALIZED (
                SELECT comment_id AS id, revision FROM searchable_texts WHERE unmarked LIKE @Unmarked LIMIT {MostHits})
            SELECT {QueueFilter.Place}, count(*)::int FROM found JOIN comments c USING (id, revision)
            WHERE {filter.InAllQueues().AllConditions} GROUP BY 1
            """;
        if (filter.Unmarked is null)
            return null;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var hits = await ImpatientlyAsync(async () =>
                (
                    await connection.QueryAsync<(string Queue, int Count)>(
                        new CommandDefinition(sql, filter, commandTimeout: Patience, cancellationToken: cancellationToken)
                    )
                ).ToDictionary(row => row.Queue, row => row.Count, StringComparer.Ordinal)
            );
            return filter
                .Shown.Union(hits.Keys, StringComparer.Ordinal)
                .ToDictionary(queue => queue, hits.GetValueOrDefault, StringComparer.Ordinal);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// How the scores of what waits are spread, in <paramref name="bins"/> equal parts from 0 to 1; 1 itself is in the last.
    /// </summary>
    /// <exception cref="TimeoutException">Too much waits.</exception>
    internal async Task<IReadOnlyList<int>> HistogramAsync(QueueFilter filter, int bins, CancellationToken cancellationToken)
    {
        var sql = $"""
            SELECT least(@bins, width_bucket({filter.Score}::double precision, 0, 1, @bins)) AS bin, count(*)::int AS count
            FROM comments c WHERE {filter.AllConditions} AND {filter.Score} IS NOT NULL GROUP BY bin
            """;
        var parameters = new DynamicParameters(filter);
        parameters.Add("bins", bins);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var counts = await ImpatientlyAsync(async () =>
            (
                await connection.QueryAsync<(int Bin, int Count)>(
                    new CommandDefinition(sql, parameters, commandTimeout: Patience, cancellationToken: cancellationToken)
                )
            ).ToDictionary(row => row.Bin, row => row.Count)
        );
        return [.. Enumerable.Range(1, bins).Select(bin => counts.GetValueOrDefault(bin))];
    }

    /// <summary>The driver says by its inner exception that the time was up.</summary>
    private static async Task<T> ImpatientlyAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (NpgsqlException exception) when (exception.InnerException is TimeoutException)
        {
            throw new TimeoutException("The comments could not be searched in time.", exception);
        }
    }
}
