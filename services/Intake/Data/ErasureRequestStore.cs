using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>Requests to erase that came by letter, and what is erased for them.</summary>
public sealed class ErasureRequestStore(NpgsqlDataSource database)
{
    public const int PageSize = 50;

    private const string All = """
        WITH requests AS (
            SELECT r.id, r.reference, r.channel, r.received_at, r.entered_at, r.answered_at, r.status, r.refusal, r.closed_at,
                count(q.comment_id)::integer AS comments,
                (count(q.comment_id) FILTER (WHERE e.done_at IS NULL))::integer AS waiting
            FROM erasure_requests r
                LEFT JOIN requested_erasures q ON q.request_id = r.id
                LEFT JOIN erasures e ON e.comment_id = q.comment_id
            GROUP BY r.id)
        """;

    /// <returns>False when another request has that reference, or that id.</returns>
    public async Task<bool> AddAsync(Guid id, string reference, string channel, DateTimeOffset receivedAt)
    {
        const string sql = """
            INSERT INTO erasure_requests (id, reference, channel, received_at) VALUES (@id, @reference, @channel, @receivedAt)
            ON CONFLICT DO NOTHING
            """;
        var parameters = new
        {
            id,
            reference,
            channel,
            receivedAt,
        };
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters) == 1;
    }

    /// <summary>Erases all of the comments, or none.</summary>
    public Task<RequestChange> EraseAsync(Guid id, Guid[] comments) =>
        ActAsync(id, async (request, transaction) =>
        {
            const string sql = """
                INSERT INTO requested_erasures (request_id, comment_id)
                SELECT @id, comment_id FROM erasures WHERE comment_id = ANY(@comments)
                ON CONFLICT DO NOTHING
                """;
            var connection = transaction.Connection!;
            if (await connection.ExecuteScalarAsync<int>(FoundComments.Count, new { comments }, transaction) < comments.Length)
                return RequestChange.NoSuchComment;
            await ErasureStore.EraseAsync(transaction, comments, request);
            await connection.ExecuteAsync(sql, new { id, comments }, transaction);
            return RequestChange.Done;
        });

    /// <summary>Who asked was told what happens; a second time, nothing changes.</summary>
    public Task<RequestChange> AnswerAsync(Guid id) =>
        ActAsync(id, async (_, transaction) =>
        {
            await AnswerAsync(transaction, id);
            return RequestChange.Done;
        });

    /// <summary>All of it is erased, and who asked was told.</summary>
    public Task<RequestChange> CompleteAsync(Guid id) =>
        ActAsync(id, async (request, transaction) =>
        {
            if (request.Comments == 0)
                return RequestChange.NothingErased;
            await CloseAsync(transaction, id, RequestStatus.Done, refusal: null);
            return RequestChange.Done;
        });

    /// <param name="id">The request.</param>
    /// <param name="refusal">One of <see cref="Contracts.ErasureRefusals"/>, of which who asked was told.</param>
    public Task<RequestChange> RefuseAsync(Guid id, string refusal) =>
        ActAsync(id, async (request, transaction) =>
        {
            if (request.Comments > 0)
                return RequestChange.ErasedAlready;
            await CloseAsync(transaction, id, RequestStatus.Refused, refusal);
            return RequestChange.Done;
        });

    /// <returns>Whether it may be worked on.</returns>
    public Task<RequestChange> LookAsync(Guid id) => ActAsync(id, (_, _) => Task.FromResult(RequestChange.Done));

    /// <returns>How many are not finished, and how many of these are late with their answer or their end.</returns>
    public async Task<(int Open, int Late)> CountAsync(
        DateTimeOffset answerLateBefore,
        DateTimeOffset lateBefore,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            {All}
            SELECT count(*)::integer, (count(*) FILTER (
                WHERE received_at < @lateBefore OR answered_at IS NULL AND received_at < @answerLateBefore))::integer
            FROM requests WHERE status = 'open' OR waiting > 0
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<(int, int)>(
            new CommandDefinition(sql, new { answerLateBefore, lateBefore }, cancellationToken: cancellationToken)
        );
    }

    /// <returns>
    /// Those that are not finished from the oldest on, or those that are from the newest; one more than a page if there is.
    /// </returns>
    public async Task<IReadOnlyList<RequestedErasure>> ListAsync(bool done, Cursor after, CancellationToken cancellationToken)
    {
        const string open = $"""
            {All}
            SELECT * FROM requests WHERE (status = 'open' OR waiting > 0) AND (received_at, id) > (@Moment, @Id)
            ORDER BY received_at, id LIMIT @Limit
            """;
        const string finished = $"""
            {All}
            SELECT * FROM requests WHERE status <> 'open' AND waiting = 0 AND (received_at, id) < (@Moment, @Id)
            ORDER BY received_at DESC, id DESC LIMIT @Limit
            """;
        var parameters = new
        {
            after.Moment,
            after.Id,
            Limit = PageSize + 1,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var page = await connection.QueryAsync<RequestedErasure>(
            new CommandDefinition(done ? finished : open, parameters, cancellationToken: cancellationToken)
        );
        return page.AsList();
    }

    /// <summary>Acts on a request that nobody else acts on meanwhile; what is refused changes nothing.</summary>
    private async Task<RequestChange> ActAsync(
        Guid id,
        Func<RequestedErasure, NpgsqlTransaction, Task<RequestChange>> actAsync
    )
    {
        const string hold = "SELECT FROM erasure_requests WHERE id = @id FOR UPDATE";
        const string read = $"{All} SELECT * FROM requests WHERE id = @id";
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(hold, new { id }, transaction);
        var request = await connection.QuerySingleOrDefaultAsync<RequestedErasure>(read, new { id }, transaction);
        if (request is null)
            return RequestChange.NoSuchRequest;
        if (request.Status != RequestStatus.Open)
            return RequestChange.Closed;
        var change = await actAsync(request, transaction);
        if (change == RequestChange.Done)
            await transaction.CommitAsync();
        return change;
    }

    private static async Task AnswerAsync(NpgsqlTransaction transaction, Guid id)
    {
        const string sql = """
            UPDATE erasure_requests SET answered_at = clock_timestamp() WHERE id = @id AND answered_at IS NULL;
            UPDATE erasures SET answered_at = clock_timestamp()
            WHERE answered_at IS NULL AND comment_id IN (SELECT comment_id FROM requested_erasures WHERE request_id = @id);
            """;
        await transaction.Connection!.ExecuteAsync(sql, new { id }, transaction);
    }

    private static async Task CloseAsync(NpgsqlTransaction transaction, Guid id, string status, string? refusal)
    {
        const string sql = """
            UPDATE erasure_requests SET status = @status, refusal = @refusal, closed_at = clock_timestamp() WHERE id = @id
            """;
        await AnswerAsync(transaction, id);
        var parameters = new
        {
            id,
            status,
            refusal,
        };
        await transaction.Connection!.ExecuteAsync(sql, parameters, transaction);
    }
}
