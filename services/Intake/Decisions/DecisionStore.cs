using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Notices;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Decisions;

/// <summary>What a decision makes of a submission.</summary>
/// <param name="CommentId">The submission.</param>
/// <param name="Revision">The revision that was decided.</param>
/// <param name="Version">Counts the decisions on it.</param>
/// <param name="Status">One of <see cref="Tracking.SubmissionStatus"/>.</param>
/// <param name="Reason">Why it was rejected, in camelCase; otherwise null.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Edited">Whether the newsroom changed the text that it published.</param>
/// <param name="DecidedBy">Of a rejection, <c>person</c> or <c>rule</c>; null from a version that does not tell.</param>
/// <param name="Rule">What that rule is called.</param>
/// <param name="Upheld">Whether it answers an appeal.</param>
/// <param name="Published">What readers see of it when it is approved.</param>
/// <param name="Featured">Whether the newsroom picked it out for readers.</param>
/// <param name="Reply">When it is on the newsroom's own reply, which came in nowhere.</param>
public sealed record Decision(
    Guid CommentId,
    int Revision,
    int Version,
    string Status,
    string? Reason,
    DateTimeOffset DecidedAt,
    bool Edited = false,
    string? DecidedBy = null,
    Words? Rule = null,
    bool Upheld = false,
    CommentText? Published = null,
    bool Featured = false,
    NewsroomReply? Reply = null
);

/// <summary>What the newsroom answered, so that readers can answer in turn, and report it.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="ParentId">The comment that it answers.</param>
/// <param name="SubmittedAt">When it was written.</param>
public sealed record NewsroomReply(string ArticleId, Guid? ParentId, DateTimeOffset SubmittedAt)
{
    /// <summary>Stands before its id where a submission has its tracking token's hash: no link opens it.</summary>
    public const string Mark = "newsroom:";
}

/// <summary>Writes decisions to their submissions, with what their authors are to be told, many in one transaction.</summary>
public sealed class DecisionStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NoticeOptions _notices;
    private readonly GroupCommit<Decision, bool> _commits;

    public DecisionStore(NpgsqlDataSource database, NoticeOptions notices)
    {
        (_database, _notices) = (database, notices);
        _commits = new GroupCommit<Decision, bool>(CommitAsync);
    }

    /// <summary>
    /// Returns once it is durable; a decision that is not newer than the last one, or on what was withdrawn, changes nothing.
    /// </summary>
    /// <returns>False when there is no such submission.</returns>
    public Task<bool> RecordAsync(Decision decision, CancellationToken cancellationToken) =>
        _commits.AddAsync(decision, cancellationToken);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private async Task<IReadOnlyList<bool>> CommitAsync(IReadOnlyList<Decision> decisions)
    {
        const string sql = $"""
            INSERT INTO submissions (id, article_id, parent_id, revision, submitted_at, tracking_hash, fingerprint)
            SELECT id, article_id, parent_id, 1, submitted_at, '{NewsroomReply.Mark}' || id, ''
            FROM unnest(@ReplyIds, @ReplyArticleIds, @ReplyParentIds, @ReplySubmittedAts)
                AS r (id, article_id, parent_id, submitted_at)
            ORDER BY id
            ON CONFLICT DO NOTHING;

            UPDATE submissions s
            SET status = d.status, reason = d.reason, version = d.version, decided_at = d.decided_at, edited = d.edited,
                decided_by = d.decided_by, rule_vi = d.rule_vi, rule_en = d.rule_en, upheld = d.upheld,
                decided_revision = d.revision, featured = d.featured,
                published = CASE WHEN d.content IS NOT NULL AND s.revision = d.revision THEN
                    jsonb_strip_nulls(jsonb_build_object('name', nullif(d.name, s.name), 'title', nullif(d.title, s.title),
                        'content', nullif(d.content, s.content))) END
            FROM (
                SELECT DISTINCT ON (id) *
                FROM unnest(@Ids, @Revisions, @Versions, @Statuses, @Reasons, @DecidedAts, @Edited, @DecidedBy, @RulesVi,
                    @RulesEn, @Upheld, @Names, @Titles, @Contents, @Featured)
                    AS u (id, revision, version, status, reason, decided_at, edited, decided_by, rule_vi, rule_en, upheld,
                        name, title, content, featured)
                ORDER BY id, version DESC) d
            WHERE s.id = d.id AND s.version < d.version AND s.status <> 'withdrawn';

            -- A rejection of what its author had corrected meanwhile says nothing of the correction, which waits.
            UPDATE submissions SET status = 'pending', reason = NULL, decided_by = NULL, rule_vi = NULL, rule_en = NULL,
                upheld = false
            WHERE id = ANY(@Ids) AND status = 'rejected' AND decided_revision < revision;

            {NoticeStore.AddForDecisions}

            SELECT id FROM submissions WHERE id = ANY(@Ids);
            """;
        var replies = decisions.Where(d => d.Reply is not null).DistinctBy(d => d.CommentId).ToList();
        await using var connection = await _database.OpenConnectionAsync();
        var known = await connection.QueryAsync<Guid>(
            sql,
            new
            {
                ReplyIds = replies.Select(d => d.CommentId).ToArray(),
                ReplyArticleIds = replies.Select(d => d.Reply!.ArticleId).ToArray(),
                ReplyParentIds = replies.Select(d => d.Reply!.ParentId).ToArray(),
                ReplySubmittedAts = replies.Select(d => d.Reply!.SubmittedAt).ToArray(),
                Ids = decisions.Select(d => d.CommentId).ToArray(),
                Revisions = decisions.Select(d => d.Revision).ToArray(),
                Versions = decisions.Select(d => d.Version).ToArray(),
                Statuses = decisions.Select(d => d.Status).ToArray(),
                Reasons = decisions.Select(d => d.Reason).ToArray(),
                DecidedAts = decisions.Select(d => d.DecidedAt).ToArray(),
                Edited = decisions.Select(d => d.Edited).ToArray(),
                DecidedBy = decisions.Select(d => d.DecidedBy).ToArray(),
                RulesVi = decisions.Select(d => d.Rule?.Vi).ToArray(),
                RulesEn = decisions.Select(d => d.Rule?.En).ToArray(),
                Upheld = decisions.Select(d => d.Upheld).ToArray(),
                Names = decisions.Select(d => d.Published?.Name).ToArray(),
                Titles = decisions.Select(d => d.Published?.Title).ToArray(),
                Contents = decisions.Select(d => d.Published?.Content).ToArray(),
                Featured = decisions.Select(d => d.Featured).ToArray(),
                NoticeDelay = _notices.Delay,
            }
        );
        var ids = known.ToHashSet();
        return [.. decisions.Select(d => ids.Contains(d.CommentId))];
    }
}
