using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;

namespace Moderation.ServiceDefaults;

/// <summary>A message that is longer than any of ours can be.</summary>
public sealed class MessageTooLongException(long bytes)
    : Exception($"The message has {bytes} bytes, more than the {MessageLimit.MaxBytes} that are read.");

/// <summary>Sets messages that are too long aside, unread, so that they hold up nobody behind them.</summary>
internal sealed class MessageLimit : IFilter<ReceiveContext>
{
    /// <summary>The longest text that Intake takes, each letter written as an escape, needs less than half of it.</summary>
    public const int MaxBytes = 256 * 1024;

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.Body.Length is not > MaxBytes)
            return next.Send(context);
        var fault = new RescueExceptionReceiveContext(context, new MessageTooLongException(context.Body.Length.Value));
        return context.GetPayload<IErrorTransport>().Send(fault);
    }

    public void Probe(ProbeContext context) { }
}
