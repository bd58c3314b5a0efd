using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Limits;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Reports;

/// <summary>What a reader reports.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="ArticleId">Under which the reader saw it.</param>
/// <param name="Reason">Why it should not be there.</param>
/// <param name="Reporter">The reader's key.</param>
/// <param name="Address">The key of where it comes from.</param>
public sealed record Report(Guid CommentId, string ArticleId, RejectReason Reason, Guid Reporter, Guid Address);

/// <summary>What became of it.</summary>
public abstract record Reported
{
    private Reported() { }

    /// <summary>It is durable, and moderators hear of it.</summary>
    public sealed record Taken : Reported;

    /// <summary>Readers do not see such a comment under that article.</summary>
    public sealed record NotPublished : Reported;

    /// <summary>The reader reported the comment before.</summary>
    public sealed record AlreadyReported : Reported;

    /// <param name="Wait">How long until another is taken.</param>
    public sealed record TooMany(TimeSpan Wait) : Reported;
}

/// <summary>Reports of readers, each written with the message that tells moderators of it.</summary>
public sealed class ReportStore(NpgsqlDataSource database, ReportOptions options)
{
    /// <summary>
    /// Returns once it is durable. The comment's row is held meanwhile: of two copies of the service one counts after the other,
    /// and a decision that takes the comment down comes before or after.
    /// </summary>
    /// <param name="report">What the reader reports.</param>
    /// <param name="bucket">It is taken only if this has a token; null where there is no limit.</param>
    public async Task<Reported> AddAsync(Report report, TokenBucket? bucket)
    {
        ArgumentNullException.ThrowIfNull(report);
        const string add = """
            INSERT INTO reports (comment_id, reporter, address, reason) VALUES (@CommentId, @Reporter, @Address, @Reason)
            RETURNING reported_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await RevisionAsync(transaction, report) is not { } revision)
            return new Reported.NotPublished();
        // The comment's row before the buckets, as whatever else takes both: two never wait for each other.
        IReadOnlyList<TokenBucket> own = bucket is { } limited ? [limited] : [];
        var buckets = await TokenBucketStore.ReadAsync(transaction, own);
        var (isReported, ofAddress) = await EarlierAsync(transaction, report);
        if (isReported)
            return new Reported.AlreadyReported();
        if (ofAddress >= options.PerAddress)
            return new Reported.TooMany(TimeSpan.FromHours(1));
        if (buckets.Take(own) is { } shortage)
            return new Reported.TooMany(shortage.Wait);
        var values = new
        {
            report.CommentId,
            report.Reporter,
            report.Address,
            Reason = report.Reason.Word(),
        };
        var message = new CommentReported
        {
            CommentId = report.CommentId,
            Revision = revision,
            Reporter = report.Reporter.ToString("n"),
            Reason = report.Reason,
            ReportedAt = await connection.QuerySingleAsync<DateTimeOffset>(add, values, transaction),
        };
        await TokenBucketStore.WriteAsync(transaction, buckets);
        await Outbox.AddAsync(transaction, [OutboxMessage.Of(message)]);
        await transaction.CommitAsync();
        return new Reported.Taken();
    }

    /// <returns>Whether a reader has reported a comment.</returns>
    public async Task<bool> IsReportedAsync(Guid commentId, Guid reporter)
    {
        const string sql = "SELECT EXISTS (SELECT FROM reports WHERE comment_id = @commentId AND reporter = @reporter)";
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>(sql, new { commentId, reporter });
    }

    /// <returns>The article of a comment that readers see under it, as far as its site told of it; otherwise null.</returns>
    public async Task<ReportedArticle?> ArticleAsync(Guid commentId, string articleId)
    {
        const string sql = """
            SELECT article_headline AS headline, article_url AS url FROM submissions
            WHERE id = @commentId AND article_id = @articleId AND is_shown(id, article_id)
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<ReportedArticle>(sql, new { commentId, articleId });
    }

    /// <returns>The revision that readers see; null when they see none.</returns>
    private static async Task<int?> RevisionAsync(NpgsqlTransaction transaction, Report report)
    {
        const string held = """
            SELECT coalesce(decided_revision, revision) FROM submissions
            WHERE id = @CommentId AND article_id = @ArticleId AND status = 'approved' FOR NO KEY UPDATE
            """;
        const string shown = "SELECT is_shown(@CommentId, @ArticleId)";
        var connection = transaction.Connection!;
        var revision = await connection.QuerySingleOrDefaultAsync<int?>(held, report, transaction);
        return revision is not null && await connection.ExecuteScalarAsync<bool>(shown, report, transaction) ? revision : null;
    }

    private static Task<(bool IsReported, int OfAddress)> EarlierAsync(NpgsqlTransaction transaction, Report report)
    {
        const string sql = """
            SELECT EXISTS (SELECT FROM reports WHERE comment_id = @CommentId AND reporter = @Reporter),
                (SELECT count(*)::integer FROM reports WHERE comment_id = @CommentId AND address = @Address
                    AND reported_at > statement_timestamp() - interval '1 day')
            """;
        return transaction.Connection!.QuerySingleAsync<(bool, int)>(sql, report, transaction);
    }
}

/// <summary>Under what a reported comment stands.</summary>
public sealed record ReportedArticle(string? Headline, string? Url);
