using MassTransit;
using Moderation.Contracts;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>One durable queue, fed by the exchanges of the messages that it takes.</summary>
/// <param name="Name">Service and consumer in kebab-case: two services never share a queue.</param>
/// <param name="Messages">The messages that are copied into it.</param>
public sealed record QueueTopology(string Name, params IReadOnlyList<Type> Messages)
{
    /// <summary>While this one of <see cref="Stations"/> is paused, its messages wait; null when they never do.</summary>
    public string? Station { get; init; }

    /// <summary>Where the library puts what fails.</summary>
    public string Error => Name + "_error";

    /// <summary>Where the library puts what no consumer knows.</summary>
    public string Skipped => Name + "_skipped";
}

/// <summary>
/// The exchanges and queues of the system by the types of its messages. They are made by <c>infra/lib/definitions.sh</c>, as an
/// owner; a service may only use its own. A publish to an exchange without its queue is confirmed and lost, so each service
/// looks whether all of it is there before it publishes anything.
/// </summary>
public static class Topology
{
    public static IReadOnlyList<QueueTopology> Queues { get; } =
    [
        new("classifier-classify-comment", typeof(CommentSubmitted)) { Station = Stations.Classifier },
        new("moderator-record-submission", typeof(CommentSubmitted)) { Station = Stations.Queue },
        new("moderator-record-scores", typeof(CommentClassified)) { Station = Stations.Queue },
        new("moderator-record-withdrawal", typeof(CommentWithdrawn)),
        new("moderator-record-appeal", typeof(CommentAppealed)),
        new("moderator-record-report", typeof(CommentReported)),
        new("moderator-erase-comment", typeof(CommentErased)),
        new("publisher-record-decision", typeof(CommentApproved), typeof(CommentRetracted), typeof(CommentWithdrawn))
        {
            Station = Stations.Publisher,
        },
        new("publisher-record-article", typeof(ArticleChanged)),
        new("intake-record-decision", typeof(CommentApproved), typeof(CommentRejected), typeof(CommentRetracted))
        {
            Station = Stations.Intake,
        },
        new("intake-record-erasure", typeof(CommentForgotten)),
    ];

    /// <summary>The exchange that copies a message into the queue that its routing key names, and into no other.</summary>
    public const string Replay = "replay";

    /// <summary>The queues of what a service could not take, with the queue that each message was in before.</summary>
    public static IReadOnlyList<(string Queue, string From)> SetAside { get; } =
    [
        .. Queues.SelectMany(queue =>
            ((string, string)[])[(queue.Error, queue.Name), (queue.Skipped, queue.Name)]
        ),
    ];

    /// <summary>Null when it is none of <see cref="Queues"/>.</summary>
    public static QueueTopology? Find(string queue) => Queues.SingleOrDefault(known => known.Name == queue);

    /// <summary>Whether it is one of the queues of <see cref="SetAside"/>.</summary>
    public static bool IsAside(string queue) => SetAside.Any(aside => aside.Queue == queue);

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

    /// <summary>Those that a service reads: they are named after it.</summary>
    public static IEnumerable<QueueTopology> QueuesOf(string service) =>
        Queues.Where(queue => queue.Name.StartsWith(service + "-", StringComparison.Ordinal));

    /// <summary>The message type that an outbox row names.</summary>
    /// <exception cref="ArgumentException">No queue takes a message of that name.</exception>
    public static Type MessageOf(string name) =>
        Queues.SelectMany(queue => queue.Messages).FirstOrDefault(type => type.Name == name)
        ?? throw new ArgumentException($"No queue takes the message {name}.", nameof(name));

    /// <summary>Ends when every exchange and queue is there. Needs no permission.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">One is not; its text names it.</exception>
    public static async Task RequireAsync(IChannel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var exchanges = Queues.SelectMany(queue => queue.Messages.Select(ExchangeOf).Append(queue.Name)).Append(Replay);
        foreach (var exchange in exchanges.ToHashSet(StringComparer.Ordinal))
            await channel.ExchangeDeclarePassiveAsync(exchange, cancellationToken);
        foreach (var queue in Queues)
            await channel.QueueDeclarePassiveAsync(queue.Name, cancellationToken);
    }
}
