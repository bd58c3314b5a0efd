using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Queue;
using Npgsql;

namespace Moderation.Moderator.Live;

/// <summary>A comment's state for those who watch.</summary>
internal sealed record LiveItem(
    Guid Id,
    string? Section,
    string Queue,
    bool Featured,
    Guid? ParentId,
    string? Outcome,
    string? Rule,
    string? Moderator,
    int? Version,
    string? Holder,
    DateTimeOffset? Until
)
{
    /// <summary>The policy put it into a queue.</summary>
    public bool HasArrived => Rule is not null && Outcome == "hold";
}

/// <summary>What the live streams read and write.</summary>
internal sealed class LiveStore(NpgsqlDataSource database)
{
    /// <summary>Newest revision, latest decision and lease of each comment.</summary>
    public async Task<IReadOnlyList<LiveItem>> ItemsAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT c.id, c.section, {QueueFilter.Place} AS queue,
                c.featured, c.parent_id, d.outcome, d.rule, m.name AS moderator, d.version,
                h.name AS holder, l.until
            FROM unnest(@ids) AS n (id)
            CROSS JOIN LATERAL (SELECT * FROM comments WHERE id = n.id AND received_at IS NOT NULL
                ORDER BY revision DESC LIMIT 1) c
            LEFT JOIN LATERAL (SELECT * FROM decisions WHERE comment_id = n.id AND outcome NOT IN {Outcomes.Beside}
                ORDER BY version DESC LIMIT 1) d ON true
            LEFT JOIN moderators m ON m.id = d.moderator_id
            LEFT JOIN leases l ON l.comment_id = n.id AND l.until > statement_timestamp()
            LEFT JOIN moderators h ON h.id = l.moderator_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<LiveItem>(sql, new { ids })).AsList();
    }

    /// <summary>Writes down that consoles are here.</summary>
    /// <returns>Those whose session has not ended meanwhile.</returns>
    public async Task<IReadOnlySet<Guid>> SeeAsync(IReadOnlyCollection<Listener> listeners, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO consoles (id, moderator_id, seen_at)
            SELECT DISTINCT ON (n.id) n.id, n.moderator_id, clock_timestamp()
            FROM unnest(@Ids, @ModeratorIds, @SessionIds) AS n (id, moderator_id, session_id)
            JOIN current_sessions s ON s.id = n.session_id AND s.moderator_id = n.moderator_id
            ORDER BY n.id
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at WHERE consoles.moderator_id = excluded.moderator_id
            RETURNING id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Guid>(
                sql,
                new
                {
                    Ids = listeners.Select(l => l.Console).ToArray(),
                    ModeratorIds = listeners.Select(l => l.ModeratorId).ToArray(),
                    SessionIds = listeners.Select(l => l.SessionId).ToArray(),
                }
            )
        ).ToHashSet();
    }

    /// <returns>Whether scores come, and how far behind they are.</returns>
    public async Task<Scoring> ScoringAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT CASE WHEN s.scored_at < statement_timestamp() - @patience AND (
                    w.oldest < statement_timestamp() - @patience
                    OR s.scored_at < (SELECT c.received_at FROM comments c
                        WHERE is_waiting(c.status) AND c.status = 'unscored' AND c.scored_at IS NULL
                        ORDER BY c.queued_at DESC, c.id DESC LIMIT 1)) THEN s.scored_at END AS silent_since,
                coalesce(extract(epoch FROM statement_timestamp() - w.oldest), 0)::int AS seconds
            FROM scoring s, (SELECT min(received_at) AS oldest FROM comments WHERE status = 'awaitingScores') w
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (silentSince, seconds) = await connection.QuerySingleAsync<(DateTimeOffset? SilentSince, int Seconds)>(
            sql,
            new { patience }
        );
        return Scoring.Of(silentSince, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Forgets consoles whose leases have long ended.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM consoles WHERE seen_at < statement_timestamp() - interval '1 hour'";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(sql);
    }
}
