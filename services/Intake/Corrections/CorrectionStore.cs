using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Articles;
using Moderation.Intake.Authors;
using Moderation.Intake.Limits;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Corrections;

/// <summary>Later revisions of comments, each with the message that tells of it.</summary>
public sealed class CorrectionStore(
    NpgsqlDataSource database,
    RateLimits limits,
    PhoneCipher cipher,
    TrackingOptions options,
    ArticleOptions articles
)
{
    /// <summary>
    /// Puts another text in the place of the revision that its author saw. The same a second time is done already.
    /// </summary>
    /// <param name="token">The link's.</param>
    /// <param name="revision">That its author saw.</param>
    /// <param name="text">Checked; its name does not count.</param>
    /// <param name="address">From which it is asked.</param>
    public async Task<Corrected> CorrectAsync(string token, int revision, CommentText text, string? address)
    {
        const string write = $"""
            INSERT INTO earlier_revisions (comment_id, revision, title, content, replaced_at)
            SELECT id, revision, title, content, clock_timestamp() FROM submissions WHERE id = @Id;
            UPDATE submissions SET revision = revision + 1, title = @Title, content = @Content WHERE id = @Id;
            {TokenBucketStore.Upsert}
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await LockAsync(transaction, token) is not { } known)
            return new Corrected.Unknown();
        if (known.Revision == revision + 1 && known.Says(text))
            return new Corrected.Done();
        if (RefusalOf(known, revision, text) is { } error)
            return new Corrected.Refused(error);
        var taken = limits.Of(known.Author(cipher), address, known.ArticleId, site: null);
        var (settings, fullAt, now) = await AdmissionStore.ReadAsync(
            transaction,
            [known.ArticleId],
            [.. taken.Select(bucket => bucket.Key)]
        );
        var article = settings.GetValueOrDefault(known.ArticleId) ?? new ArticleSettings { Id = known.ArticleId };
        if (article.StatusAt(now, articles) is var status && status != ArticleStatus.Open)
            return new Corrected.ArticleNotOpen(status);
        var buckets = new TokenBuckets(now, fullAt);
        if (buckets.Take(taken) is { } shortage)
            return new Corrected.TooMany(shortage);
        await connection.ExecuteAsync(
            write,
            new
            {
                known.Id,
                text.Title,
                text.Content,
                Keys = buckets.Changed.Keys.ToArray(),
                FullAts = buckets.Changed.Values.ToArray(),
            },
            transaction
        );
        var corrected = known.Corrected(text, cipher) with { PreModerated = article.PreModerated };
        await Outbox.AddAsync(transaction, [OutboxMessage.Of(corrected)]);
        await transaction.CommitAsync();
        return new Corrected.Done();
    }

    /// <summary>What is asked of a comment of one's own at the same time waits here.</summary>
    private async Task<Known?> LockAsync(NpgsqlTransaction transaction, string token)
    {
        const string sql = """
            SELECT id, article_id, article_headline, article_lead, article_section, article_url, parent_id, revision,
                submitted_at, status, name, title, content, phone_cipher, phone_key_id, phone_hash, address_hash, device_hash,
                from_author, submitted_at + @CorrectWithin > statement_timestamp() AS in_time,
                parent_id IS NULL OR is_shown(parent_id, article_id) AS stands
            FROM submissions WHERE tracking_hash = @hash FOR UPDATE
            """;
        return await transaction.Connection!.QuerySingleOrDefaultAsync<Known>(
            sql,
            new { hash = TrackingLinks.HashOf(token), options.CorrectWithin },
            transaction
        );
    }

    private static FieldError? RefusalOf(Known known, int revision, CommentText text) =>
        CorrectionErrors.Of(known.Status, known.InTime) is { } error ? error
        : known.Revision != revision ? CorrectionErrors.OtherRevision
        : known.Says(text) ? CorrectionErrors.ChangesNothing
        : known.Stands ? null
        : SubmissionRules.ParentNotPublished;

    /// <summary>A submission with all that its message says.</summary>
    private sealed record Known
    {
        public Guid Id { get; init; }

        public string ArticleId { get; init; } = "";

        public bool FromAuthor { get; init; }

        public string? ArticleHeadline { get; init; }

        public string? ArticleLead { get; init; }

        public string? ArticleSection { get; init; }

        public string? ArticleUrl { get; init; }

        public Guid? ParentId { get; init; }

        public int Revision { get; init; }

        public DateTimeOffset SubmittedAt { get; init; }

        public string Status { get; init; } = "";

        public string? Name { get; init; }

        public string? Title { get; init; }

        public string? Content { get; init; }

        public byte[]? PhoneCipher { get; init; }

        public string? PhoneKeyId { get; init; }

        public string? PhoneHash { get; init; }

        public string? AddressHash { get; init; }

        public string? DeviceHash { get; init; }

        public bool InTime { get; init; }

        /// <summary>It answers nothing, or what readers see.</summary>
        public bool Stands { get; init; }

        public bool Says(CommentText text) => (Title ?? "") == text.Title && Content == text.Content;

        public AuthorKeys Author(PhoneCipher cipher) =>
            new()
            {
                Phone = PhoneHash,
                Address = AddressHash,
                Device = DeviceHash,
                MaskedPhone =
                    PhoneCipher is not null && PhoneKeyId == cipher.KeyId
                        ? Phone.Parse(cipher.Open(PhoneCipher, Id))?.Masked
                        : null,
            };

        public CommentSubmitted Corrected(CommentText text, PhoneCipher cipher) =>
            new()
            {
                CommentId = Id,
                Revision = Revision + 1,
                SubmittedAt = SubmittedAt,
                Article = new Article
                {
                    Id = ArticleId,
                    Headline = ArticleHeadline,
                    Lead = ArticleLead,
                    Section = ArticleSection,
                    Url = ArticleUrl,
                },
                ParentId = ParentId,
                Text = text with { Name = Name ?? "" },
                Author = Author(cipher),
                FromAuthor = FromAuthor,
            };
    }
}
