using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>A message that a service could not take, as it lies in one of <see cref="Topology.SetAside"/>.</summary>
public sealed record SetAsideMessage
{
    /// <summary>The queue that it was in, and goes back to when it is replayed.</summary>
    public required string Queue { get; init; }

    /// <summary>
    /// SHA-256 of the queue, the MessageId and the message: the same however often it was published, delivered or set aside.
    /// </summary>
    public required byte[] Digest { get; init; }

    public string? MessageId { get; init; }

    /// <summary>Its name in <see cref="Topology"/>; null when it says none, or one that is not ours.</summary>
    public string? MessageType { get; init; }

    /// <summary>Null when it cannot be found.</summary>
    public Guid? CommentId { get; init; }

    /// <summary>How often it had been replayed before it failed this time.</summary>
    public required int Replays { get; init; }

    /// <summary>Null when nothing failed: nobody in the service takes such a message.</summary>
    public string? ExceptionType { get; init; }

    public string ExceptionMessage { get; init; } = "";

    public string Stack { get; init; } = "";

    /// <summary>When it failed, by the service's clock.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>All that it had, but for what stands in the members above.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public required byte[] Body { get; init; }

    private const string ReplaysHeader = "Moderation-Replays";
    private const string MessageHeader = "MT-Fault-Message";
    private const string StackHeader = "MT-Fault-StackTrace";

    /// <summary>
    /// What the library of the bus, and the broker, say about one delivery; it does not go along with a replay.
    /// </summary>
    private static readonly string[] OfTheDelivery = ["MT-Fault-", "MT-Host-", "MT-Reason", "x-", ReplaysHeader];

    /// <param name="queue">The queue that it was in before.</param>
    /// <param name="properties">As it was delivered.</param>
    /// <param name="body">As it was delivered.</param>
    public static SetAsideMessage Of(string queue, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var headers = (properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal)).ToDictionary(
            header => header.Key,
            header => TextOf(header.Value),
            StringComparer.Ordinal
        );
        var (type, message, comment) = Read(body);
        return new SetAsideMessage
        {
            Queue = queue,
            Digest = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{queue}\n{properties.MessageId}\n"), .. message.Span]),
            MessageId = properties.MessageId,
            MessageType = type,
            CommentId = comment,
            Replays = int.TryParse(headers.GetValueOrDefault(ReplaysHeader), CultureInfo.InvariantCulture, out var n) ? n : 0,
            ExceptionType = headers.GetValueOrDefault("MT-Fault-ExceptionType"),
            ExceptionMessage = headers.GetValueOrDefault(MessageHeader) ?? "",
            Stack = headers.GetValueOrDefault(StackHeader) ?? "",
            FailedAt = DateTimeOffset.TryParse(
                headers.GetValueOrDefault("MT-Fault-Timestamp"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
                ? at
                : null,
            Headers = headers
                .Where(header => header.Key is not (MessageHeader or StackHeader))
                .ToDictionary(StringComparer.Ordinal),
            ContentType = properties.ContentType,
            CorrelationId = properties.CorrelationId,
            Body = body.ToArray(),
        };
    }

    /// <summary>What it is published with once more, as whatever its sender made of it.</summary>
    /// <param name="messageId">As it was set aside, and so the others.</param>
    /// <param name="contentType">Of the body.</param>
    /// <param name="correlationId">If it had one.</param>
    /// <param name="headers">Those of the delivery that failed are left out.</param>
    /// <param name="replays">How often it was replayed, this time included.</param>
    public static BasicProperties PropertiesOf(
        string? messageId,
        string? contentType,
        string? correlationId,
        IReadOnlyDictionary<string, string> headers,
        int replays
    )
    {
        ArgumentNullException.ThrowIfNull(headers);
        var sent = headers
            .Where(header => !OfTheDelivery.Any(of => header.Key.StartsWith(of, StringComparison.Ordinal)))
            .ToDictionary(header => header.Key, header => (object?)header.Value, StringComparer.Ordinal);
        sent[ReplaysHeader] = replays.ToString(CultureInfo.InvariantCulture);
        return new BasicProperties
        {
            MessageId = messageId,
            ContentType = contentType,
            CorrelationId = correlationId,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = sent,
        };
    }

    /// <returns>
    /// The type's name, the message without what the library puts around it, and its comment, as far as it is read.
    /// </returns>
    private static (string? Type, ReadOnlyMemory<byte> Message, Guid? Comment) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            var type = Member(envelope.RootElement, "messageType") is { ValueKind: JsonValueKind.Array } types
                ? types
                    .EnumerateArray()
                    .Where(each => each.ValueKind == JsonValueKind.String)
                    .Select(each => Known(each.GetString()!))
                    .FirstOrDefault(name => name is not null)
                : null;
            if (Member(envelope.RootElement, "message") is not { } message)
                return (type, body, CommentIds.First(body.Span));
            return (
                type,
                Encoding.UTF8.GetBytes(message.GetRawText()),
                Member(message, "commentId") is { ValueKind: JsonValueKind.String } id && id.TryGetGuid(out var comment)
                    ? comment
                    : CommentIds.First(body.Span)
            );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whatever it is: invalid JSON, invalid UTF-8, or a text that is half of a letter.
            return (null, body, CommentIds.First(body.Span));
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static string? Known(string urn)
    {
        var name = urn[(urn.LastIndexOf(':') + 1)..];
        return Topology.Queues.SelectMany(queue => queue.Messages).Any(type => type.Name == name) ? name : null;
    }

    private static string TextOf(object? value) =>
        value is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary>Finds the comment of a message that cannot be read otherwise.</summary>
internal static class CommentIds
{
    private static ReadOnlySpan<byte> Name => "\"commentId\""u8;

    private const int Between = 8;

    /// <returns>The id behind the first member of that name.</returns>
    public static Guid? First(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf(Name);
        if (at < 0)
            return null;
        var behind = body[(at + Name.Length)..];
        var start = behind[..Math.Min(Between, behind.Length)].IndexOf((byte)'"');
        return start >= 0 && Utf8Parser.TryParse(behind[(start + 1)..], out Guid id, out _) ? id : null;
    }
}
