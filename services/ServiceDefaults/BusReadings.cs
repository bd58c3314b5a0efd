using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults;

/// <summary>
/// How many messages wait in each of the service's queues, and how many consumers take from it, as the broker says it to anybody.
/// </summary>
internal sealed class BusReadings(
    BrokerAddress broker,
    ServiceName service,
    TopologyCheck topology,
    Pauses pauses,
    IMeterFactory meters,
    TimeProvider time
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly string[] _queues = [.. Topology.QueuesOf(service.Value).Select(queue => queue.Name)];

    private readonly Gauge _messages = new(
        meters,
        time,
        "moderation.bus.messages",
        "{message}",
        "Messages that wait in a queue of the broker."
    );

    private readonly Gauge _consumers = new(
        meters,
        time,
        "moderation.bus.consumers",
        "{consumer}",
        "Consumers that take messages from a queue of the broker; not told while its station is paused."
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topology.Found.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await ReadUntilFaultAsync(stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The bus says that the broker is away; here the figures end.
                await Task.Delay(Every, time, stoppingToken);
            }
        }
    }

    private async Task ReadUntilFaultAsync(CancellationToken stoppingToken)
    {
        await using var connection = await broker.ConnectAsync("readings", stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        while (true)
        {
            var read = new List<QueueDeclareOk>();
            foreach (var queue in _queues)
                read.Add(await channel.QueueDeclarePassiveAsync(queue, stoppingToken));
            _messages.Read("queue", read.Select(queue => KeyValuePair.Create(queue.QueueName, (double)queue.MessageCount)));
            _consumers.Read(
                "queue",
                read.Where(queue => Topology.Find(queue.QueueName)?.Station is not { } station || !pauses.IsPaused(station))
                    .Select(queue => KeyValuePair.Create(queue.QueueName, (double)queue.ConsumerCount))
            );
            await Task.Delay(Every, time, stoppingToken);
        }
    }
}
