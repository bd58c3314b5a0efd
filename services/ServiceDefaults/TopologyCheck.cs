using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>Waits until the broker has the topology. What publishes waits for <see cref="Found"/>.</summary>
internal sealed class TopologyCheck(BrokerAddress broker, ILogger<TopologyCheck> log) : BackgroundService, IHealthCheck
{
    private readonly TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Found => _found.Task;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Found.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not found yet")
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
                    await Topology.RequireAsync(channel, token);
                },
                stoppingToken
            );
        _found.SetResult();
    }
}

/// <summary>Where RabbitMQ is: <c>amqp://user:password@host:port/vhost</c>.</summary>
public sealed record BrokerAddress(Uri Uri);
