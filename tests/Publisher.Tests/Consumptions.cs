using System.Collections.Concurrent;
using MassTransit;

namespace Moderation.Publisher.Tests;

/// <summary>Tells when the service has done with a message, so that a test can prove what a message did not change.</summary>
public sealed class Consumptions : IConsumeObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _awaited = new();

    public Task ExpectAsync(Guid messageId) =>
        _awaited.GetOrAdd(messageId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class
    {
        if (_awaited.TryRemove(context.MessageId!.Value, out var awaited))
            awaited.SetResult();
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class
    {
        if (_awaited.TryRemove(context.MessageId!.Value, out var awaited))
            awaited.SetException(exception);
        return Task.CompletedTask;
    }
}
