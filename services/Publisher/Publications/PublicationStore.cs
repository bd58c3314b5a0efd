using System.Diagnostics.Metrics;
using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Publications;

/// <summary>
/// Writes the public copies, and with each change, in the same transaction, the deliveries that tell the sites of it. One that is
/// disabled for a while is told later.
/// </summary>
public sealed class PublicationStore : IAsyncDisposable
{
    /// <summary>An archive's comments, which were approved long ago, are in no figure.</summary>
    private static readonly Histogram<double> Delay = Telemetry.Meter.CreateHistogram(
        "moderation.publication.delay",
        "s",
        "From a reader's request to the publication of the comment.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200],
        }
    );

    private readonly NpgsqlDataSource _database;
    private readonly GroupCommit<Publication> _commits;

    public PublicationStore(NpgsqlDataSource database)
    {
        _database = database;
        _commits = new GroupCommit<Publication>(RecordAsync);
    }

    /// <summary>
    /// Returns once the decision is durable; many that come at the same time share a transaction.
    /// A version that is not newer than the stored one changes nothing. A retraction of an unknown comment is kept, so that its
    /// approval, if late, does not appear. What its author took back stays so; sites are told with the version after the last.
    /// Likes go with what is taken back.
    /// </summary>
    public Task RecordAsync(Publication publication, CancellationToken cancellationToken) =>
        _commits.AddAsync(publication, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private async Task RecordAsync(IReadOnlyList<Publication> group)
    {
        const string sql = """
            WITH before AS (
                SELECT comment_id, revision, name, title, content, badge FROM publications
                WHERE comment_id = ANY(@CommentIds) AND status = 'published'
            ), changed AS (
                INSERT INTO publications AS p (
                    comment_id, article_id, parent_id, status, version, revision, name, title, content, edited,
                    featured, badge, submitted_at, approved_at, retracted_at, webhook_id, traceparent)
                SELECT * FROM unnest(
                    @CommentIds, @ArticleIds, @ParentIds, @Statuses, @Versions, @Revisions, @Names, @Titles, @Contents, @Edited,
                    @Featured, @Badges, @SubmittedAt, @ApprovedAt, @RetractedAt, @WebhookIds, @Traceparents)
                ON CONFLICT (comment_id) DO UPDATE SET
                    article_id = excluded.article_id, parent_id = coalesce(excluded.parent_id, p.parent_id),
                    status = excluded.status, revision = excluded.revision,
                    version = CASE excluded.status WHEN 'withdrawn' THEN p.version + 1 ELSE excluded.version END,
                    name = excluded.name, title = excluded.title, content = excluded.content, edited = excluded.edited,
                    featured = excluded.featured, badge = excluded.badge,
                    submitted_at = coalesce(excluded.submitted_at, p.submitted_at),
                    approved_at = coalesce(excluded.approved_at, p.approved_at),
                    retracted_at = excluded.retracted_at, likes = CASE excluded.status WHEN 'published' THEN p.likes ELSE 0 END,
                    changed_at = clock_timestamp(), webhook_id = excluded.webhook_id, traceparent = excluded.traceparent
                WHERE p.status <> 'withdrawn' AND (excluded.status = 'withdrawn' OR p.version < excluded.version)
                RETURNING comment_id, version, status, submitted_at, approved_at, webhook_id, revision, name, title,
                    content, badge
            ), superseded AS (
                UPDATE deliveries d SET status = 'superseded' FROM changed
                WHERE d.comment_id = changed.comment_id AND d.status = 'waiting'
            ), told AS (
                INSERT INTO deliveries (webhook_id, endpoint, comment_id, version, type)
                SELECT c.webhook_id, e.name, c.comment_id, c.version, t.type
                FROM changed c CROSS JOIN endpoints e LEFT JOIN before b USING (comment_id),
                    LATERAL (SELECT CASE
                        WHEN c.status <> 'published' THEN 'comment.retracted'
                        WHEN 'comment.edited' = ANY(e.events)
                            AND (b.revision, b.name, b.title, b.content, b.badge)
                                IS DISTINCT FROM (c.revision, c.name, c.title, c.content, c.badge)
                            AND (SELECT d.type FROM deliveries d WHERE d.comment_id = b.comment_id AND d.endpoint = e.name
                                AND d.status = 'delivered' ORDER BY d.version DESC LIMIT 1) <> 'comment.retracted'
                            THEN 'comment.edited'
                        ELSE 'comment.approved' END AS type) t
                WHERE e.disabled_reason IS DISTINCT FROM 'not-configured' AND c.approved_at IS NOT NULL AND t.type = ANY(e.events)
            )
            SELECT extract(epoch FROM clock_timestamp() - c.submitted_at)::float8
            FROM changed c LEFT JOIN before b USING (comment_id)
            WHERE c.status = 'published' AND b.comment_id IS NULL AND c.submitted_at IS NOT NULL
                AND c.approved_at > statement_timestamp() - interval '1 day';
            NOTIFY deliveries;
            """;
        var newest = Publication.Newest(group);
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var delays = await connection.QueryAsync<double>(
            sql,
            new
            {
                CommentIds = newest.Select(p => p.CommentId).ToArray(),
                ArticleIds = newest.Select(p => p.ArticleId).ToArray(),
                ParentIds = newest.Select(p => p.ParentId).ToArray(),
                Statuses = newest.Select(p => p.Status).ToArray(),
                Versions = newest.Select(p => p.Version).ToArray(),
                Revisions = newest.Select(p => p.Revision).ToArray(),
                Names = newest.Select(p => p.Text?.Name).ToArray(),
                Titles = newest.Select(p => p.Text?.Title).ToArray(),
                Contents = newest.Select(p => p.Text?.Content).ToArray(),
                Edited = newest.Select(p => p.Edited).ToArray(),
                Featured = newest.Select(p => p.Featured).ToArray(),
                Badges = newest.Select(p => p.Badge?.Word()).ToArray(),
                SubmittedAt = newest.Select(p => p.SubmittedAt).ToArray(),
                ApprovedAt = newest.Select(p => p.ApprovedAt).ToArray(),
                RetractedAt = newest.Select(p => p.RetractedAt).ToArray(),
                WebhookIds = newest.Select(_ => Guid.CreateVersion7()).ToArray(),
                Traceparents = newest.Select(p => p.Traceparent).ToArray(),
            },
            transaction
        );
        var taken = newest.Where(p => p.Text is null).Select(p => p.CommentId).ToArray();
        if (taken.Length > 0)
            // By itself, after the rows are locked: it sees what was liked until then.
            await connection.ExecuteAsync(
                """
                DELETE FROM likes l USING publications p
                WHERE l.comment_id = p.comment_id AND p.comment_id = ANY(@taken) AND p.status <> 'published'
                """,
                new { taken },
                transaction
            );
        await transaction.CommitAsync();
        foreach (var delay in delays)
            Delay.Record(Math.Max(0, delay));
    }
}
