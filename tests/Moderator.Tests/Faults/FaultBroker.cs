using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Moderation.Moderator.Tests.Faults;

/// <summary>
/// Stands for the services that do not run here: sets messages aside as they do, and takes what is replayed to them.
/// </summary>
public sealed class FaultBroker(ModeratorFixture moderator) : IAsyncLifetime
{
    /// <summary>Publisher's, which nobody else reads here.</summary>
    public const string Queue = "publisher-record-decision";

    private readonly ConcurrentQueue<(string? Id, IReadOnlyBasicProperties Properties, byte[] Body)> _taken = new();
    private IConnection _connection = null!;
    private IChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _connection = await moderator.Broker.ConnectAsync();
        _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _taken.Enqueue((delivery.BasicProperties.MessageId, delivery.BasicProperties, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(Queue, autoAck: true, consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>What has come to <see cref="Queue"/> under this MessageId.</summary>
    public IReadOnlyList<(IReadOnlyBasicProperties Properties, byte[] Body)> TakenOf(Guid id) =>
        [.. _taken.Where(taken => taken.Id == id.ToString()).Select(taken => (taken.Properties, taken.Body))];

    /// <summary>As the bus writes it.</summary>
    public static byte[] Envelope(object message, Guid id) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                messageId = id,
                messageType = new[] { $"urn:message:Moderation.Contracts:{message.GetType().Name}" },
                message,
                sentTime = TimeProvider.System.GetUtcNow(),
            },
            ContractJson.Options
        );

    /// <summary>Sets a message aside as a service does whose consumer throws.</summary>
    public Task SetAsideAsync(
        byte[] body,
        Guid id,
        string queue = Queue,
        string exception = "System.InvalidOperationException",
        string says = "It cannot be done.",
        string kind = "_error",
        object? replays = null
    )
    {
        var headers = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["MT-Activity-Id"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ["MT-Reason"] = "fault",
            ["MT-Fault-ExceptionType"] = exception,
            ["MT-Fault-Message"] = says,
            ["MT-Fault-Timestamp"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O"),
            ["MT-Fault-StackTrace"] = """
                   at System.Linq.Throw()
                   at Moderation.Publisher.Decisions.DecisionStore.RecordAsync(CommentApproved m) in /src/a.cs:line 7
                """,
            ["MT-Host-MachineName"] = "may-chu",
        };
        if (replays is not null)
            headers["Moderation-Replays"] = replays;
        if (kind == "_skipped")
            headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["MT-Reason"] = "dead-letter" };
        return PublishAsync(queue + kind, body, id, headers);
    }

    public async Task PublishAsync(string exchange, byte[] body, Guid id, Dictionary<string, object?>? headers = null) =>
        await _channel.BasicPublishAsync(
            exchange,
            routingKey: "",
            mandatory: true,
            new BasicProperties
            {
                MessageId = id.ToString(),
                ContentType = "application/vnd.masstransit+json",
                DeliveryMode = DeliveryModes.Persistent,
                Headers = headers,
            },
            body
        );

    /// <summary>Waits until a message is in the ledger.</summary>
    /// <returns>The fault's id.</returns>
    public async Task<Guid> DrainedAsync(Guid messageId, int attempts = 1)
    {
        const string sql = "SELECT id FROM faults WHERE message_id = @id AND attempts = @attempts AND status = 'open'";
        var found = Guid.Empty;
        await Eventually.IsTrueAsync(
            "the message is in the ledger",
            async () =>
                (found = await moderator.ReadAsync<Guid>(sql, new { id = messageId.ToString(), attempts })) != Guid.Empty
        );
        return found;
    }

    public async Task<uint> WaitingAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
