using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Batches;

/// <summary>What batches left alone, and where it stands now.</summary>
internal sealed class SkippedStore(NpgsqlDataSource database)
{
    /// <summary>How many come with their batch, and on a page.</summary>
    public const int Shown = 100;

    /// <param name="id">The batch.</param>
    /// <param name="after">The last comment of the page before; <see cref="Guid.Empty"/> for the first page.</param>
    /// <param name="sections">Texts from others are left out; null for all.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async Task<SkippedPage> AfterAsync(Guid id, Guid after, string[]? sections, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT i.comment_id, i.skipped AS code, c.status AS queue, c.name, c.title, c.content, d.outcome, m.name AS moderator,
                d.rule, d.decided_at, h.name AS holder
            FROM batch_items i
            LEFT JOIN LATERAL (
                SELECT * FROM comments WHERE id = i.comment_id AND received_at IS NOT NULL
                    AND (@sections::text[] IS NULL OR section = ANY(@sections))
                ORDER BY revision DESC LIMIT 1) c ON true
            LEFT JOIN LATERAL (
                SELECT * FROM decisions WHERE comment_id = c.id ORDER BY version DESC LIMIT 1) d ON true
            LEFT JOIN moderators m ON m.id = d.moderator_id
            LEFT JOIN leases l ON l.comment_id = c.id AND l.until > statement_timestamp()
            LEFT JOIN moderators h ON h.id = l.moderator_id
            WHERE i.batch_id = @id AND i.skipped IS NOT NULL AND i.comment_id > @after
            ORDER BY i.comment_id LIMIT @Shown + 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = (
            await connection.QueryAsync<Row>(
                sql,
                new
                {
                    id,
                    after,
                    Shown,
                    sections,
                }
            )
        ).AsList();
        return new SkippedPage(
            [.. rows.Take(Shown).Select(row => row.ToItem())],
            rows.Count > Shown ? rows[Shown - 1].CommentId : null
        );
    }

    private sealed record Row
    {
        public Guid CommentId { get; init; }

        public string Code { get; init; } = "";

        public CommentStatus? Queue { get; init; }

        public string? Name { get; init; }

        public string? Title { get; init; }

        public string? Content { get; init; }

        public Outcome? Outcome { get; init; }

        public string? Moderator { get; init; }

        public string? Rule { get; init; }

        public DateTimeOffset? DecidedAt { get; init; }

        public string? Holder { get; init; }

        public SkippedItem ToItem() =>
            new()
            {
                CommentId = CommentId,
                Code = Code,
                Text = Name is null
                    ? null
                    : new CommentText
                    {
                        Name = Name,
                        Title = Title!,
                        Content = Content!,
                    },
                Queue = Queue,
                Outcome = Outcome,
                Moderator = Moderator,
                Rule = Rule,
                DecidedAt = DecidedAt,
                Holder = Holder,
            };
    }
}
