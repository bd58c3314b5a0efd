using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.NamedQueues;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// The one place where decisions are written, by rules and by people alike: the log's row, the comment's new status, the outgoing
/// message and the notice to the consoles, in the caller's transaction. The caller holds the rows of the comments.
/// </summary>
public sealed class DecisionLog(DecisionOptions options)
{
    internal async Task<IReadOnlyList<Decision>> AddAsync(NpgsqlTransaction transaction, IReadOnlyList<NewDecision> decisions)
    {
        const string versions = """
            SELECT greatest((SELECT max(d.version) FROM decisions d WHERE d.comment_id = n.comment_id),
                    (SELECT f.version FROM version_floors f WHERE f.comment_id = n.comment_id), 0) + 1,
                clock_timestamp(), m.name
            FROM unnest(@CommentIds, @ModeratorIds) WITH ORDINALITY AS n (comment_id, moderator_id, place)
            LEFT JOIN moderators m ON m.id = n.moderator_id
            ORDER BY n.place
            """;
        var routed = Routing.QueueOf("coalesce(n.rule, c.held_by)", "coalesce(n.language, c.language)", "n.status");
        var write = $"""
            LOCK TABLE routing IN ROW SHARE MODE;
            INSERT INTO decisions (
                id, comment_id, revision, version, outcome, moderator_id, rule, reason, note_digest, advice, findings,
                    policy_version, list_version, masks,
                edit_digest, model, origin, undoes, batch_id, decided_at)
            SELECT n.id, n.comment_id, n.revision, n.version, n.outcome, n.moderator_id, n.rule, n.reason, n.note_digest,
                n.advice, n.findings::jsonb,
                n.policy_version, n.list_version, n.masks::jsonb, n.edit_digest, n.model, n.origin, n.undoes, n.batch_id,
                n.decided_at
            FROM unnest(@Ids, @CommentIds, @Revisions, @Versions, @Outcomes, @ModeratorIds, @Rules, @Reasons, @NoteDigests,
                @Advice, @Findings,
                    @PolicyVersions, @ListVersions, @Masks, @EditDigests, @Models, @Origins, @Undoes, @BatchIds, @DecidedAt)
                AS n (id, comment_id, revision, version, outcome, moderator_id, rule, reason, note_digest, advice, findings,
                    policy_version, list_version, masks,
                    edit_digest, model, origin, undoes, batch_id, decided_at);
            UPDATE comments c SET
                status = n.status,
                queued_at = CASE
                    WHEN is_waiting(n.status) AND (n.arrives OR c.queued_at IS NULL) THEN n.decided_at
                    ELSE c.queued_at
                END,
                decided_at = CASE WHEN n.moves THEN CASE WHEN is_decided(n.status) THEN n.decided_at END ELSE c.decided_at END,
                featured = n.featured, risk = coalesce(n.risk, c.risk),
                name_key = coalesce(n.name_key, c.name_key), cluster_id = coalesce(n.cluster_id, c.cluster_id),
                held_by = coalesce(n.rule, c.held_by), language = coalesce(n.language, c.language),
                named_queue_id = CASE WHEN is_waiting(n.status) THEN {routed} END
            FROM unnest(@CommentIds, @Revisions, @Statuses, @Arrives, @Moves, @Featured, @Risks, @NameKeys, @ClusterIds,
                @DecidedAt, @Rules, @Languages)
                AS n (id, revision, status, arrives, moves, featured, risk, name_key, cluster_id, decided_at, rule, language)
            WHERE c.id = n.id AND c.revision = n.revision
            RETURNING c.id, c.named_queue_id;
            """;
        if (decisions.Count == 0)
            return [];
        var connection = transaction.Connection!;
        var ids = decisions.Select(d => d.Id).ToArray();
        var notes = decisions.Select(d => d.Note is null ? null : new DecisionNote(d.Id, d.Note)).ToArray();
        var edits = decisions.Select(d => d.Edit is null ? null : new DecisionEdit(d.Id, d.Edit)).ToArray();
        var commentIds = decisions.Select(d => d.Comment.Id).ToArray();
        var moderatorIds = decisions.Select(d => d.ModeratorId).ToArray();
        var written = (
            await connection.QueryAsync<(int Version, DateTimeOffset DecidedAt, string? Moderator)>(
                versions,
                new { CommentIds = commentIds, ModeratorIds = moderatorIds },
                transaction
            )
        )
            .Zip(decisions, (w, decision) => decision.Written(w.Version, w.Moderator, w.DecidedAt))
            .ToList();
        var queues = await connection.QueryAsync<(Guid Id, Guid? NamedQueueId)>(
            write,
            new
            {
                Ids = ids,
                CommentIds = commentIds,
                Revisions = decisions.Select(d => d.Comment.Revision).ToArray(),
                Versions = written.Select(w => w.Version).ToArray(),
                Outcomes = decisions.Select(d => d.Outcome.Word()).ToArray(),
                ModeratorIds = moderatorIds,
                Rules = decisions.Select(d => d.Rule).ToArray(),
                Reasons = decisions.Select(d => d.Reason?.Word()).ToArray(),
                NoteDigests = notes.Select(n => n?.Digest).ToArray(),
                Advice = decisions.Select(d => d.Advice?.Word()).ToArray(),
                Findings = decisions.Select(d => JsonColumn.Of(d.Findings)).ToArray(),
                PolicyVersions = decisions.Select(d => d.PolicyVersion).ToArray(),
                ListVersions = decisions.Select(d => d.ListVersion).ToArray(),
                Masks = decisions.Select(d => JsonColumn.Of(d.Masks)).ToArray(),
                EditDigests = edits.Select(e => e?.Digest).ToArray(),
                Models = decisions.Select(d => d.Comment.Model).ToArray(),
                Origins = decisions.Select(d => d.Origin.Word()).ToArray(),
                Undoes = decisions.Select(d => d.Undoes).ToArray(),
                BatchIds = decisions.Select(d => d.BatchId).ToArray(),
                DecidedAt = written.Select(w => w.DecidedAt).ToArray(),
                Statuses = decisions.Select(d => d.MovesTo.Word()).ToArray(),
                Arrives = decisions.Select(d => d.Arrives).ToArray(),
                Moves = decisions.Select(d => d.Shown is null).ToArray(),
                Featured = decisions.Select(d => d.Featured).ToArray(),
                // The first decision after its scores: until then the row has none.
                Risks = decisions
                    .Select(d => d.Comment)
                    .Select(c => c is { Status: CommentStatus.AwaitingScores, ScoredAt: not null } ? c.Risk : (float?)null)
                    .ToArray(),
                NameKeys = decisions.Select(d => d.Comment.NameKey).ToArray(),
                ClusterIds = decisions.Select(d => d.Comment.ClusterId).ToArray(),
                Languages = decisions.Select(d => d.Language).ToArray(),
            },
            transaction
        );
        if (decisions.Any(d => d.Comment.Revision > 1 && d.MovesTo.IsDecided()))
            await SupersedeEarlierAsync(transaction, [.. decisions.Where(d => d.MovesTo.IsDecided()).Select(d => d.Comment)]);
        await BlindReads.LiftAsync(
            transaction,
            [.. decisions.Where(d => d.Comment.Blind && !Queues.Waiting.Contains(d.MovesTo)).Select(d => d.Comment)]
        );
        await ReportAnswers.GiveAsync(transaction, decisions);
        await DecisionNote.AddAsync(transaction, [.. notes.OfType<DecisionNote>()]);
        await DecisionEdit.AddAsync(transaction, [.. edits.OfType<DecisionEdit>()]);
        await Outbox.AddAsync(
            transaction,
            [.. decisions.Zip(written, Announce).OfType<OutboxMessage>()]
        );
        await Changes.OfCommentsAsync(connection, commentIds);
        var routedTo = queues.ToLookup(row => row.Id, row => row.NamedQueueId);
        return [.. written.Select(decision => decision with { NamedQueue = routedTo[decision.CommentId].FirstOrDefault() })];
    }

