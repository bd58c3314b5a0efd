using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Decisions;
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
    /// <summary>Its text is here: its author's, or what readers see of the newsroom's own.</summary>
    private const string IsHere =
        $"(s.content IS NOT NULL OR s.published IS NOT NULL AND s.tracking_hash LIKE '{NewsroomReply.Mark}%')";

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
                phone_hash, from_author, status, withdrawn_at)
            SELECT id, article_id, headline, lead, section, url, parent_id, 1, submitted_at,
                tracking_hash, '', consent_version, consented_at, name, title, content, phone_cipher, phone_key_id,
                phone_hash, from_author, CASE WHEN withdrawn_at IS NULL THEN 'pending' ELSE 'withdrawn' END, withdrawn_at
            FROM unnest(@Ids, @ArticleIds, @Headlines, @Leads, @Sections, @Urls, @ParentIds, @SubmittedAts, @TrackingHashes,
                @Consents, @ConsentedAts, @Names, @Titles, @Contents, @PhoneCiphers, @PhoneKeyIds, @PhoneKeys, @FromAuthors,
                @WithdrawnAts)
            AS c (id, article_id, headline, lead, section, url, parent_id, submitted_at, tracking_hash,
                consent_version, consented_at, name, title, content, phone_cipher, phone_key_id, phone_hash, from_author,
                withdrawn_at)
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
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM submissions s WHERE {IsHere}");
    }

    /// <summary>All comments whose text is here, by their ids, as they were at one moment.</summary>
    /// <param name="withPhones">Whether phone numbers are told.</param>
    public async IAsyncEnumerable<ArchivedComment> ReadAsync(bool withPhones)
    {
        // The newsroom's answers stand under the article of what they answer.
        const string sql = $"""
            SELECT s.id, s.article_id, coalesce(s.article_headline, p.article_headline) AS article_headline,
                coalesce(s.article_lead, p.article_lead) AS article_lead,
                coalesce(s.article_section, p.article_section) AS article_section,
                coalesce(s.article_url, p.article_url) AS article_url, s.parent_id, s.submitted_at, s.name, s.title, s.content,
                s.consent_version, s.consented_at, s.status, s.reason, s.decided_at, s.withdrawn_at, s.phone_cipher,
                s.phone_key_id, s.published::text AS published, s.decided_revision < s.revision AS is_corrected, s.featured,
                s.from_author, s.content IS NULL AS is_newsroom
            FROM submissions s LEFT JOIN submissions p
                ON p.id = s.parent_id AND p.article_id = s.article_id AND s.content IS NULL
            WHERE {IsHere} ORDER BY s.id
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
            TrackingHashes = comments.Select(c => IsNewsroom(c) ? $"{NewsroomReply.Mark}{c.Id}" : links.HashOf(c.Id)).ToArray(),
            Consents = comments.Select(c => c.Submission.Consent).ToArray(),
            ConsentedAts = comments.Select(c => c.ConsentedAt).ToArray(),
            // Of the newsroom's own the decision brings what readers see, as it does where it is written.
            Names = comments.Select(c => IsNewsroom(c) ? null : c.Submission.Text.Name).ToArray(),
            Titles = comments.Select(c => IsNewsroom(c) ? null : c.Submission.Text.Title).ToArray(),
            Contents = comments.Select(c => IsNewsroom(c) ? null : c.Submission.Text.Content).ToArray(),
            PhoneCiphers = comments
                .Select(c => c.Submission.Phone is { } phone ? cipher.Seal(phone.E164, c.Id) : null)
                .ToArray(),
            PhoneKeyIds = comments.Select(c => c.Submission.Phone is null ? null : cipher.KeyId).ToArray(),
            PhoneKeys = comments.Select(c => AuthorOf(c).Phone).ToArray(),
            FromAuthors = comments.Select(c => c.Badge == Badge.Author).ToArray(),
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
            FromAuthor = comment.Badge == Badge.Author,
            Archived = comment.Decided,
        };

    private static bool IsNewsroom(ArchivedSubmission comment) => comment.Badge == Badge.Newsroom;

    private AuthorKeys AuthorOf(ArchivedSubmission comment) => keys.Of(comment.Submission.Phone, address: null, device: null);
}
