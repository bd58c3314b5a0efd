using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Archives;

/// <summary>Comments from archives, written as readers' are: each with the message that tells of it.</summary>
internal sealed class ArchiveStore(
    NpgsqlDataSource database,
    AuthorKeyDerivation keys,
    PhoneCipher cipher,
    TrackingLinks links
)
{
    /// <summary>Brings them in, in one transaction. What is here already, under its id, stays as it is.</summary>
    /// <param name="comments">With different ids.</param>
    /// <param name="delayOf">How long the message of the n-th that is new waits.</param>
    /// <param name="cancellationToken">Until the commit.</param>
    /// <returns>The ids of those that are new.</returns>
    public async Task<IReadOnlySet<Guid>> AddAsync(
        IReadOnlyList<ArchivedSubmission> comments,
        Func<int, TimeSpan> delayOf,
        CancellationToken cancellationToken
    )
    {
        // In the ids' order, so that two imports never wait for each other.
        const string insert = """
            INSERT INTO submissions (
                id, article_id, article_headline, article_lead, article_section, article_url, parent_id, revision, submitted_at,
                tracking_hash, fingerprint, consent_version, consented_at, name, title, content, phone_cipher, phone_key_id,
                phone_hash, status, withdrawn_at)
            SELECT id, article_id, headline, lead, section, url, parent_id, 1, submitted_at,
                tracking_hash, '', consent_version, consented_at, name, title, content, phone_cipher, phone_key_id,
                phone_hash, CASE WHEN withdrawn_at IS NULL THEN 'pending' ELSE 'withdrawn' END, withdrawn_at
            FROM unnest(@Ids, @ArticleIds, @Headlines, @Leads, @Sections, @Urls, @ParentIds, @SubmittedAts, @TrackingHashes,
                @Consents, @ConsentedAts, @Names, @Titles, @Contents, @PhoneCiphers, @PhoneKeyIds, @PhoneKeys, @WithdrawnAts)
            AS c (id, article_id, headline, lead, section, url, parent_id, submitted_at, tracking_hash,
                consent_version, consented_at, name, title, content, phone_cipher, phone_key_id, phone_hash, withdrawn_at)
            ORDER BY id
            ON CONFLICT DO NOTHING
            RETURNING id
            """;
        const string articles = """
            INSERT INTO articles AS a (id, first_comment_at)
            SELECT article_id, min(submitted_at) FROM submissions WHERE id = ANY(@ids) GROUP BY article_id ORDER BY article_id
            ON CONFLICT (id) DO UPDATE SET first_comment_at = excluded.first_comment_at WHERE a.first_comment_at IS NULL
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = (await connection.QueryAsync<Guid>(insert, Parameters(comments), transaction)).ToHashSet();
        var messages = comments
            .Where(c => added.Contains(c.Id) && c.WithdrawnAt is null)
            .Select((c, place) => OutboxMessage.Of(MessageOf(c), delayOf(place)));
        await Outbox.AddAsync(transaction, [.. messages]);
        await connection.ExecuteAsync(articles, new { ids = added.ToArray() }, transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return added;
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM submissions WHERE content IS NOT NULL");
    }

    /// <summary>All comments whose text is here, by their ids, as they were at one moment.</summary>
    /// <param name="withPhones">Whether phone numbers are told.</param>
    public async IAsyncEnumerable<ArchivedComment> ReadAsync(bool withPhones)
    {
        const string sql = """
            SELECT id, article_id, article_headline, article_lead, article_section, article_url, parent_id, submitted_at, name,
                title, content, consent_version, consented_at, status, reason, decided_at, withdrawn_at,
                phone_cipher, phone_key_id, published::text AS published, decided_revision < revision AS is_corrected
            FROM submissions WHERE content IS NOT NULL ORDER BY id
            """;
        await using var connection = await database.OpenConnectionAsync();
        await foreach (var row in connection.QueryUnbufferedAsync<StoredComment>(sql))
            yield return row.Archived(withPhones ? cipher : null);
    }

    private object Parameters(IReadOnlyList<ArchivedSubmission> comments) =>
        new
        {
            Ids = comments.Select(c => c.Id).ToArray(),
            ArticleIds = comments.Select(c => c.Submission.Article.Id).ToArray(),
            Headlines = comments.Select(c => c.Submission.Article.Headline).ToArray(),
            Leads = comments.Select(c => c.Submission.Article.Lead).ToArray(),
            Sections = comments.Select(c => c.Submission.Article.Section).ToArray(),
            Urls = comments.Select(c => c.Submission.Article.Url).ToArray(),
            ParentIds = comments.Select(c => c.Submission.ParentId).ToArray(),
            SubmittedAts = comments.Select(c => c.SubmittedAt).ToArray(),
            TrackingHashes = comments.Select(c => links.HashOf(c.Id)).ToArray(),
            Consents = comments.Select(c => c.Submission.Consent).ToArray(),
            ConsentedAts = comments.Select(c => c.ConsentedAt).ToArray(),
            Names = comments.Select(c => c.Submission.Text.Name).ToArray(),
            Titles = comments.Select(c => c.Submission.Text.Title).ToArray(),
            Contents = comments.Select(c => c.Submission.Text.Content).ToArray(),
            PhoneCiphers = comments
                .Select(c => c.Submission.Phone is { } phone ? cipher.Seal(phone.E164, c.Id) : null)
                .ToArray(),
            PhoneKeyIds = comments.Select(c => c.Submission.Phone is null ? null : cipher.KeyId).ToArray(),
            PhoneKeys = comments.Select(c => AuthorOf(c).Phone).ToArray(),
            WithdrawnAts = comments.Select(c => c.WithdrawnAt).ToArray(),
        };

    private CommentSubmitted MessageOf(ArchivedSubmission comment) =>
        new()
        {
            CommentId = comment.Id,
            Revision = 1,
            SubmittedAt = comment.SubmittedAt,
            Article = comment.Submission.Article,
            ParentId = comment.Submission.ParentId,
            Text = comment.Submission.Text,
            Author = AuthorOf(comment),
            Archived = comment.Decided,
        };

    private AuthorKeys AuthorOf(ArchivedSubmission comment) => keys.Of(comment.Submission.Phone, address: null, device: null);
}
