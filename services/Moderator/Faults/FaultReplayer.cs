using System.Security.Authentication;
using System.Text.Json;
using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Moderation.Moderator.Faults;

/// <summary>
/// Sends what is being replayed, each message to the queue that it came from. A replay is in the hand of one copy of the service
/// at a time, and goes on in another when that ends. What had left when a copy was killed may leave once more, as all messages.
/// </summary>
internal sealed class FaultReplayer(
    NpgsqlDataSource database,
    BrokerAddress broker,
    TimeProvider time,
    ILogger<FaultReplayer> log
) : Rounds(time, TimeSpan.FromMilliseconds(200))
{
    /// <summary>Messages that are sent together; a crash repeats no more than these.</summary>
    private const int Together = 20;

    /// <summary>Between two looks while a replay waits for its rate, or is in another copy's hand.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (!await IsAnyDueAsync(stoppingToken))
            return;
        try
        {
            await using var connection = await broker.ConnectAsync("moderator replays", stoppingToken);
            await using var channel = await connection.CreateChannelAsync(Confirmed, stoppingToken);
            while (await SendSomeAsync(channel, stoppingToken) is { } pause)
                await Task.Delay(pause, stoppingToken);
        }
        catch (Exception exception)
            when (exception is RabbitMQClientException or IOException or AuthenticationException
                && !stoppingToken.IsCancellationRequested
            )
        {
            Tell(exception.Message);
        }
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Faults could not be replayed ({Reason}); the replay goes on when it is possible", reason);

    private async Task<bool> IsAnyDueAsync(CancellationToken stoppingToken)
    {
        const string sql = """
            SELECT EXISTS (SELECT FROM fault_replays WHERE status = 'running' AND next_at <= statement_timestamp())
            """;
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, cancellationToken: stoppingToken));
    }

    /// <returns>After what time there may be more to send; null when no replay runs.</returns>
    private async Task<TimeSpan?> SendSomeAsync(IChannel channel, CancellationToken stoppingToken)
    {
        const string take = """
            SELECT id, rate FROM fault_replays WHERE status = 'running' AND next_at <= statement_timestamp()
            ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;
        const string messages = """
            SELECT id, queue, message_id, content_type, correlation_id, headers::text AS headers, body, attempts
            FROM faults WHERE replay_id = @Id AND status = 'replaying' ORDER BY id LIMIT @Some FOR UPDATE
            """;
        // Faults that were sent are closed until they come back; those for which no queue is left are open again.
        const string write = """
            UPDATE faults SET status = 'replayed', closed_at = clock_timestamp() WHERE id = ANY(@Sent);
            UPDATE faults SET status = 'open', replay_id = NULL WHERE id = ANY(@Unsent);
            UPDATE fault_replays SET sent = sent + cardinality(@Sent),
                next_at = greatest(next_at, clock_timestamp() - interval '1 second') + @Pace WHERE id = @Id
            """;
        const string finish = """
            UPDATE fault_replays SET status = 'finished', ended_at = clock_timestamp() WHERE id = @Id
            """;
        const string running = "SELECT EXISTS (SELECT FROM fault_replays WHERE status = 'running')";
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await using var transaction = await connection.BeginTransactionAsync(stoppingToken);
        if (await connection.QuerySingleOrDefaultAsync<Due>(take, transaction: transaction) is not { } due)
            return await connection.ExecuteScalarAsync<bool>(running, transaction: transaction) ? Pause : null;
        var faults = (
            await connection.QueryAsync<Message>(messages, new { due.Id, Some = Math.Min(Together, due.Rate) }, transaction)
        ).AsList();
        if (faults.Count == 0)
        {
            await connection.ExecuteAsync(finish, due, transaction);
        }
        else
        {
            var left = await Task.WhenAll(faults.Select(fault => SendAsync(channel, fault, stoppingToken)));
            await connection.ExecuteAsync(
                write,
                new
                {
                    due.Id,
                    Sent = faults.Where((_, i) => left[i]).Select(fault => fault.Id).ToArray(),
                    Unsent = faults.Where((_, i) => !left[i]).Select(fault => fault.Id).ToArray(),
                    Pace = TimeSpan.FromSeconds((double)faults.Count / due.Rate),
                },
                transaction
            );
        }

        await transaction.CommitAsync(CancellationToken.None);
        return TimeSpan.Zero;
    }

    /// <returns>False when the broker has no such queue.</returns>
    private async Task<bool> SendAsync(IChannel channel, Message fault, CancellationToken stoppingToken)
    {
        var properties = SetAsideMessage.PropertiesOf(
            fault.MessageId,
            fault.ContentType,
            fault.CorrelationId,
            JsonSerializer.Deserialize<Dictionary<string, string>>(fault.Headers)!,
            fault.Attempts
        );
        try
        {
            await channel.BasicPublishAsync(Topology.Replay, fault.Queue, mandatory: true, properties, fault.Body, stoppingToken);
            return true;
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            log.LogWarning("The fault {Fault} cannot be replayed: the broker has no queue {Queue}", fault.Id, fault.Queue);
            return false;
        }
    }

    private sealed record Due(Guid Id, int Rate);

    private sealed record Message
    {
        public required Guid Id { get; init; }

        public required string Queue { get; init; }

        public string? MessageId { get; init; }

        public string? ContentType { get; init; }

        public string? CorrelationId { get; init; }

        public required string Headers { get; init; }

        public required byte[] Body { get; init; }

        public required int Attempts { get; init; }
    }
}
