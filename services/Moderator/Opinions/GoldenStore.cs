using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>What came of an attempt to make or withdraw a golden comment.</summary>
internal enum GoldenResult
{
    Done,
    NotFound,
    OtherSection,

    /// <summary>Nobody has decided it, or it was decided otherwise than by its own text.</summary>
    NotDecided,
    GoldenAlready,
}

/// <summary>
/// Golden comments. Each is made and withdrawn in one transaction with its line in the sealed log, which has no text.
/// </summary>
internal sealed class GoldenStore(NpgsqlDataSource database)
{
    public async Task<GoldenList> ReadAsync(string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT g.id, g.section, coalesce(g.headline, c.headline) AS headline, g.outcome, g.reason, g.why, g.made_at,
                coalesce(g.name, c.name, '') AS name, coalesce(g.title, c.title, '') AS title,
                coalesce(g.content, c.content, '') AS content,
                (SELECT count(*)::int FROM opinions o WHERE o.golden_id = g.id AND o.status <> 'waiting') AS given,
                (SELECT count(*)::int FROM opinions o WHERE o.golden_id = g.id AND o.status = 'agreed') AS "right"
            FROM golden_comments g LEFT JOIN LATERAL (
                SELECT * FROM comments c WHERE c.id = g.comment_id AND c.received_at IS NOT NULL
                ORDER BY c.revision DESC LIMIT 1) c ON true
            WHERE g.withdrawn_at IS NULL AND (@sections::text[] IS NULL OR g.section = ANY(@sections))
            ORDER BY g.made_at DESC, g.id DESC
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<GoldenRow>(
            new CommandDefinition(sql, new { sections }, cancellationToken: cancellationToken)
        );
        return new GoldenList([.. found.Select(row => row.Read())]);
    }

    /// <summary>Of a decided comment: what stands is the right answer, and its text stays where it is.</summary>
    public async Task<GoldenResult> AddAsync(Guid commentId, string why, Actor actor)
    {
        const string sql = """
            INSERT INTO golden_comments (id, comment_id, section, outcome, reason, why, made_by)
            VALUES (@id, @commentId, @Section, @Outcome, @Reason, @why, @By) ON CONFLICT (comment_id) DO UPDATE SET
                withdrawn_at = NULL, section = excluded.section, outcome = excluded.outcome, reason = excluded.reason,
                why = excluded.why, made_by = excluded.made_by, made_at = clock_timestamp()
            WHERE golden_comments.withdrawn_at IS NOT NULL
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!(await LockedComments.LockAsync(transaction, [commentId])).TryGetValue(commentId, out var comment))
            return GoldenResult.NotFound;
        if (!actor.Sections.Includes(comment.Section))
            return GoldenResult.OtherSection;
        if (!comment.Status.IsDecided() || comment.Badge == Badge.Newsroom)
            return GoldenResult.NotDecided;
        var standing = (await HistoryStore.LatestOfAsync(transaction, [commentId]))[commentId];
        if (standing is { Masks: not null } or { Edited: true })
            return GoldenResult.NotDecided;
        var id = Guid.CreateVersion7();
        var added = await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                commentId,
                comment.Section,
                Outcome = standing.Outcome.Word(),
                Reason = standing.Reason?.Word(),
                why,
                By = actor.Id,
            },
            transaction
        );
        if (added == 0)
            return GoldenResult.GoldenAlready;
        await OperationLog.AddAsync(
            transaction,
            new(OperationAreas.Opinions, "golden-made", commentId.ToString(), standing.Outcome.Word()),
            actor.Id
        );
        await transaction.CommitAsync();
        return GoldenResult.Done;
    }

    public async Task<GoldenResult> AddAsync(GoldenRequest typed, Actor actor)
    {
        const string sql = """
            INSERT INTO golden_comments (id, section, headline, name, title, content, outcome, reason, why, made_by)
            VALUES (@id, @Section, @Headline, @Name, @Title, @Content, @Outcome, @Reason, @Why, @By)
            """;
        var section = InternalText.Trimmed(typed.Section);
        if (!actor.Sections.Includes(section))
            return GoldenResult.OtherSection;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(
            sql,
            new
            {
                id,
                Section = section,
                Headline = InternalText.Trimmed(typed.Headline),
                Name = InternalText.Trimmed(typed.Name),
                Title = InternalText.Trimmed(typed.Title),
                Content = InternalText.Trimmed(typed.Content),
                typed.Outcome,
                typed.Reason,
                Why = InternalText.Trimmed(typed.Why),
                By = actor.Id,
            },
            transaction
        );
        await OperationLog.AddAsync(
            transaction,
            new(OperationAreas.Opinions, "golden-made", id.ToString(), typed.Outcome),
            actor.Id
        );
        await transaction.CommitAsync();
        return GoldenResult.Done;
    }

    /// <summary>Whoever has it before the eyes is told that it is gone; what was answered stays counted.</summary>
    public async Task<GoldenResult> WithdrawAsync(Guid id, Actor actor)
    {
        const string found = "SELECT section, coalesce(comment_id, id)::text FROM golden_comments "
            + "WHERE id = @id AND withdrawn_at IS NULL FOR UPDATE";
        const string sql = """
            UPDATE golden_comments SET withdrawn_at = clock_timestamp() WHERE id = @id;
            DELETE FROM opinions WHERE golden_id = @id AND status = 'waiting' AND taken_until IS NULL
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if ((await connection.QueryAsync<(string?, string)?>(found, new { id }, transaction)).SingleOrDefault() is not { } golden)
            return GoldenResult.NotFound;
        var (section, subject) = golden;
        if (!actor.Sections.Includes(section))
            return GoldenResult.OtherSection;
        await connection.ExecuteAsync(sql, new { id }, transaction);
        await OperationLog.AddAsync(transaction, new(OperationAreas.Opinions, "golden-withdrawn", subject), actor.Id);
        await transaction.CommitAsync();
        return GoldenResult.Done;
    }

    private sealed record GoldenRow
    {
        public Guid Id { get; init; }

        public string? Section { get; init; }

        public string? Headline { get; init; }

        public string Name { get; init; } = "";

        public string Title { get; init; } = "";

        public string Content { get; init; } = "";

        public Outcome Outcome { get; init; }

        public RejectReason? Reason { get; init; }

        public string Why { get; init; } = "";

        public DateTimeOffset MadeAt { get; init; }

        public int Given { get; init; }

        public int Right { get; init; }

        public GoldenComment Read() =>
            new()
            {
                Id = Id,
                Section = Section,
                Headline = Headline,
                Text = new CommentText
                {
                    Name = Name,
                    Title = Title,
                    Content = Content,
                },
                Outcome = Outcome,
                Reason = Reason,
                Why = Why,
                MadeAt = MadeAt,
                Given = Given,
                Right = Right,
            };
    }
}
