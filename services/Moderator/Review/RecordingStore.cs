using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Review;

/// <summary>
/// Stores what the messages bring, in whatever order and however often they come, and lets the policy run on what became
/// complete. Rows are written in the order of their ids, so that batches never wait for each other in a circle.
/// </summary>
public sealed class RecordingStore(NpgsqlDataSource database, PolicyReview review, DecisionLog log)
{
    public async Task RecordSubmissionsAsync(IReadOnlyList<Traced<CommentSubmitted>> submissions)
    {
        var once = submissions.DistinctBy(s => (s.Item.CommentId, s.Item.Revision)).ToLookup(s => s.Item.Revision == 1);
        if (once.Contains(true))
            await RecordSubmissionsAsync([.. once[true]], prepare: null);
        // Each by itself: what its transaction locks is of one comment, and can be part of no circle.
        foreach (var corrected in once[false].OrderBy(s => s.Item.Revision))
            await RecordSubmissionsAsync([corrected], prepare: transaction => SupersedeAsync(transaction, corrected.Item));
    }

    private async Task RecordSubmissionsAsync(
        IReadOnlyList<Traced<CommentSubmitted>> traced,
        Func<NpgsqlTransaction, Task>? prepare
    )
    {
        const string sql = """
            INSERT INTO comments (
                id, revision, status, article_id, headline, lead, section, url, parent_id, name, title, content,
                phone_key, address_key, device_key, masked_phone, badge, featured, pre_moderated, submitted_at, traceparent,
                received_at)
            SELECT s.id, s.revision, 'awaitingScores', s.article_id, s.headline, s.lead, s.section, s.url, s.parent_id, s.name,
                s.title, s.content,
                s.phone_key, s.address_key, s.device_key, s.masked_phone, s.badge, s.featured, s.pre_moderated,
                s.submitted_at, s.traceparent, clock_timestamp()
            FROM unnest(@Ids, @Revisions, @ArticleIds, @Headlines, @Leads, @Sections, @Urls, @ParentIds, @Names, @Titles,
                @Contents,
                    @PhoneKeys, @AddressKeys, @DeviceKeys, @MaskedPhones, @Badges, @Featured, @PreModerated, @SubmittedAt,
                    @Traceparents)
                AS s (id, revision, article_id, headline, lead, section, url, parent_id, name, title, content,
                    phone_key, address_key, device_key, masked_phone, badge, featured, pre_moderated, submitted_at,
                    traceparent)
            ORDER BY s.id, s.revision
            ON CONFLICT (id, revision) DO UPDATE SET
                status = CASE comments.status WHEN 'superseded' THEN 'superseded' ELSE 'awaitingScores' END,
                article_id = excluded.article_id, headline = excluded.headline, lead = excluded.lead,
                section = excluded.section, url = excluded.url, parent_id = excluded.parent_id,
                name = excluded.name, title = excluded.title, content = excluded.content,
                phone_key = excluded.phone_key, address_key = excluded.address_key, device_key = excluded.device_key,
                masked_phone = excluded.masked_phone, badge = excluded.badge, featured = excluded.featured,
                pre_moderated = excluded.pre_moderated, submitted_at = excluded.submitted_at, traceparent = excluded.traceparent,
                received_at = excluded.received_at
            WHERE comments.status = 'awaitingText' OR comments.status = 'superseded' AND comments.received_at IS NULL
            RETURNING id, revision
            """;
        var once = traced.Select(s => s.Item).ToList();
        await RecordAsync(
            sql,
            new
            {
                Ids = once.Select(s => s.CommentId).ToArray(),
                Revisions = once.Select(s => s.Revision).ToArray(),
                ArticleIds = once.Select(s => s.Article.Id).ToArray(),
                Headlines = once.Select(s => s.Article.Headline).ToArray(),
                Leads = once.Select(s => s.Article.Lead).ToArray(),
                Sections = once.Select(s => s.Article.Section).ToArray(),
                Urls = once.Select(s => s.Article.Url).ToArray(),
                ParentIds = once.Select(s => s.ParentId).ToArray(),
                Names = once.Select(s => s.Text.Name).ToArray(),
                Titles = once.Select(s => s.Text.Title).ToArray(),
                Contents = once.Select(s => s.Text.Content).ToArray(),
                PhoneKeys = once.Select(s => s.Author.Phone).ToArray(),
                AddressKeys = once.Select(s => s.Author.Address).ToArray(),
                DeviceKeys = once.Select(s => s.Author.Device).ToArray(),
                MaskedPhones = once.Select(s => s.Author.MaskedPhone).ToArray(),
                // The newsroom's own is given by nobody but itself, here or in an archive whose decisions are to stand.
                Badges = once.Select(s =>
                        s.Archived is { Approved: true, Newsroom: true } ? Badge.Newsroom.Word()
                        : s.FromAuthor ? Badge.Author.Word()
                        : null
                    )
                    .ToArray(),
                Featured = once.Select(s => s.Archived is { Approved: true, Featured: true }).ToArray(),
                PreModerated = once.Select(s => s.PreModerated).ToArray(),
                SubmittedAt = once.Select(s => s.SubmittedAt).ToArray(),
                Traceparents = traced.Select(s => s.Traceparent).ToArray(),
            },
            [
                .. once.Select(s => new SearchableText(
                    s.CommentId,
                    s.Revision,
                    s.Text.Name,
                    s.Text.Title,
                    s.Text.Content,
                    s.Author.MaskedPhone
                )),
            ],
            prepare,
            once.Where(s => s.Archived is not null).ToDictionary(s => (s.CommentId, s.Revision), s => s.Archived!)
        );
    }

