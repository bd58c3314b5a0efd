using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Moderation.Intake.Authors;
using Moderation.Intake.Limits;
using Moderation.Intake.Mail;
using Moderation.Intake.Push;
using Moderation.Intake.Tracking;
using Npgsql;

namespace Moderation.Intake.Notices;

/// <summary>The values of <c>subscriptions.status</c>.</summary>
public static class SubscriptionStatus
{
    /// <summary>Whoever reads what is sent there has not said yet that they want it.</summary>
    public const string Unconfirmed = "unconfirmed";

    public const string Confirmed = "confirmed";

    /// <summary>Nothing can be delivered there.</summary>
    public const string Failed = "failed";
}

/// <summary>The values of <c>subscriptions.channel</c>.</summary>
public static class Channel
{
    public const string Mail = "mail";

    /// <summary>A browser, by its push service.</summary>
    public const string Push = "push";
}

/// <summary>An address that an author gave for a comment, on its way into the table.</summary>
/// <param name="Id">Random, for it is part of the links in letters.</param>
/// <param name="CommentId">The comment.</param>
/// <param name="Cipher">The address, sealed.</param>
/// <param name="KeyId">Under which key.</param>
/// <param name="Hash">The address's keyed hash.</param>
public sealed record MailSubscription(Guid Id, Guid CommentId, byte[] Cipher, string KeyId, string Hash);

/// <summary>What became of a wish to be told.</summary>
public abstract record Subscribed
{
    private Subscribed() { }

    /// <summary>A letter asks the reader of that address; or they have said yes before.</summary>
    public sealed record Done : Subscribed;

    /// <summary>Nobody has that link.</summary>
    public sealed record Unknown : Subscribed;

    /// <summary>Its author took the comment back.</summary>
    public sealed record Withdrawn : Subscribed;

    /// <summary>Enough browsers show notices of that comment.</summary>
    public sealed record TooManyBrowsers : Subscribed;

    /// <param name="Wait">How long until another letter may be sent.</param>
    public sealed record TooMany(TimeSpan Wait) : Subscribed;
}

