using Dapper;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Queue;

/// <summary>
/// Reads queues. Each order has its indexes, for everybody and by section, so that a page costs the same whatever is stored.
/// </summary>
public sealed class QueueStore(NpgsqlDataSource database)
{
    /// <summary>A search that no index serves is given up after this many seconds.</summary>
    private const int Patience = 5;

    /// <summary>A page of comments behind the cursor. The index is read from there on.</summary>
    /// <exception cref="TimeoutException">The filters leave too little in too much.</exception>
    internal async Task<IReadOnlyList<Comment>> PageAsync(
        QueueFilter filter,
        QueueOrder order,
        string? cursor,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var (key, after, direction) = (filter.IsDecided, order) switch
        {
            (true, _) => ("c.decided_at", "(c.decided_at, c.id) < (@Moment, @Id)", " DESC"),
            (_, QueueOrder.Risk) => ("(-c.risk)", "((-c.risk), c.id) > (-@Risk::real, @Id)", ""),
            (_, QueueOrder.Mix) => ("c.priority", "(c.priority, c.id) > (@Moment, @Id)", ""),
            _ => ("c.queued_at", "(c.queued_at, c.id) > (@Moment, @Id)", ""),
        };
        var parameters = new DynamicParameters(filter);
        parameters.Add("limit", limit);
        if (cursor is null)
            after = "true";
        else if (!filter.IsDecided && order == QueueOrder.Risk)
            parameters.AddDynamicParams(RiskCursor.Parse(cursor));
        else
            parameters.AddDynamicParams(Cursor.Parse(cursor));

        var sort = $" ORDER BY {key}{direction}, c.id{direction} LIMIT @limit";
        var page = $"SELECT c.* FROM comments c WHERE {filter.Conditions} AND {after}";
        var sql = filter.Sections is null
            ? page + sort
            : "SELECT c.* FROM unnest(@Sections) AS s (section) "
                + $"CROSS JOIN LATERAL ({page} AND c.section = s.section{sort}) c{sort}";
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
    /// How many comments stand in each queue, counted up to <paramref name="most"/>, so that a large queue costs no more.
    /// </summary>
    internal async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        string[]? sections,
        int most,
        CancellationToken cancellationToken
    )
    {
        const string all = """
            SELECT q.status, (SELECT count(*) FROM (SELECT FROM comments c WHERE c.status = q.status LIMIT @most) c)::int AS count
            FROM unnest(@Statuses) AS q (status)
            """;
        const string inSections = """
            SELECT q.status, least(@most, sum((SELECT count(*)
                FROM (SELECT FROM comments c WHERE c.section = s.section AND c.status = q.status LIMIT @most) c)))::int AS count
            FROM unnest(@Statuses) AS q (status) CROSS JOIN unnest(@sections) AS s (section) GROUP BY q.status
            """;
        var statuses = Queues.All.Select(row => row.Name).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<(string Status, int Count)>(
                sections is null ? all : inSections,
                new
                {
                    Statuses = statuses,
                    most,
                    sections,
                }
            )
        ).ToDictionary(row => row.Status, row => row.Count, StringComparer.Ordinal);
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
