using Moderation.Intake.Articles;
using Moderation.Intake.Limits;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>
/// Decides which of the comments that are stored together may be: their articles take comments, and no limit is reached.
/// </summary>
/// <param name="rows">In the order in which they came.</param>
/// <param name="articles">What is known of their articles, by id.</param>
/// <param name="statusOf">Whether an article is open at this moment.</param>
internal sealed class Admission(
    IReadOnlyList<SubmissionRow> rows,
    IReadOnlyDictionary<string, ArticleSettings> articles,
    Func<ArticleSettings, string> statusOf
)
{
    /// <summary>The buckets of those whose article is in slow mode, besides <see cref="SubmissionRow.Buckets"/>.</summary>
    public Guid[] SlowModeKeys =>
        [.. rows.Where(row => ArticleOf(row).SlowMinutes > 0).SelectMany(row => row.ReaderUnderArticle).Distinct()];

    /// <summary>What tells of it, with what its article asks of moderators.</summary>
    public OutboxMessage MessageOf(SubmissionRow row) =>
        ArticleOf(row).PreModerated
            ? OutboxMessage.Of(row.Message with { PreModerated = true }) with
            {
                Id = row.Outgoing.Id,
                Traceparent = row.Outgoing.Traceparent,
            }
            : row.Outgoing;

    /// <summary>Takes tokens for each that may be stored.</summary>
    /// <returns>Why the others may not, by their ids.</returns>
    public Dictionary<Guid, Received> Refused(TokenBuckets buckets)
    {
        var refused = new Dictionary<Guid, Received>();
        // Of those with one Idempotency-Key one is stored: the others take nothing.
        foreach (var same in rows.GroupBy(row => row.IdempotencyHash ?? row.Id.ToString(), StringComparer.Ordinal))
        {
            if (Refusal(same.First(), buckets) is not { } refusal)
                continue;
            foreach (var row in same)
                refused.Add(row.Id, refusal);
        }
        return refused;
    }

    /// <summary>What those that were stored have taken; what was there already, or answers nothing seen, took nothing.</summary>
    public TokenBuckets TakenBy(IReadOnlySet<Guid> stored, TokenBuckets before)
    {
        var buckets = before.Untouched();
        foreach (var row in rows.Where(row => stored.Contains(row.Id)))
            buckets.Take(BucketsOf(row));
        return buckets;
    }

    /// <summary>The articles of those that were stored, of which no comment was known.</summary>
    public IReadOnlyCollection<string> NewArticles(IReadOnlySet<Guid> stored) =>
        rows
            .Where(row => stored.Contains(row.Id))
            .Select(ArticleOf)
            .Where(article => article.FirstCommentAt is null)
            .Select(article => article.Id)
            .ToHashSet(StringComparer.Ordinal);

    private Received? Refusal(SubmissionRow row, TokenBuckets buckets) =>
        statusOf(ArticleOf(row)) is var status && status != ArticleStatus.Open ? new Received.ArticleNotOpen(status)
        : buckets.Take(BucketsOf(row)) is { } shortage ? new Received.TooMany(shortage)
        : null;

    private IReadOnlyList<TokenBucket> BucketsOf(SubmissionRow row) =>
        ArticleOf(row).SlowMinutes is > 0 and var minutes
            ? [.. row.Buckets, .. RateLimits.SlowMode(row.ReaderUnderArticle, minutes)]
            : row.Buckets;

    private ArticleSettings ArticleOf(SubmissionRow row) =>
        articles.GetValueOrDefault(row.Message.Article.Id) ?? new ArticleSettings { Id = row.Message.Article.Id };
}
