using MassTransit;
using Moderation.Contracts;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>One durable queue, fed by the exchanges of the messages that it takes.</summary>
/// <param name="Name">Service and consumer in kebab-case: two services never share a queue.</param>
/// <param name="Messages">The messages that are copied into it.</param>
public sealed record QueueTopology(string Name, params IReadOnlyList<Type> Messages);

/// <summary>
/// Every exchange and queue of the system with its arguments. A publish to an exchange without its queue is confirmed and lost,
/// so each service declares all of it before it publishes anything.
/// </summary>
public static class Topology
{
    public static IReadOnlyList<QueueTopology> Queues { get; } =
    [
        new("classifier-classify-comment", typeof(CommentSubmitted)),
        new("moderator-record-submission", typeof(CommentSubmitted)),
        new("moderator-record-scores", typeof(CommentClassified)),
        new("publisher-record-decision", typeof(CommentApproved), typeof(CommentRetracted)),
        new("intake-record-decision", typeof(CommentApproved), typeof(CommentRejected), typeof(CommentRetracted)),
    ];

    /// <summary>
    /// Arguments of every queue. Quorum queues survive a node's loss. RabbitMQ 4 drops a message after 20 deliveries unless told
    /// otherwise, and nothing may be dropped here, so the limit is out of reach.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> QueueArguments { get; } =
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 };

    /// <summary>The fan-out exchange of a message type: its name in kebab-case, such as <c>comment-submitted</c>.</summary>
    public static string ExchangeOf(Type message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return KebabCaseEndpointNameFormatter.Instance.SanitizeName(message.Name);
    }

    /// <summary>A consumer's queue, such as <c>intake-record-decision</c> for Intake's <c>RecordDecisionConsumer</c>.</summary>
    public static string QueueOf(string service, Type consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return $"{service}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(consumer.Name[..^"Consumer".Length])}";
    }

    /// <summary>The message type that an outbox row names.</summary>
    /// <exception cref="ArgumentException">No queue takes a message of that name.</exception>
    public static Type MessageOf(string name) =>
        Queues.SelectMany(queue => queue.Messages).FirstOrDefault(type => type.Name == name)
        ?? throw new ArgumentException($"No queue takes the message {name}.", nameof(name));

    /// <summary>Declares everything; harmless to repeat.</summary>
    public static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        foreach (var queue in Queues)
        {
            await channel.ExchangeDeclareAsync(
                queue.Name,
                ExchangeType.Fanout,
                durable: true,
                cancellationToken: cancellationToken
            );
            await channel.QueueDeclareAsync(
                queue.Name,
                durable: true,
                exclusive: false,
                autoDelete: false,
                new Dictionary<string, object?>(QueueArguments, StringComparer.Ordinal),
                cancellationToken: cancellationToken
            );
            await channel.QueueBindAsync(queue.Name, queue.Name, routingKey: "", cancellationToken: cancellationToken);
            foreach (var message in queue.Messages)
            {
                await channel.ExchangeDeclareAsync(
                    ExchangeOf(message),
                    ExchangeType.Fanout,
                    durable: true,
                    cancellationToken: cancellationToken
                );
                await channel.ExchangeBindAsync(
                    queue.Name,
                    ExchangeOf(message),
                    routingKey: "",
                    cancellationToken: cancellationToken
                );
            }
        }
    }
}
