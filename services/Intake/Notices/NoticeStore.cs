using Dapper;
using Npgsql;

namespace Moderation.Intake.Notices;

/// <summary>What kinds of notices there are.</summary>
public static class NoticeKind
{
    /// <summary>Whether the reader of an address wants to be told.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>What became of the author's comment.</summary>
    public const string Decision = "decision";

    /// <summary>A reply to the author's comment was published.</summary>
    public const string Reply = "reply";
}

/// <summary>A notice that is due, with where it goes and how the author's comment stands now.</summary>
public sealed record DueNotice(
    Guid Id,
    string Kind,
    Guid AboutId,
    int Version,
    int Attempts,
    Guid SubscriptionId,
    string Channel,
    string SubscriptionStatus,
    byte[] TargetCipher,
    string TargetKeyId,
    string? Told,
    Guid CommentId,
    int CommentVersion
);

/// <summary>A published reply as readers see it; without a text where only an earlier one is approved.</summary>
public sealed record ApprovedReply(string? Name, string? Title, string? Content, string? ArticleHeadline, string? ArticleUrl);

/// <summary>The table of notices, from which they are sent. Claims and due times run on the database's clock.</summary>
public sealed class NoticeStore(NpgsqlDataSource database)
{
    /// <summary>
    /// In the transaction that writes decisions on <c>@Ids</c>, after them: what their authors, and those whom they answer, are
    /// to be told <c>@NoticeDelay</c> from now. Nobody is told of a reply of their own, and who is ending a subscription at that
    /// moment has ended it.
    /// </summary>
    internal const string AddForDecisions = """
        INSERT INTO notices (id, subscription_id, kind, about_id, version, due_at)
        SELECT gen_random_uuid(), b.id, 'decision', s.id, s.version, clock_timestamp() + @NoticeDelay
        FROM submissions s JOIN subscriptions b ON b.comment_id = s.id
        WHERE s.id = ANY(@Ids) AND b.status = 'confirmed' AND s.status IN ('approved', 'rejected', 'retracted')
        FOR KEY SHARE OF b
        ON CONFLICT DO NOTHING;

        INSERT INTO notices AS n (id, subscription_id, kind, about_id, version, due_at)
        SELECT gen_random_uuid(), b.id, 'reply', s.id, 0, clock_timestamp() + @NoticeDelay
        FROM submissions s JOIN submissions p ON p.id = s.parent_id JOIN subscriptions b ON b.comment_id = p.id
        WHERE s.id = ANY(@Ids) AND b.status = 'confirmed' AND s.status = 'approved'
          AND (s.phone_hash = p.phone_hash) IS NOT TRUE AND (s.device_hash = p.device_hash) IS NOT TRUE
        FOR KEY SHARE OF b
        ON CONFLICT (subscription_id, kind, about_id, version) DO UPDATE
            SET status = 'waiting', attempts = 0, due_at = excluded.due_at
            WHERE n.status = 'dropped';
        """;

    /// <summary>Takes the notice of these channels that is due longest, for the length of a lease.</summary>
    /// <returns>Null when none is due.</returns>
    public async Task<DueNotice?> ClaimAsync(string[] channels, TimeSpan lease, CancellationToken cancellationToken)
    {
        const string sql = """
            WITH due AS MATERIALIZED (
                SELECT n.id FROM notices n JOIN subscriptions b ON b.id = n.subscription_id
                WHERE n.status = 'waiting' AND n.due_at <= statement_timestamp() AND b.channel = ANY(@channels)
                  AND (n.claimed_until IS NULL OR n.claimed_until < statement_timestamp())
                ORDER BY n.due_at LIMIT 1 FOR UPDATE OF n SKIP LOCKED
            )
            UPDATE notices n SET claimed_until = clock_timestamp() + @lease
            FROM due, subscriptions b JOIN submissions s ON s.id = b.comment_id
            WHERE n.id = due.id AND b.id = n.subscription_id
            RETURNING n.id, n.kind, n.about_id, n.version, n.attempts, b.id AS subscription_id, b.channel,
                b.status AS subscription_status, b.target_cipher, b.target_key_id, b.told,
                s.id AS comment_id, s.version AS comment_version
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<DueNotice>(
            new CommandDefinition(sql, new { channels, lease }, cancellationToken: cancellationToken)
        );
    }

    /// <returns>Null when readers do not see it now.</returns>
    public async Task<ApprovedReply?> ReplyAsync(Guid id)
    {
        const string sql = """
            SELECT CASE WHEN r.published IS NOT NULL THEN coalesce(r.published ->> 'name', r.name) END AS name,
                CASE WHEN r.published IS NOT NULL THEN coalesce(r.published ->> 'title', r.title) END AS title,
                CASE WHEN r.published IS NOT NULL THEN coalesce(r.published ->> 'content', r.content) END AS content,
                coalesce(r.article_headline, p.article_headline) AS article_headline,
                coalesce(r.article_url, p.article_url) AS article_url
            FROM submissions r LEFT JOIN submissions p ON p.id = r.parent_id
            WHERE r.id = @id AND is_shown(r.id, r.article_id)
            """;
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<ApprovedReply>(sql, new { id });
    }

    /// <summary>It was sent.</summary>
    /// <param name="notice">Which.</param>
    /// <param name="told">The outcome that it told.</param>
    public Task SentAsync(DueNotice notice, string? told)
    {
        const string sql = """
            UPDATE subscriptions SET told = coalesce(@told, told) WHERE id = @SubscriptionId;
            UPDATE notices SET status = 'sent', attempts = attempts + 1, claimed_until = NULL WHERE id = @Id;
            """;
        return ExecuteAsync(sql, new { notice.Id, notice.SubscriptionId, told });
    }

    /// <summary>There is nothing to tell any more.</summary>
    public Task DropAsync(Guid id) =>
        ExecuteAsync("UPDATE notices SET status = 'dropped', claimed_until = NULL WHERE id = @id", new { id });

    /// <summary>It is tried again.</summary>
    public Task PostponeAsync(Guid id, TimeSpan delay)
    {
        const string sql = """
            UPDATE notices SET attempts = attempts + 1, due_at = clock_timestamp() + @delay, claimed_until = NULL WHERE id = @id
            """;
        return ExecuteAsync(sql, new { id, delay });
    }

    /// <summary>It is not tried again.</summary>
    /// <param name="notice">Which.</param>
    /// <param name="failed">Whether nothing else can be delivered there either.</param>
    public Task GiveUpAsync(DueNotice notice, bool failed)
    {
        const string sql = """
            UPDATE subscriptions SET status = 'failed' WHERE id = @SubscriptionId AND @failed;
            UPDATE notices SET status = 'given_up', attempts = attempts + 1, claimed_until = NULL WHERE id = @Id;
            UPDATE notices SET status = 'dropped' WHERE subscription_id = @SubscriptionId AND status = 'waiting' AND @failed;
            """;
        return ExecuteAsync(sql, new { notice.Id, notice.SubscriptionId, failed });
    }

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
