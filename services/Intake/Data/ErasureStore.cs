using Dapper;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>Erases what readers wrote and what tells of them, and keeps the clock of it.</summary>
public sealed class ErasureStore(NpgsqlDataSource database)
{
    public const int PageSize = 50;

    /// <summary>A second time, and for a link that nobody has, nothing happens.</summary>
    public async Task EraseAsync(string token)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await EraseAsync(transaction, await TrackingStore.IdsOfAsync(transaction, token), request: null);
        await transaction.CommitAsync();
    }

    /// <summary>The same in the caller's transaction; what was erased before stays as it is.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="comments">Their ids; those that nothing has are passed over.</param>
    /// <param name="request">By which it is done; null for the reader's own, which is answered at once.</param>
    public static async Task EraseAsync(NpgsqlTransaction transaction, Guid[] comments, RequestedErasure? request)
    {
        const string ask = """
            INSERT INTO erasures (comment_id, asked_at, answered_at)
            SELECT id, COALESCE(@ReceivedAt, clock_timestamp()),
                CASE WHEN @ReceivedAt IS NULL THEN clock_timestamp() ELSE @AnsweredAt END
            FROM submissions WHERE id = ANY(@comments)
            ORDER BY id
            ON CONFLICT DO NOTHING
            RETURNING comment_id
            """;
        // What has not left yet is dropped; where the text is not known, it need not be erased.
        const string erase = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox
                WHERE type IN ('CommentSubmitted', 'CommentAppealed', 'CommentReported')
                    AND body::jsonb ->> 'commentId' = ANY(@ids::text[])
                FOR UPDATE SKIP LOCKED);
            DELETE FROM earlier_revisions WHERE comment_id = ANY(@ids);
            DELETE FROM reports WHERE comment_id = ANY(@ids);
            DELETE FROM subscriptions WHERE comment_id = ANY(@ids);
            UPDATE appeals SET text = NULL WHERE comment_id = ANY(@ids);
            UPDATE submissions SET name = NULL, title = NULL, content = NULL, phone_cipher = NULL, phone_key_id = NULL,
                phone_hash = NULL, address_hash = NULL, device_hash = NULL, published = NULL, fingerprint = ''
            WHERE id = ANY(@ids)
            RETURNING id AS comment_id, revision, clock_timestamp() AS erased_at
            """;
        ArgumentNullException.ThrowIfNull(transaction);
        var connection = transaction.Connection!;
        var asked = new
        {
            comments,
            request?.ReceivedAt,
            request?.AnsweredAt,
        };
        var ids = (await connection.QueryAsync<Guid>(ask, asked, transaction)).ToArray();
        if (ids.Length == 0)
            return;
        await WithdrawalStore.WithdrawAsync(transaction, ids);
        var erased = await connection.QueryAsync<CommentErased>(erase, new { ids }, transaction);
        await Outbox.AddAsync(transaction, [.. erased.Select(message => OutboxMessage.Of(message))]);
    }

    /// <summary>Moderator has nothing left either.</summary>
    public async Task CompleteAsync(Guid commentId, CancellationToken cancellationToken)
    {
        const string sql = "UPDATE erasures SET done_at = clock_timestamp() WHERE comment_id = @commentId AND done_at IS NULL";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(sql, new { commentId });
    }

    /// <returns>How many are not done, and how many of these were asked before a moment.</returns>
    public async Task<(int Open, int Late)> CountAsync(DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*)::integer, (count(*) FILTER (WHERE asked_at < @lateBefore))::integer
            FROM erasures WHERE done_at IS NULL
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(int, int)>(
            new CommandDefinition(sql, new { lateBefore }, cancellationToken: cancellationToken)
        );
    }

    /// <returns>
    /// Those that are not done from the oldest on, or those that are from the newest; one more than a page if there is.
    /// </returns>
    public async Task<IReadOnlyList<AskedErasure>> ListAsync(bool done, Cursor after, CancellationToken cancellationToken)
    {
        const string open = """
            SELECT comment_id, asked_at, answered_at, done_at FROM erasures
            WHERE done_at IS NULL AND (asked_at, comment_id) > (@Moment, @Id)
            ORDER BY asked_at, comment_id LIMIT @Limit
            """;
        const string finished = """
            SELECT comment_id, asked_at, answered_at, done_at FROM erasures
            WHERE done_at IS NOT NULL AND (asked_at, comment_id) < (@Moment, @Id)
            ORDER BY asked_at DESC, comment_id DESC LIMIT @Limit
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = await connection.QueryAsync<AskedErasure>(
            new CommandDefinition(
                done ? finished : open,
                new
                {
                    after.Moment,
                    after.Id,
                    Limit = PageSize + 1,
                },
                cancellationToken: cancellationToken
            )
        );
        return page.AsList();
    }
}

/// <param name="CommentId">Of which text and author are erased.</param>
/// <param name="AskedAt">When.</param>
/// <param name="AnsweredAt">When who asked was told what happens.</param>
/// <param name="DoneAt">When Moderator had nothing left either.</param>
public sealed record AskedErasure(
    Guid CommentId,
    DateTimeOffset AskedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? DoneAt
);
