using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>One person's own figures; no colleague's are beside them. What was taken back is no decision any more.</summary>
/// <param name="Hours">Decisions in each hour of the last 24 in which there were any, oldest first.</param>
/// <param name="Decided">Decisions of the last 30 days.</param>
/// <param name="Outcomes">The same, by what they said.</param>
/// <param name="Overturned">How many others somebody else took back.</param>
/// <param name="OldestWaiting">Since when the oldest comment waits that the person may decide; null when none does.</param>
public sealed record Statistics(
    IReadOnlyList<HourOfWork> Hours,
    int Decided,
    OutcomeCounts Outcomes,
    int Overturned,
    DateTimeOffset? OldestWaiting
)
{
    /// <summary>Of what was decided and not taken back by oneself, from 0 to 1; null when there is none.</summary>
    public double? OverturnRate => Decided + Overturned == 0 ? null : (double)Overturned / (Decided + Overturned);
}

public sealed record OutcomeCounts(int Approve, int Reject, int Hold);

/// <param name="Hour">Its beginning.</param>
/// <param name="Decisions">How many there were in it.</param>
public sealed record HourOfWork(DateTimeOffset Hour, int Decisions);

internal sealed class StatisticsStore(NpgsqlDataSource database)
{
    public async Task<Statistics> OfAsync(Guid moderatorId, string[]? sections, CancellationToken cancellationToken)
    {
        const string hours = """
            SELECT date_trunc('hour', d.decided_at) AS hour, count(*)::int AS decisions FROM decisions d
            WHERE d.moderator_id = @moderatorId AND d.outcome IN ('approve', 'reject', 'hold')
                AND d.decided_at > statement_timestamp() - interval '24 hours'
                AND NOT EXISTS (SELECT FROM decisions u WHERE u.undoes = d.id)
            GROUP BY 1 ORDER BY 1
            """;
        const string outcomes = """
            SELECT count(*) FILTER (WHERE d.outcome = 'approve' AND u.id IS NULL)::int,
                count(*) FILTER (WHERE d.outcome = 'reject' AND u.id IS NULL)::int,
                count(*) FILTER (WHERE d.outcome = 'hold' AND u.id IS NULL)::int,
                count(*) FILTER (WHERE u.moderator_id <> d.moderator_id)::int
            FROM decisions d LEFT JOIN decisions u ON u.undoes = d.id
            WHERE d.moderator_id = @moderatorId AND d.outcome IN ('approve', 'reject', 'hold')
                AND d.decided_at > statement_timestamp() - interval '30 days'
            """;
        const string oldest = """
            SELECT min(c.queued_at)
            FROM (SELECT unnest(@Waiting) UNION ALL SELECT id::text FROM named_queues) AS q (name) CROSS JOIN LATERAL (
                SELECT queued_at FROM comments
                WHERE is_waiting(status) AND queue_of(named_queue_id, status) = q.name
                    AND (@sections::text[] IS NULL OR section = ANY(@sections))
                ORDER BY queued_at LIMIT 1) c
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var worked = (await connection.QueryAsync<(DateTimeOffset Hour, int Decisions)>(hours, new { moderatorId }))
            .Select(h => new HourOfWork(h.Hour, h.Decisions))
            .ToList();
        var (approve, reject, hold, overturned) = await connection.QuerySingleAsync<(int, int, int, int)>(
            outcomes,
            new { moderatorId }
        );
        return new Statistics(
            worked,
            approve + reject + hold,
            new OutcomeCounts(approve, reject, hold),
            overturned,
            await connection.ExecuteScalarAsync<DateTimeOffset?>(
                oldest,
                new { Waiting = Queues.Waiting.Select(queue => queue.Word()).ToArray(), sections }
            )
        );
    }
}
