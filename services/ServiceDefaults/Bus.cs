using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>The service's MassTransit bus on RabbitMQ, with the names and arguments of <see cref="Topology"/>.</summary>
public static class Bus
{
    /// <summary>Messages that a consumer holds at once, so that one transaction can take many of them.</summary>
    public const ushort Prefetch = 256;

    /// <param name="builder">The service's builder.</param>
    /// <param name="consumers">Adds the service's consumers; none when it only publishes.</param>
    public static void AddBus(this WebApplicationBuilder builder, Action<IBusRegistrationConfigurator>? consumers = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var service = ServiceName.Of(builder.Services);
        var broker = new BrokerAddress(
            new Uri(builder.Configuration.RequireSecret(builder.Environment, "ConnectionStrings:RabbitMq"))
        );
        builder.Services.AddSingleton(broker);
        builder.Services.AddSingleton<TopologyDeclaration>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TopologyDeclaration>());
        builder.Services.AddHealthChecks().AddCheck<TopologyDeclaration>("topology");
        builder.Services.AddMassTransit(bus =>
        {
            // A newsroom's services tell nobody outside what they do.
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service, includeNamespace: false));
            bus.AddConfigureEndpointsCallback((_, endpoint) => Configure((IRabbitMqReceiveEndpointConfigurator)endpoint));
            consumers?.Invoke(bus);
            bus.UsingRabbitMq(
                (context, rabbit) =>
                {
                    rabbit.Host(broker.Uri);
                    rabbit.MessageTopology.SetEntityNameFormatter(new ExchangeNames(rabbit.MessageTopology.EntityNameFormatter));
                    rabbit.ConfigureJsonSerializerOptions(ContractJson.Configure);
                    rabbit.ConfigureEndpoints(context);
                }
            );
        });
    }

    private static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        foreach (var (name, value) in Topology.QueueArguments)
            endpoint.SetQueueArgument(name, value);
        endpoint.PrefetchCount = Prefetch;
        endpoint.PublishFaults = false;
        // A database that is away comes back: the message waits, unacknowledged, and is not a fault.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<NpgsqlException>(exception => exception.IsTransient);
            retry.Incremental(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<NpgsqlException>(exception => exception.IsTransient);
            retry.Immediate(3);
        });
    }

    /// <summary>Our messages' exchanges are named by <see cref="Topology"/>, the library's own as it likes.</summary>
    private sealed class ExchangeNames(IEntityNameFormatter others) : IEntityNameFormatter
    {
        public string FormatEntityName<T>() =>
            typeof(T).Assembly == typeof(CommentSubmitted).Assembly
                ? Topology.ExchangeOf(typeof(T))
                : others.FormatEntityName<T>();
    }
}
