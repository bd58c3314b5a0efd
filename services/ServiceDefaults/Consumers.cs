using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Takes messages of one type from the consumer's queue, in any order and any number of times. A message is done with when its
/// task has ended; if that fails, the message is tried again, and set aside at last.
/// </summary>
public interface IConsumes<in TMessage>
    where TMessage : class
{
    Task ConsumeAsync(TMessage message, CancellationToken cancellationToken);
}

/// <summary>Takes messages of one type, many at once, and says of each what is to be published in answer to it.</summary>
public interface IAnswers<in TMessage, out TAnswer>
    where TMessage : class
    where TAnswer : class
{
    /// <returns>Null when there is no answer.</returns>
    TAnswer? AnswerTo(TMessage message);
}

/// <summary>A service's consumers. The queue of each, and the messages that it takes, stand in <see cref="Topology"/>.</summary>
public sealed class Consumers
{
    private readonly string _service;
    private readonly IBusRegistrationConfigurator _bus;
    private readonly List<ConsumedQueue> _queues = [];

    internal Consumers(string service, IBusRegistrationConfigurator bus) => (_service, _bus) = (service, bus);

    internal IReadOnlyList<ConsumedQueue> Queues => _queues;

    /// <summary>Adds a consumer that <see cref="IConsumes{TMessage}"/> each of its queue's messages.</summary>
    public Consumers Add<TConsumer>()
        where TConsumer : class
    {
        var queue = QueueOf(typeof(TConsumer));
        _bus.TryAddScoped<TConsumer>();
        Type[] adapters = [.. queue.Messages.Select(message => typeof(Consuming<,>).MakeGenericType(typeof(TConsumer), message))];
        foreach (var adapter in adapters)
            _bus.AddConsumer(adapter);
        // What one transaction can take together.
        _queues.Add(new(queue, adapters, Prefetch: 256, _ => true));
        return this;
    }

    /// <summary>Adds a consumer that <see cref="IAnswers{TMessage, TAnswer}"/>.</summary>
    /// <param name="when">While it is not so, its messages wait in their queue. It is asked every second.</param>
    public Consumers Add<TConsumer, TMessage, TAnswer>(Func<IServiceProvider, bool> when)
        where TConsumer : class, IAnswers<TMessage, TAnswer>
        where TMessage : class
        where TAnswer : class
    {
        var queue = QueueOf(typeof(TConsumer));
        _bus.TryAddScoped<TConsumer>();
        _bus.AddConsumer<Answering<TConsumer, TMessage, TAnswer>>(consumer =>
            // Few enough for one batch to be quick, many enough for the broker not to be asked for each.
            consumer.Options<BatchOptions>(batch =>
                batch.SetMessageLimit(64).SetTimeLimit(TimeSpan.FromMilliseconds(20)).SetConcurrencyLimit(2)
            )
        );
        // Two batches.
        _queues.Add(new(queue, [typeof(Answering<TConsumer, TMessage, TAnswer>)], Prefetch: 128, when));
        return this;
    }

    private QueueTopology QueueOf(Type consumer)
    {
        var name = Topology.QueueOf(_service, consumer);
        return Topology.Find(name)
            ?? throw new ArgumentException($"No queue is named {name}.", nameof(consumer));
    }
}

/// <param name="Queue">Whose messages are taken.</param>
/// <param name="Adapters">The library's consumers.</param>
/// <param name="Prefetch">Messages that it hands out before they are done with.</param>
/// <param name="When">Whether any are taken now.</param>
internal sealed record ConsumedQueue(
    QueueTopology Queue,
    IReadOnlyList<Type> Adapters,
    ushort Prefetch,
    Func<IServiceProvider, bool> When
);

/// <summary>Hands a message to a consumer that knows nothing of the bus.</summary>
internal sealed class Consuming<TConsumer, TMessage>(TConsumer consumer, MessagesInHand inHand) : IConsumer<TMessage>
    where TConsumer : class, IConsumes<TMessage>
    where TMessage : class
{
    public async Task Consume(ConsumeContext<TMessage> context)
    {
        using var hand = inHand.Take();
        await consumer.ConsumeAsync(context.Message, context.CancellationToken);
    }
}

/// <summary>Hands a batch to a consumer that knows nothing of the bus, and publishes what it answers.</summary>
internal sealed class Answering<TConsumer, TMessage, TAnswer>(TConsumer consumer, MessagesInHand inHand)
    : IConsumer<Batch<TMessage>>
    where TConsumer : class, IAnswers<TMessage, TAnswer>
    where TMessage : class
    where TAnswer : class
{
    public async Task Consume(ConsumeContext<Batch<TMessage>> context)
    {
        using var hand = inHand.Take();
        await Task.WhenAll([.. context.Message.Select(message => AnswerAsync(context, message))]);
    }

    /// <summary>A batch belongs to many traces; each answer goes on with that of its message.</summary>
    private async Task AnswerAsync(ConsumeContext context, ConsumeContext<TMessage> message)
    {
        var traceparent = message.Headers.Get<string>(DiagnosticHeaders.ActivityId);
        using var activity = Telemetry.Resume(typeof(TConsumer).Name, traceparent, ActivityKind.Consumer);
        if (consumer.AnswerTo(message.Message) is { } answer)
            await context.Publish(answer, context.CancellationToken);
    }
}
