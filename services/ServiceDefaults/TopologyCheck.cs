using System.Security.Authentication;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Moderation.ServiceDefaults;

/// <summary>Waits until the broker has the topology. What publishes waits for <see cref="Found"/>.</summary>
internal sealed class TopologyCheck(BrokerAddress broker, IHostApplicationLifetime host, ILogger<TopologyCheck> log)
    : BackgroundService,
        IHealthCheck
{
    private readonly TaskCompletionSource _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Found => _found.Task;

    /// <summary>Why the service cannot start; it then stops.</summary>
    public StartException? Fault { get; private set; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            Found.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not found yet")
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FindAsync(stoppingToken);
            _found.SetResult();
        }
        catch (StartException fault)
        {
            Fault = fault;
            host.StopApplication();
        }
    }

    /// <summary>Of the user or the password, or of the virtual host; null if it is something else.</summary>
    private static Exception? Refusal(Exception exception) =>
        Causes
            .Of(exception)
            .FirstOrDefault(cause =>
                cause
                    is AuthenticationFailureException
                        or OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed }
            );

    private Task FindAsync(CancellationToken stoppingToken) =>
        Resilience
            .UntilItWorks("RabbitMQ", log)
            .ExecuteAsync(
                async token =>
                {
                    try
                    {
                        await RequireAsync(token);
                    }
                    catch (AuthenticationException untrusted)
                    {
                        throw new StartException(
                            $"RabbitMQ cannot be trusted: {untrusted.Message}. Name the authority that signed it by "
                                + "?cacertfile= in ConnectionStrings:RabbitMq, and the hosts as the certificate does, "
                                + "then start again.",
                            untrusted
                        );
                    }
                    catch (Exception exception) when (Refusal(exception) is { } refusal)
                    {
                        throw new StartException(
                            $"RabbitMQ refuses ConnectionStrings:RabbitMq ({refusal.Message}). "
                                + "Set user, password and virtual host to what RabbitMQ knows, then start again.",
                            exception
                        );
                    }
                },
                stoppingToken
            )
            .AsTask();

    private async Task RequireAsync(CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync("topology", cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await Topology.RequireAsync(channel, cancellationToken);
    }
}
