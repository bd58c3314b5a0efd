using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.RabbitMqTransport.Middleware;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Keeps the library from declaring what is there already, which the broker refuses to a service: its queue with the bindings
/// before it consumes, and the queues for what fails and what nobody takes before it writes to them.
/// </summary>
internal static class NoDeclarations
{
    public static void DeclareNothing(this IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        var settings = ((RabbitMqReceiveEndpointConfiguration)endpoint).Settings;
        endpoint.ConfigureChannel(channel => channel.UseFilter(new AlreadyDeclared(settings)));
    }

    /// <summary>The library declares once a channel; whoever comes first says that it is done.</summary>
    private sealed class AlreadyDeclared(ReceiveSettings settings) : IFilter<ChannelContext>
    {
        public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            // Those who consume read it from here, where the declaration would have left it.
            context.GetOrAddPayload(() => settings);
            await context.OneTimeSetup<ConfigureTopologyContext<ReceiveSettings>>(() => Task.CompletedTask);
            await context.OneTimeSetup<ConfigureTopologyContext<ErrorSettings>>(() => Task.CompletedTask);
            await context.OneTimeSetup<ConfigureTopologyContext<DeadLetterSettings>>(() => Task.CompletedTask);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) { }
    }
}