/// <summary>Who is told of which comment.</summary>
public sealed class SubscriptionStore(
    NpgsqlDataSource database,
    ContactCipher cipher,
    AuthorKeyDerivation keys,
    RateLimits limits,
    NoticeOptions options
)
{
    /// <summary>For one comment.</summary>
    private const int MostBrowsers = 5;

    /// <summary>Writes addresses with the letters that ask their readers, in the caller's transaction.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<MailSubscription> subscriptions)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(subscriptions);
        const string sql = """
            INSERT INTO subscriptions (id, comment_id, channel, status, target_cipher, target_key_id, target_hash)
            SELECT id, comment_id, 'mail', 'unconfirmed', cipher, key_id, hash
            FROM unnest(@Ids, @CommentIds, @Ciphers, @KeyIds, @Hashes) AS s (id, comment_id, cipher, key_id, hash);
            INSERT INTO notices (id, subscription_id, kind, about_id, version, due_at)
            SELECT gen_random_uuid(), id, 'confirmation', comment_id, 0, clock_timestamp()
            FROM unnest(@Ids, @CommentIds) AS s (id, comment_id);
            """;
        return subscriptions.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    Ids = subscriptions.Select(s => s.Id).ToArray(),
                    CommentIds = subscriptions.Select(s => s.CommentId).ToArray(),
                    Ciphers = subscriptions.Select(s => s.Cipher).ToArray(),
                    KeyIds = subscriptions.Select(s => s.KeyId).ToArray(),
                    Hashes = subscriptions.Select(s => s.Hash).ToArray(),
                },
                transaction
            );
    }

    public MailSubscription Of(EmailAddress address, Guid commentId)
    {
        ArgumentNullException.ThrowIfNull(address);
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        return new(id, commentId, cipher.Seal(address.Value, id), cipher.KeyId, keys.Of("email", address.Folded));
    }

    /// <summary>
    /// Puts an address in the place of the one before. One that was confirmed stays so; one that was not is asked once more.
    /// </summary>
    public async Task<Subscribed> SubscribeAsync(string token, EmailAddress address)
    {
        const string own = "SELECT id, status FROM submissions WHERE tracking_hash = @hash FOR NO KEY UPDATE";
        const string confirmed = """
            SELECT EXISTS (SELECT FROM subscriptions
                WHERE comment_id = @CommentId AND channel = 'mail' AND target_hash = @Hash AND status = 'confirmed')
            """;
        const string end = "DELETE FROM subscriptions WHERE comment_id = @CommentId AND channel = 'mail'";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var hash = TrackingLinks.HashOf(token);
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Id, string? Status)>(own, new { hash }, transaction);
        if (found.Status is null)
            return new Subscribed.Unknown();
        if (found.Status == SubmissionStatus.Withdrawn)
            return new Subscribed.Withdrawn();
        var subscription = Of(address, found.Id);
        if (await connection.ExecuteScalarAsync<bool>(confirmed, subscription, transaction))
            return new Subscribed.Done();
        var taken = limits.OfLetter(address.Folded);
        var buckets = await TokenBucketStore.ReadAsync(transaction, taken);
        if (buckets.Take(taken) is { } shortage)
            return new Subscribed.TooMany(shortage.Wait);
        await connection.ExecuteAsync(end, subscription, transaction);
        await AddAsync(transaction, [subscription]);
        await TokenBucketStore.WriteAsync(transaction, buckets);
        await transaction.CommitAsync();
        return new Subscribed.Done();
    }

    /// <summary>A browser shows notices of a comment from now on; the same browser again changes nothing.</summary>
    public async Task<Subscribed> SubscribeAsync(string token, PushTarget browser)
    {
        ArgumentNullException.ThrowIfNull(browser);
        const string own = "SELECT id, status FROM submissions WHERE tracking_hash = @token FOR NO KEY UPDATE";
        const string others = """
            SELECT count(*)::integer FROM subscriptions
            WHERE comment_id = @CommentId AND channel = 'push' AND target_hash <> @Hash
            """;
        const string add = """
            DELETE FROM subscriptions WHERE comment_id = @CommentId AND channel = 'push' AND target_hash = @Hash;
            INSERT INTO subscriptions (id, comment_id, channel, status, target_cipher, target_key_id, target_hash, confirmed_at)
            VALUES (@Id, @CommentId, 'push', 'confirmed', @Cipher, @KeyId, @Hash, clock_timestamp())
            """;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Id, string? Status)>(
            own,
            new { token = TrackingLinks.HashOf(token) },
            transaction
        );
        if (found.Status is null)
            return new Subscribed.Unknown();
        if (found.Status == SubmissionStatus.Withdrawn)
            return new Subscribed.Withdrawn();
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var row = new
        {
            Id = id,
            CommentId = found.Id,
            Cipher = cipher.Seal(JsonSerializer.Serialize(browser), id),
            cipher.KeyId,
            Hash = keys.Of("browser", browser.Endpoint),
        };
        if (await connection.ExecuteScalarAsync<int>(others, row, transaction) >= MostBrowsers)
            return new Subscribed.TooManyBrowsers();
        await connection.ExecuteAsync(add, row, transaction);
        await transaction.CommitAsync();
        return new Subscribed.Done();
    }

    /// <returns>The address to which the comment's author is told by mail, and how it stands; null without one.</returns>
    public async Task<(EmailAddress? Address, string Status)?> FindAsync(Guid commentId)
    {
        const string sql = """
            SELECT id, status, target_cipher, target_key_id FROM subscriptions WHERE comment_id = @commentId AND channel = 'mail'
            """;
        await using var connection = await database.OpenConnectionAsync();
        var found = await connection.QuerySingleOrDefaultAsync<(Guid Id, string? Status, byte[] Cipher, string KeyId)>(
            sql,
            new { commentId }
        );
        return found.Status is { } status
            ? (found.KeyId == cipher.KeyId ? EmailAddress.Parse(cipher.Open(found.Cipher, found.Id)) : null, status)
            : null;
    }

    /// <returns>Whether it can be confirmed, or has been.</returns>
    public async Task<bool> IsOpenAsync(Guid subscriptionId)
    {
        const string sql = $"SELECT EXISTS (SELECT FROM subscriptions WHERE id = @subscriptionId AND {Open})";
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>(sql, new { subscriptionId, options.ConfirmWithin });
    }

    /// <summary>Whoever reads what is sent there wants it. What was decided since they asked is told.</summary>
    /// <returns>False when it is too late, or was ended.</returns>
    public async Task<bool> ConfirmAsync(Guid subscriptionId)
    {
        const string sql = $"""
            WITH confirmed AS (
                UPDATE subscriptions SET status = 'confirmed', confirmed_at = coalesce(confirmed_at, clock_timestamp())
                WHERE id = @subscriptionId AND {Open}
                RETURNING id, comment_id, asked_at
            ), decided AS (
                INSERT INTO notices (id, subscription_id, kind, about_id, version, due_at)
                SELECT gen_random_uuid(), c.id, 'decision', s.id, s.version, clock_timestamp()
                FROM confirmed c JOIN submissions s ON s.id = c.comment_id
                WHERE s.status IN ('approved', 'rejected', 'retracted') AND s.decided_at >= c.asked_at
                ON CONFLICT DO NOTHING
            )
            SELECT EXISTS (SELECT FROM confirmed)
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>(sql, new { subscriptionId, options.ConfirmWithin });
    }

    /// <summary>Nothing more is sent there of that comment.</summary>
    public async Task EndAsync(Guid subscriptionId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync("DELETE FROM subscriptions WHERE id = @subscriptionId", new { subscriptionId });
    }

    /// <summary>The same of all that one channel reaches, by the link of the comment.</summary>
    public async Task EndAsync(string token, string channel)
    {
        const string sql = """
            DELETE FROM subscriptions b USING submissions s
            WHERE s.id = b.comment_id AND s.tracking_hash = @hash AND b.channel = @channel
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { hash = TrackingLinks.HashOf(token), channel });
    }

    private const string Open =
        "(status = 'confirmed' OR (status = 'unconfirmed' AND asked_at > statement_timestamp() - @ConfirmWithin))";
}