    /// <summary>The comment's trace goes on with the message, linked to the request of whoever decided.</summary>
    private OutboxMessage? Announce(NewDecision decision, Decision written)
    {
        DecisionFigures.Count(decision, written);
        using var activity = Telemetry.Resume("decision", decision.Comment.Traceparent, cause: decision.Cause);
        activity?.SetTag("moderation.comment.id", decision.Comment.Id);
        activity?.SetTag("moderation.outcome", decision.Outcome.Word());
        activity?.SetTag("moderation.decider", Decider.Of(written.ModeratorId, written.Rule));
        return Announcement.Of(decision, written, options.Grace);
    }

    /// <summary>
    /// A revision that was decided stands until a later one is. Whoever holds a later one's row may lock an earlier one's.
    /// </summary>
    private static Task SupersedeEarlierAsync(NpgsqlTransaction transaction, IReadOnlyList<Comment> decided)
    {
        const string sql = """
            UPDATE comments c SET status = 'superseded', decided_at = NULL FROM unnest(@Ids, @Revisions) AS n (id, revision)
            WHERE c.id = n.id AND c.revision < n.revision AND is_decided(c.status)
            """;
        return transaction.Connection!.ExecuteAsync(
            sql,
            new { Ids = decided.Select(c => c.Id).ToArray(), Revisions = decided.Select(c => c.Revision).ToArray() },
            transaction
        );
    }
}
