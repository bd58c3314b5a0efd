using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Npgsql;

namespace Moderation.Moderator.Batches;

/// <summary>Who decides what.</summary>
internal sealed record BatchOrder(Outcome Outcome, RejectReason? Reason, string? Note, Guid ModeratorId, string[]? Sections);

/// <summary>Batches: each is decided in one transaction, and undone in one.</summary>
internal sealed class BatchStore(
    NpgsqlDataSource database,
    DecisionStore decisions,
    UndoStore undos,
    SkippedStore skipped,
    DecisionOptions options
)
{
    /// <summary>
    /// Keeps what was chosen, so that exactly that can be decided after it was looked at. Previews of yesterday are forgotten.
    /// </summary>
    public async Task<Guid> PreviewAsync(BatchOrder order, IReadOnlyList<ChosenItem> chosen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            "DELETE FROM batches WHERE status = 'previewed' AND created_at < statement_timestamp() - interval '1 day'",
            transaction: transaction
        );
        var id = await AddAsync(transaction, order, chosen);
        await transaction.CommitAsync(CancellationToken.None);
        return id;
    }

    /// <summary>Decides what was chosen; what is in another's hand or was changed meanwhile is left alone.</summary>
    public async Task<Guid> DecideAsync(BatchOrder order, IReadOnlyList<ChosenItem> chosen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var id = await AddAsync(transaction, order, chosen);
        await DecideAsync(transaction, id, order, chosen);
        await transaction.CommitAsync(CancellationToken.None);
        return id;
    }

    /// <summary>Decides what an earlier dry run chose.</summary>
    /// <returns>False when the person has no such preview, or decided it already.</returns>
    public async Task<bool> DecidePreviewAsync(Guid id, BatchOrder order, CancellationToken cancellationToken)
    {
        const string take = """
            UPDATE batches SET outcome = @Outcome, reason = @Reason, note = @Note
            WHERE id = @id AND moderator_id = @ModeratorId AND status = 'previewed'
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (
            await connection.ExecuteAsync(
                take,
                new
                {
                    id,
                    order.ModeratorId,
                    Outcome = order.Outcome.Word(),
                    Reason = order.Reason?.Word(),
                    order.Note,
                },
                transaction
            ) == 0
        )
            return false;
        var chosen = await connection.QueryAsync<ChosenItem>(
            "SELECT comment_id AS id, revision FROM batch_items WHERE batch_id = @id ORDER BY comment_id",
            new { id },
            transaction
        );
        await DecideAsync(transaction, id, order, chosen.AsList());
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Takes back what is still in force of a batch.</summary>
    /// <returns>How many retractions follow; null when it is not decided, or undone already.</returns>
    public async Task<int?> UndoAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        const string take =
            "UPDATE batches SET status = 'undone', undone_at = clock_timestamp() WHERE id = @id AND status = 'decided'";
        const string skip = """
            UPDATE batch_items i SET skipped = n.code FROM unnest(@Ids, @Codes) AS n (decision_id, code)
            WHERE i.batch_id = @id AND i.decision_id = n.decision_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(take, new { id }, transaction) == 0)
            return null;
        var decided = (
            await connection.QueryAsync<Guid>(
                "SELECT decision_id FROM batch_items WHERE batch_id = @id AND decision_id IS NOT NULL",
                new { id },
                transaction
            )
        ).AsList();
        var results = await undos.UndoAsync(transaction, decided, actor, id);
        var left = results.Where(result => result.Value is not DecisionResult.Done).ToList();
        await connection.ExecuteAsync(
            skip,
            new
            {
                id,
                Ids = left.Select(r => r.Key).ToArray(),
                Codes = left.Select(r => r.Value.Code).ToArray(),
            },
            transaction
        );
        await transaction.CommitAsync(CancellationToken.None);
        return results.Values.Count(result => result is DecisionResult.Done { Announced: true });
    }

    /// <returns>Null when there is none.</returns>
    public async Task<Batch?> FindAsync(Guid id, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT b.*, m.name AS moderator, i.count, i.decided, i.skipped_count FROM batches b
                JOIN moderators m ON m.id = b.moderator_id
            CROSS JOIN LATERAL (
                SELECT count(*)::int AS count, count(decision_id)::int AS decided, count(skipped)::int AS skipped_count
                    FROM batch_items WHERE batch_id = b.id
            ) i
            WHERE b.id = @id;
            SELECT skipped, count(*)::int FROM batch_items WHERE batch_id = @id AND skipped IS NOT NULL GROUP BY skipped;
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var results = await connection.QueryMultipleAsync(sql, new { id });
        if (await results.ReadSingleOrDefaultAsync<Row>() is not { } row)
            return null;
        var skippedBy = (await results.ReadAsync<(string Code, int Count)>()).ToDictionary(
            s => s.Code,
            s => s.Count,
            StringComparer.Ordinal
        );
        return new Batch
        {
            Id = row.Id,
            Status = row.Status,
            Outcome = row.Outcome,
            Reason = row.Reason,
            Note = row.Note,
            Moderator = row.Moderator,
            ModeratorId = row.ModeratorId,
            CreatedAt = row.CreatedAt,
            DecidedAt = row.DecidedAt,
            UndoUntil = row.Outcome == Outcome.Hold ? null : row.DecidedAt + options.Grace,
            UndoneAt = row.UndoneAt,
            Count = row.Count,
            Decided = row.Decided,
            SkippedCount = row.SkippedCount,
            SkippedBy = skippedBy,
            Skipped =
                skippedBy.Count == 0 ? [] : (await skipped.AfterAsync(id, Guid.Empty, sections, cancellationToken)).Items,
        };
    }

    /// <summary>Whether a comment of the batch lies outside the sections.</summary>
    public async Task<bool> LeavesAsync(Guid id, string[] sections, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT EXISTS (
                SELECT FROM batch_items i JOIN comments c ON c.id = i.comment_id AND c.revision = i.revision
                WHERE i.batch_id = @id AND (c.section IS NULL OR c.section <> ALL(@sections)))
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(sql, new { id, sections });
    }

    private static async Task<Guid> AddAsync(NpgsqlTransaction transaction, BatchOrder order, IReadOnlyList<ChosenItem> chosen)
    {
        const string sql = """
            INSERT INTO batches (id, status, moderator_id, outcome, reason, note)
                VALUES (@Id, 'previewed', @ModeratorId, @Outcome, @Reason, @Note);
            INSERT INTO batch_items (batch_id, comment_id, revision) SELECT @Id, n.id, n.revision FROM unnest(@Ids, @Revisions)
                AS n (id, revision);
            """;
        var id = Guid.CreateVersion7();
        await transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                Id = id,
                order.ModeratorId,
                Outcome = order.Outcome.Word(),
                Reason = order.Reason?.Word(),
                order.Note,
                Ids = chosen.Select(item => item.Id).ToArray(),
                Revisions = chosen.Select(item => item.Revision).ToArray(),
            },
            transaction
        );
        return id;
    }

    private async Task DecideAsync(NpgsqlTransaction transaction, Guid id, BatchOrder order, IReadOnlyList<ChosenItem> chosen)
    {
        const string sql = """
            UPDATE batches SET status = 'decided', decided_at = clock_timestamp() WHERE id = @id;
            UPDATE batch_items i SET decision_id = n.decision_id, skipped = n.skipped FROM unnest(@Ids, @DecisionIds, @Skipped)
                AS n (id, decision_id, skipped)
            WHERE i.batch_id = @id AND i.comment_id = n.id;
            """;
        var results = await decisions.DecideAsync(
            transaction,
            [
                .. chosen.Select(item => new DecisionOrder
                {
                    CommentId = item.Id,
                    Revision = item.Revision,
                    Outcome = order.Outcome,
                    Reason = order.Reason,
                    Note = order.Note,
                    ModeratorId = order.ModeratorId,
                    Sections = order.Sections,
                    BatchId = id,
                }),
            ]
        );
        await transaction.Connection!.ExecuteAsync(
            sql,
            new
            {
                id,
                Ids = chosen.Select(item => item.Id).ToArray(),
                DecisionIds = results.Select(result => (result as DecisionResult.Done)?.Decision.Id).ToArray(),
                Skipped = results.Select(result => result is DecisionResult.Done ? null : result.Code).ToArray(),
            },
            transaction
        );
    }

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Status { get; init; } = "";

        public Outcome Outcome { get; init; }

        public RejectReason? Reason { get; init; }

        public string? Note { get; init; }

        public string Moderator { get; init; } = "";

        public Guid ModeratorId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public DateTimeOffset? UndoneAt { get; init; }

        public int Count { get; init; }

        public int Decided { get; init; }

        public int SkippedCount { get; init; }
    }
}
