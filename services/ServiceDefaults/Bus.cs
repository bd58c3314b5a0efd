using System.Security.Authentication;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>The service's MassTransit bus on RabbitMQ, with the names and arguments of <see cref="Topology"/>.</summary>
public static class Bus
{
    /// <param name="builder">The service's builder.</param>
    /// <param name="add">Adds the service's consumers; none when it only publishes.</param>
    public static void AddBus(this WebApplicationBuilder builder, Action<Consumers>? add = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var service = ServiceName.Of(builder.Services);
        var broker = BrokerAddress.Parse(
            builder.Configuration.Read<BrokerOptions>(builder.Environment, "ConnectionStrings").RabbitMq
        );
        builder.Services.AddSingleton(broker);
        builder.Services.AddSingleton<TopologyCheck>();
        builder.Services.AddExamination<BrokerExamination>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TopologyCheck>());
        builder.Services.AddHostedService<BusReadings>();
        builder.AddOptions<HealthOptions>("Health");
        builder.Services.AddSingleton<MessagesInHand>();
        builder
            .Services.AddHealthChecks()
            .AddCheck<TopologyCheck>("topology")
            .AddCheck<MessagesInHand>("messages");
        builder.Services.AddMassTransit(bus =>
        {
            // A newsroom's services tell nobody outside what they do.
            bus.DisableUsageTelemetry();
            var consumers = new Consumers(service, bus);
            add?.Invoke(consumers);
            builder.Services.AddSingleton(consumers);
            bus.UsingRabbitMq(
                (_, rabbit) =>
                {
                    rabbit.Host(broker.Uri, host => Reach(host, broker));
                    rabbit.MessageTopology.SetEntityNameFormatter(new ExchangeNames(rabbit.MessageTopology.EntityNameFormatter));
                    foreach (var message in Topology.Queues.SelectMany(queue => queue.Messages).Distinct())
                        rabbit.Publish(message, topology => topology.Exclude = true);
                    rabbit.ConfigureJsonSerializerOptions(ContractJson.Configure);
                }
            );
        });
        builder.Services.AddHostedService<ConsumerGate>();
    }

    internal static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, ushort prefetch)
    {
        endpoint.DeclareNothing();
        endpoint.ConfigureReceive(receive => receive.UseFilter(new MessageLimit()));
        endpoint.PrefetchCount = prefetch;
        endpoint.PublishFaults = false;
        // A database that is away comes back: the message waits, unacknowledged, and is not a fault.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<NpgsqlException>(Resilience.IsDatabaseAway);
            retry.Incremental(int.MaxValue, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<NpgsqlException>(Resilience.IsDatabaseAway);
            retry.Immediate(3);
        });
    }

    private static void Reach(IRabbitMqHostConfigurator host, BrokerAddress broker)
    {
        host.Heartbeat(BrokerAddress.Heartbeat);
        host.UseCluster(cluster =>
        {
            foreach (var (name, port) in broker.Nodes)
                cluster.Node($"{name}:{port}");
        });
        // Left to itself, the library trusts the certificates of any authority.
        if (broker.IsEncrypted)
            host.UseSsl(tls =>
            {
                tls.Protocol = SslProtocols.None;
                tls.CertificateValidationCallback = broker.Verify;
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
