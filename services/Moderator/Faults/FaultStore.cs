using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Faults;

/// <summary>The ledger of messages that failed.</summary>
public sealed class FaultStore(NpgsqlDataSource database)
{
    private const int Shown = 50;

    /// <summary>
    /// Messages of these say that something of a comment ends, and hold nothing that a reader wrote. They are kept for replay
    /// after it was erased, or what they end would stay.
    /// </summary>
    private static readonly string[] WithoutText =
    [
        nameof(CommentWithdrawn),
        nameof(CommentErased),
        nameof(CommentForgotten),
        nameof(CommentRetracted),
        nameof(CommentRejected),
    ];

    private const string Columns = """
        f.id, f.status, f.queue, f.message_type, f.comment_id, f.attempts, f.failed_at, f.first_at, f.last_at, f.closed_at,
        o.kind AS did, m.name AS did_by, o.detail AS did_detail
        """;

    private const string Sources =
        "faults f LEFT JOIN operations o ON o.id = f.operation_id LEFT JOIN moderators m ON m.id = o.by_id";

    /// <summary>
    /// Writes down what was set aside. A message that is there already is the same fault: with one more attempt, when it failed
    /// after it was replayed; unchanged, when it is only delivered again.
    /// </summary>
    /// <returns>
    /// False when it is not kept: its comment was taken back, and the text is not here any more, or never was. An erasure that
    /// runs at this moment is waited for.
    /// </returns>
    internal async Task<bool> RecordAsync(SetAsideMessage message)
    {
        const string gone = """
            SELECT pg_advisory_xact_lock(hashtextextended(@CommentId::text, 0));
            SELECT EXISTS (SELECT FROM comments WHERE id = @CommentId AND status = 'withdrawn' AND coalesce(content, '') = '');
            """;
        const string write = """
            INSERT INTO faults AS f (id, digest, status, queue, message_id, message_type, comment_id, holds_text, cause_id,
                exception_type, place, exception_message, stack, headers, content_type, correlation_id, body, attempts,
                failed_at, first_at, last_at)
            VALUES (@Id, @Digest, 'open', @Queue, @MessageId, @MessageType, @CommentId, @HoldsText, @CauseId,
                @ExceptionType, @Place, @ExceptionMessage, @Stack, @Headers::jsonb, @ContentType, @CorrelationId, @Body,
                @Attempts, @FailedAt, clock_timestamp(), clock_timestamp())
            ON CONFLICT (digest) DO UPDATE SET status = 'open', cause_id = excluded.cause_id,
                exception_type = excluded.exception_type, place = excluded.place,
                exception_message = excluded.exception_message, stack = excluded.stack, headers = excluded.headers,
                attempts = excluded.attempts, failed_at = excluded.failed_at, last_at = excluded.last_at, closed_at = NULL
            WHERE f.attempts < excluded.attempts
            """;
        var holdsText = !WithoutText.Contains(message.MessageType, StringComparer.Ordinal);
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (holdsText && message.CommentId is not null)
        {
            await using var answers = await connection.QueryMultipleAsync(gone, new { message.CommentId }, transaction);
            await answers.ReadAsync();
            if (await answers.ReadSingleAsync<bool>())
                return false;
        }

        var (exception, place) = (FaultPlace.TypeOf(message.ExceptionType), FaultPlace.Of(message.Stack));
        await connection.ExecuteAsync(
            write,
            new
            {
                Id = Guid.CreateVersion7(),
                message.Digest,
                message.Queue,
                MessageId = Storable(message.MessageId),
                message.MessageType,
                message.CommentId,
                HoldsText = holdsText,
                CauseId = CauseOf(message.Queue, exception, place, message.MessageType),
                ExceptionType = exception,
                Place = place,
                ExceptionMessage = FaultMask.Text(message.ExceptionMessage, message.Body),
                Stack = FaultMask.Text(message.Stack, message.Body),
                Headers = JsonSerializer.Serialize(
                    message.Headers.ToDictionary(
                        header => Storable(header.Key)!,
                        header => Storable(header.Value)!,
                        StringComparer.Ordinal
                    )
                ),
                ContentType = Storable(message.ContentType),
                CorrelationId = Storable(message.CorrelationId),
                message.Body,
                Attempts = message.Replays + 1,
                message.FailedAt,
            },
            transaction
        );
        await transaction.CommitAsync();
        return true;
    }

    internal async Task<CauseList> CausesAsync(CancellationToken cancellationToken)
    {
        const string causes = """
            SELECT cause_id AS id, min(queue) AS queue, min(message_type) AS message_type, min(exception_type) AS exception_type,
                min(place) AS place, count(*) FILTER (WHERE status = 'open')::int AS open,
                count(*) FILTER (WHERE status = 'replaying')::int AS replaying,
                count(*) FILTER (WHERE closed_at IS NOT NULL)::int AS closed, min(first_at) AS first_at, max(last_at) AS last_at
            FROM faults GROUP BY cause_id
            ORDER BY count(*) FILTER (WHERE status = 'open') = 0, max(last_at) DESC LIMIT 200;
            SELECT count(*)::int, min(first_at) FROM faults WHERE status = 'open';
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(
            new CommandDefinition(causes, cancellationToken: cancellationToken)
        );
        var items = (await answers.ReadAsync<FaultCause>()).AsList();
        var (open, oldest) = await answers.ReadSingleAsync<(int, DateTimeOffset?)>();
        return new CauseList(open, oldest, items);
    }

    /// <param name="cause">Of which cause; null is all.</param>
    /// <param name="status">In which state; null is any.</param>
    /// <param name="before">After which one the page begins.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    internal async Task<FaultPage> PageAsync(
        Guid? cause,
        FaultStatus? status,
        Cursor before,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT {Columns} FROM {Sources}
            WHERE (@cause::uuid IS NULL OR f.cause_id = @cause) AND (@status::text IS NULL OR f.status = @status)
                AND (f.last_at, f.id) < (@Moment, @Id)
            ORDER BY f.last_at DESC, f.id DESC LIMIT @Shown + 1
            """;
        var parameters = new
        {
            cause,
            status = status?.Word(),
            before.Moment,
            before.Id,
            Shown,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = (
            await connection.QueryAsync<Fault>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))
        ).AsList();
        return new FaultPage(
            [.. found.Take(Shown)],
            found.Count > Shown ? new Cursor(found[Shown - 1].LastAt, found[Shown - 1].Id).ToString() : null
        );
    }

    /// <returns>Null when there is none.</returns>
    internal async Task<FaultDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT {Columns}, f.cause_id, f.message_id, f.exception_type, f.exception_message, f.place, f.stack,
                length(f.body) AS bytes
            FROM {Sources} WHERE f.id = @id;
            SELECT headers::text, CASE WHEN length(body) <= @MaxShown THEN body END FROM faults WHERE id = @id;
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var answers = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { id, FaultMask.MaxShown }, cancellationToken: cancellationToken)
        );
        if (await answers.ReadSingleOrDefaultAsync<FaultDetail>() is not { } fault)
            return null;
        var (headers, body) = await answers.ReadSingleAsync<(string, byte[]?)>();
        return fault with { Headers = FaultMask.Headers(headers, body), Payload = FaultMask.Payload(body) };
    }

    private static Guid CauseOf(params string?[] parts) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));

    /// <summary>PostgreSQL's text has no U+0000.</summary>
    private static string? Storable(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