    public async Task RecordScoresAsync(IReadOnlyList<CommentClassified> classifications)
    {
        const string sql = """
            WITH recorded AS (
                INSERT INTO comments (
                    id, revision, status, scores, risk, rejection, spans, model, classified_at, scored_at)
                SELECT s.id, s.revision, 'awaitingText', s.scores::jsonb, s.risk, s.rejection, s.spans::jsonb, s.model,
                    s.classified_at, clock_timestamp()
                FROM unnest(@Ids, @Revisions, @Scores, @Risks, @Rejections, @Spans, @Models, @ClassifiedAt)
                    AS s (id, revision, scores, risk, rejection, spans, model, classified_at)
                ORDER BY s.id, s.revision DESC
                ON CONFLICT (id, revision) DO UPDATE SET
                    -- An index orders by risk: while it stays, no index is written. A decision brings it along with the status.
                    risk = CASE comments.status WHEN 'awaitingScores' THEN comments.risk ELSE excluded.risk END,
                    scores = excluded.scores, rejection = excluded.rejection, spans = excluded.spans,
                    model = excluded.model, classified_at = excluded.classified_at, scored_at = excluded.scored_at
                WHERE comments.scored_at IS NULL AND NOT comments.blind
                RETURNING id, revision, status, scored_at),
            shadows AS (
                -- Of what its author took back or had erased, nothing more is kept.
                INSERT INTO shadow_scores (comment_id, revision, model, scores, rejection, scored_at)
                SELECT r.id, r.revision, s.model, s.scores::jsonb, s.rejection, r.scored_at
                FROM unnest(@Ids, @Revisions, @ShadowModels, @ShadowScores, @ShadowRejections)
                    AS s (id, revision, model, scores, rejection)
                    JOIN recorded r USING (id, revision)
                WHERE s.model IS NOT NULL AND r.status <> 'withdrawn')
            SELECT id, revision FROM recorded;
            UPDATE scoring SET scored_at = clock_timestamp(), scored_through = greatest(scored_through,
                (SELECT max(c.received_at) FROM comments c
                    JOIN unnest(@Ids, @Revisions) AS s (id, revision) USING (id, revision)))
            WHERE scored_at < statement_timestamp() - interval '1 second'
            """;
        var once = classifications.DistinctBy(c => (c.CommentId, c.Revision)).ToList();
        await RecordAsync(
            sql,
            new
            {
                Ids = once.Select(c => c.CommentId).ToArray(),
                Revisions = once.Select(c => c.Revision).ToArray(),
                Scores = once.Select(c => JsonColumn.Of(c.Scores)).ToArray(),
                // Whoever knows the newsroom's own decisions orders its queue.
                Risks = once.Select(c => c.Rejection ?? c.Scores.Risk).ToArray(),
                Rejections = once.Select(c => c.Rejection).ToArray(),
                Spans = once.Select(c => JsonColumn.Of(c.Spans)).ToArray(),
                Models = once.Select(c => c.Model).ToArray(),
                ClassifiedAt = once.Select(c => c.ClassifiedAt).ToArray(),
                ShadowModels = once.Select(c => c.Shadow?.Model).ToArray(),
                ShadowScores = once.Select(c => JsonColumn.Of(c.Shadow?.Scores)).ToArray(),
                ShadowRejections = once.Select(c => c.Shadow?.Rejection).ToArray(),
            }
        );
    }

