using Moderation.ServiceDefaults;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Moderation.Moderator.Faults;

/// <summary>
/// Takes what services have set aside out of the broker's queues into the ledger. A message is acknowledged after it is written
/// there, so that none is lost; one that is delivered again is the same row.
/// </summary>
internal sealed class FaultDrain(BrokerAddress broker, FaultStore faults, ILogger<FaultDrain> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(
                    "What services set aside cannot be drained into the ledger ({Reason}); it stays where it is, trying again",
                    exception.Message
                );
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Until the connection ends, or something goes wrong with a message.</summary>
    private async Task DrainAsync(CancellationToken stoppingToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var connection = await broker.ConnectAsync("moderator faults", stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        channel.ChannelShutdownAsync += (_, shutdown) =>
        {
            ended.TrySetException(new IOException(shutdown.ReplyText));
            return Task.CompletedTask;
        };
        // A message may have as many bytes as the broker takes.
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, stoppingToken);
        foreach (var (queue, from) in Topology.SetAside)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) =>
            {
                try
                {
                    await TakeAsync(channel, from, delivery, stoppingToken);
                }
                catch (Exception exception)
                {
                    ended.TrySetException(exception);
                }
            };
            consumer.UnregisteredAsync += (_, _) =>
            {
                ended.TrySetException(new IOException($"the broker ended the reading of {queue}"));
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stoppingToken);
        }

        await ended.Task.WaitAsync(stoppingToken);
    }

    private async Task TakeAsync(IChannel channel, string queue, BasicDeliverEventArgs delivery, CancellationToken stoppingToken)
    {
        var message = SetAsideMessage.Of(queue, delivery.BasicProperties, delivery.Body);
        while (channel.IsOpen)
        {
            try
            {
                if (!await faults.RecordAsync(message))
                    log.LogInformation(
                        "A message about {CommentId} that {Queue} set aside is not kept: its author took the comment back",
                        message.CommentId,
                        queue
                    );
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stoppingToken);
                return;
            }
            catch (NpgsqlException exception) when (Resilience.IsDatabaseAway(exception))
            {
                log.LogWarning(
                    "A message that {Queue} set aside could not be stored ({Reason}); it stays there and is tried again",
                    queue,
                    exception.Message
                );
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }
}
