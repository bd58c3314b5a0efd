using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Team;

/// <summary>Reads what seniors see of the team, in their sections.</summary>
internal sealed class TeamStore(NpgsqlDataSource database)
{
    /// <param name="time">How far it looks back.</param>
    /// <param name="sections">Those of who asks; null is every section.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<TeamPicture> ReadAsync(TimeSpan time, string[]? sections, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new TeamPicture(
            await WaitingAsync(connection, sections, cancellationToken),
            await HoursAsync(connection, time, sections, cancellationToken),
            await OnlineAsync(connection, sections, cancellationToken)
        );
    }

    /// <summary>The counts say where something waits, and an index which of it is the oldest.</summary>
    private static async Task<IReadOnlyList<WaitingPart>> WaitingAsync(
        NpgsqlConnection connection,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT p.queue, q.name, p.section, p.count, c.queued_at AS oldest
            FROM (
                SELECT queue_of(named_queue_id, status) AS queue, section, sum(count)::int AS count FROM comment_counts
                WHERE is_waiting(status) AND (@sections::text[] IS NULL OR section = ANY(@sections))
                GROUP BY 1, 2 HAVING sum(count) > 0
            ) p
            LEFT JOIN named_queues q ON q.id::text = p.queue
            LEFT JOIN LATERAL (
                (SELECT queued_at FROM comments
                WHERE is_waiting(status) AND section = p.section AND queue_of(named_queue_id, status) = p.queue
                ORDER BY queued_at LIMIT 1)
                UNION ALL
                (SELECT queued_at FROM comments
                WHERE p.section IS NULL AND is_waiting(status) AND section IS NULL
                    AND queue_of(named_queue_id, status) = p.queue
                ORDER BY queued_at LIMIT 1)
            ) c ON true
            ORDER BY q.place NULLS LAST, array_position(@Order, p.queue), p.section NULLS LAST
            """;
        string[] order = [.. Queues.All.Select(row => row.Name)];
        return (
            await connection.QueryAsync<WaitingPart>(
                new CommandDefinition(sql, new { sections, Order = order }, cancellationToken: cancellationToken)
            )
        ).AsList();
    }

    private static async Task<IReadOnlyList<HourOfTeam>> HoursAsync(
        NpgsqlConnection connection,
        TimeSpan time,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        // A batch is one act, and says nothing of how long a comment takes.
        const string sql = """
            WITH acts AS (
                SELECT d.id, d.comment_id, d.revision, d.batch_id, d.decided_at,
                    extract(epoch FROM d.decided_at - lag(d.decided_at)
                        OVER (PARTITION BY d.moderator_id ORDER BY d.decided_at, d.id))::float8 AS seconds
                FROM decisions d
                WHERE d.moderator_id IS NOT NULL AND d.outcome IN ('approve', 'reject', 'hold')
                    AND d.decided_at > date_trunc('hour', statement_timestamp() - @time)
            )
            SELECT date_trunc('hour', a.decided_at) AS hour, count(*) FILTER (WHERE a.batch_id IS NULL)::int AS decisions,
                count(a.batch_id)::int AS batched,
                percentile_cont(0.5) WITHIN GROUP (ORDER BY a.seconds) FILTER (WHERE a.batch_id IS NULL AND a.seconds <= @Break)
                    AS median,
                percentile_cont(0.9) WITHIN GROUP (ORDER BY a.seconds) FILTER (WHERE a.batch_id IS NULL AND a.seconds <= @Break)
                    AS p90
            FROM acts a
            WHERE NOT EXISTS (SELECT FROM decisions u WHERE u.undoes = a.id)
                AND (@sections::text[] IS NULL OR EXISTS (SELECT FROM comments c
                    WHERE c.id = a.comment_id AND c.revision = a.revision AND c.section = ANY(@sections)))
            GROUP BY 1 ORDER BY 1
            """;
        return (
            await connection.QueryAsync<HourOfTeam>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        time,
                        sections,
                        Break = TimeSpan.FromMinutes(5).TotalSeconds,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
    }

    private static async Task<IReadOnlyList<OnlinePerson>> OnlineAsync(
        NpgsqlConnection connection,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT m.name, ARRAY(SELECT q.name FROM assignments a JOIN named_queues q ON q.id = a.named_queue_id
                WHERE a.moderator_id = m.id ORDER BY q.place) AS queues
            FROM moderators m
            WHERE EXISTS (SELECT FROM consoles c
                    WHERE c.moderator_id = m.id AND c.seen_at > statement_timestamp() - interval '15 seconds')
                AND (@sections::text[] IS NULL OR m.sections IS NULL OR m.sections && @sections)
            ORDER BY lower(m.name)
            """;
        var online = await connection.QueryAsync<(string Name, string[] Queues)>(
            new CommandDefinition(sql, new { sections }, cancellationToken: cancellationToken)
        );
        return [.. online.Select(person => new OnlinePerson(person.Name, person.Queues))];
    }
}