    /// <summary>
    /// Takes comments whose scores have been missing for too long, and leaves those that another copy of the service has in hand.
    /// One that is only old does not count: the classifier must be silent, have passed it over, or be hopelessly behind.
    /// </summary>
    /// <returns>How many were held.</returns>
    public async Task<int> HoldUnscoredAsync(PolicyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        const string sql = """
            SELECT c.* FROM comments c, scoring s
            WHERE c.status = 'awaitingScores' AND c.received_at < statement_timestamp() - @ScoringTimeout
                AND (s.scored_at < statement_timestamp() - @ScoringTimeout
                    OR c.received_at < s.scored_through - @ScoringTimeout
                    OR c.received_at < statement_timestamp() - @BacklogTimeout)
            ORDER BY c.received_at LIMIT 500 FOR UPDATE OF c SKIP LOCKED
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var comments = (
            await connection.QueryAsync<Comment>(sql, new { options.ScoringTimeout, options.BacklogTimeout }, transaction)
        ).AsList();
        await review.RunAsync(transaction, comments);
        await transaction.CommitAsync(CancellationToken.None);
        return comments.Count;
    }

    /// <summary>
    /// Takes comments out of the unscored ones whose scores came while somebody had them in hand, or after a person's decision on
    /// them that was taken back.
    /// </summary>
    public async Task ReviewScoredAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT c.* FROM comments c
            WHERE is_waiting(c.status) AND c.status = 'unscored' AND c.scored_at IS NOT NULL
                AND NOT EXISTS (SELECT FROM leases l WHERE l.comment_id = c.id AND l.until > statement_timestamp())
            ORDER BY c.id, c.revision LIMIT 500 FOR UPDATE SKIP LOCKED
            """;
        const string decided = "SELECT comment_id FROM decisions WHERE comment_id = ANY(@ids) AND moderator_id IS NOT NULL";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var comments = (await connection.QueryAsync<Comment>(sql, transaction: transaction)).AsList();
        if (comments.Count == 0)
            return;
        var ids = comments.Select(c => c.Id).ToArray();
        var touched = (await connection.QueryAsync<Guid>(decided, new { ids }, transaction)).ToHashSet();
        await review.RunAsync(transaction, comments, touched);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>
    /// A corrected comment is decided by its newest revision: what waits of the earlier ones leaves the queues, and what is
    /// still to come of them finds its place taken. One that was decided stands until this one is.
    /// </summary>
    private static async Task SupersedeAsync(NpgsqlTransaction transaction, CommentSubmitted corrected)
    {
        const string take = """
            INSERT INTO comments (id, revision, status)
            SELECT @CommentId, earlier, 'superseded' FROM generate_series(1, @Revision - 1) AS earlier
            ON CONFLICT DO NOTHING
            """;
        const string supersede = """
            UPDATE comments SET status = 'superseded' WHERE id = @CommentId AND revision < @Revision
                AND (status IN ('awaitingText', 'awaitingScores') OR is_waiting(status) AND status <> 'reported');
            -- What was reported is published until the later one is decided.
            UPDATE comments SET status = 'approved', decided_at = queued_at
            WHERE id = @CommentId AND revision < @Revision AND status = 'reported'
            """;
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(take, corrected, transaction);
        await LockedComments.LockAsync(transaction, [corrected.CommentId]);
        await connection.ExecuteAsync(supersede, corrected, transaction);
    }

    private async Task RecordAsync(
        string upsert,
        object rows,
        IReadOnlyList<SearchableText>? texts = null,
        Func<NpgsqlTransaction, Task>? prepare = null,
        IReadOnlyDictionary<(Guid Id, int Revision), ArchivedDecision>? archived = null
    )
    {
        const string complete = $"""
            SELECT c.* FROM comments c JOIN unnest(@Ids, @Revisions) AS changed (id, revision) USING (id, revision)
            WHERE c.scored_at IS NOT NULL AND (c.status = 'awaitingScores'
                OR is_waiting(c.status) AND c.status NOT IN {Queues.BroughtBack}
                AND NOT EXISTS (SELECT FROM decisions d WHERE d.comment_id = c.id AND d.revision = c.revision
                    AND d.moderator_id IS NOT NULL)
                AND NOT EXISTS (SELECT FROM leases l WHERE l.comment_id = c.id AND l.until > statement_timestamp()))
            ORDER BY c.id, c.revision
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (prepare is not null)
            await prepare(transaction);
        var changed = (await connection.QueryAsync<(Guid Id, int Revision)>(upsert, rows, transaction)).AsList();
        if (changed.Count > 0)
        {
            await SearchableTexts.AddAsync(transaction, [.. (texts ?? []).Where(t => changed.Contains((t.Id, t.Revision)))]);
            if (archived?.Count > 0)
                await RecordArchivedAsync(transaction, [.. changed.Where(archived.ContainsKey)], archived);
            var keys = new { Ids = changed.Select(c => c.Id).ToArray(), Revisions = changed.Select(c => c.Revision).ToArray() };
            var completed = await connection.QueryAsync<Comment>(complete, keys, transaction);
            await review.RunAsync(transaction, [.. completed.Select(c => c with { Risk = c.Rejection ?? c.Scores!.Risk })]);
        }
        await transaction.CommitAsync();
    }

    private async Task RecordArchivedAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<(Guid Id, int Revision)> changed,
        IReadOnlyDictionary<(Guid Id, int Revision), ArchivedDecision> archived
    )
    {
        const string sql = "SELECT * FROM comments WHERE (id, revision) IN (SELECT * FROM unnest(@Ids, @Revisions)) ORDER BY id";
        var comments = await transaction.Connection!.QueryAsync<Comment>(
            sql,
            new { Ids = changed.Select(c => c.Id).ToArray(), Revisions = changed.Select(c => c.Revision).ToArray() },
            transaction
        );
        await log.AddAsync(
            transaction,
            [
                .. comments
                    // Its author may have written a later revision.
                    .Where(comment => comment.Status == CommentStatus.AwaitingScores)
                    .Select(comment => Archive.DecisionOn(comment, archived[(comment.Id, comment.Revision)])),
            ]
        );
    }
}
