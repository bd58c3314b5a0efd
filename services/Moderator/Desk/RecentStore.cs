using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Queue;
using Npgsql;

namespace Moderation.Moderator.Desk;

/// <summary>A decision of one's own that stands: on one comment, or on a batch.</summary>
/// <param name="Outcome"><c>approve</c>, <c>reject</c> or <c>hold</c>.</param>
/// <param name="DecidedAt">When, by the database's clock.</param>
/// <param name="UndoUntil">
/// Until then an undo is unseen outside; later it sends a retraction. Null when nothing was to be sent.
/// </param>
public sealed record RecentDecision(Outcome Outcome, DateTimeOffset DecidedAt, DateTimeOffset? UndoUntil)
{
    /// <summary>Its id undoes it. Null for a batch.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What it was taken on. Null for a batch.</summary>
    public QueueItem? Comment { get; init; }

    /// <summary>The id that undoes the batch. Null for a single comment.</summary>
    public Guid? Batch { get; init; }

    /// <summary>How many comments the batch decided.</summary>
    public int? Count { get; init; }
}

/// <summary>One's last decisions.</summary>
/// <param name="Items">At most twenty, latest first.</param>
public sealed record RecentDecisions(IReadOnlyList<RecentDecision> Items);

internal sealed class RecentStore(
    NpgsqlDataSource database,
    CommentStore comments,
    HistoryStore decisions,
    DecisionOptions options
)
{
    private const int Most = 20;

    /// <param name="moderatorId">Whose they are.</param>
    /// <param name="sections">Where that person may undo now; null is everywhere.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<RecentDecisions> OfAsync(Guid moderatorId, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT d.comment_id FROM decisions d
            WHERE d.moderator_id = @moderatorId AND d.outcome <> 'undo'
                AND d.outcome NOT IN {Outcomes.Beside}
                AND NOT EXISTS (SELECT FROM decisions l WHERE l.comment_id = d.comment_id AND l.version > d.version
                    AND l.outcome NOT IN {Outcomes.Beside})
                AND NOT EXISTS (SELECT FROM batch_items i WHERE i.decision_id = d.id)
            ORDER BY d.decided_at DESC, d.id DESC LIMIT @Most;
            SELECT b.outcome, b.decided_at, b.id, (SELECT count(decision_id) FROM batch_items WHERE batch_id = b.id)::int AS count
            FROM batches b WHERE b.moderator_id = @moderatorId AND b.status = 'decided'
            ORDER BY b.decided_at DESC, b.id DESC LIMIT @Most
            """;
        Guid[] single;
        List<(Outcome Outcome, DateTimeOffset DecidedAt, Guid Id, int Count)> batches;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var results = await connection.QueryMultipleAsync(sql, new { moderatorId, Most });
            single = [.. await results.ReadAsync<Guid>()];
            batches = [.. await results.ReadAsync<(Outcome, DateTimeOffset, Guid, int)>()];
        }

        var latest = await decisions.LatestAsync(single, cancellationToken);
        var singles =
            from comment in await comments.FindAsync(single, cancellationToken)
            where sections.Includes(comment.Section)
            let decision = latest[comment.Id].MaxBy(each => each.Version)!
            select Recent(decision.Outcome, decision.DecidedAt, decision.IsTold) with
            {
                Decision = decision,
                Comment = QueueItem.Of(comment, latest[comment.Id]),
            };
        return new RecentDecisions([
            .. singles
                .Concat(
                    from batch in batches
                    where batch.Count > 0
                    select Recent(batch.Outcome, batch.DecidedAt, batch.Outcome != Outcome.Hold) with
                    {
                        Batch = batch.Id,
                        Count = batch.Count,
                    }
                )
                .OrderByDescending(recent => recent.DecidedAt)
                .Take(Most),
        ]);
    }

    private RecentDecision Recent(Outcome outcome, DateTimeOffset at, bool isTold) =>
        new(outcome, at, isTold ? at + options.Grace : null);
}
