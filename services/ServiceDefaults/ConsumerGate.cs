using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Takes messages from each queue of the service while it may: not while its station is paused, or its consumer has no use for
/// them. They wait in the queue then. What was in hand is finished first.
/// </summary>
internal sealed class ConsumerGate(
    Consumers consumers,
    IReceiveEndpointConnector connector,
    TopologyCheck topology,
    Pauses pauses,
    IServiceProvider services,
    TimeProvider time,
    ILogger<ConsumerGate> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What is still in hand then, such as while the database is away, is waited for anew a second later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, HostReceiveEndpointHandle> _open = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topology.Found.WaitAsync(stoppingToken);
        await pauses.Known.WaitAsync(stoppingToken);
        while (true)
        {
            foreach (var consumed in consumers.Queues)
                await SetAsync(consumed, stoppingToken);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task SetAsync(ConsumedQueue consumed, CancellationToken stoppingToken)
    {
        var name = consumed.Queue.Name;
        var isOpen = consumed.When(services) && !(consumed.Queue.Station is { } station && pauses.IsPaused(station));
        if (isOpen == _open.ContainsKey(name))
            return;
        if (isOpen)
            _open.Add(name, Open(consumed));
        else
            await CloseAsync(name, stoppingToken);
    }

    private HostReceiveEndpointHandle Open(ConsumedQueue consumed) =>
        connector.ConnectReceiveEndpoint(
            consumed.Queue.Name,
            (registration, endpoint) =>
            {
                Bus.Configure((IRabbitMqReceiveEndpointConfigurator)endpoint, consumed.Prefetch);
                foreach (var adapter in consumed.Adapters)
                    registration.ConfigureConsumer(adapter, endpoint);
            }
        );

    private async Task CloseAsync(string queue, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            // One that is stopped before it has begun begins all the same.
            await _open[queue].Ready.WaitAsync(patience.Token);
            await _open[queue].StopAsync(patience.Token);
            _open.Remove(queue);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogWarning("{Queue} could not be left ({Reason}); trying again", queue, exception.Message);
        }
    }
}
