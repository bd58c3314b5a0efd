using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>Declares the topology once the broker answers. What publishes waits for <see cref="Declared"/>.</summary>
internal sealed class TopologyDeclaration(BrokerAddress broker, ILogger<TopologyDeclaration> log)
    : BackgroundService,
        IHealthCheck
{
    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Declared => _declared.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Declared.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not declared yet")
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Resilience
            .UntilItWorks("RabbitMQ", log)
            .ExecuteAsync(
                async token =>
                {
                    var factory = new ConnectionFactory { Uri = broker.Uri, ClientProvidedName = "topology" };
                    await using var connection = await factory.CreateConnectionAsync(token);
                    await using var channel = await connection.CreateChannelAsync(cancellationToken: token);
                    await Topology.DeclareAsync(channel, token);
                },
                stoppingToken
            );
        _declared.SetResult();
    }
}

/// <summary>Where RabbitMQ is: <c>amqp://user:password@host:port/vhost</c>.</summary>
public sealed record BrokerAddress(Uri Uri);
