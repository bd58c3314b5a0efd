using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>
/// Now and then, deletes the deliveries that were finished longer ago than <see cref="WebhooksOptions.KeepDeliveries"/>, with
/// their attempts.
/// </summary>
internal sealed class DeliveryRetention(
    WebhooksOptions options,
    DeliveryStore store,
    TimeProvider time,
    ILogger<DeliveryRetention> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.DeleteEvery, time);
        do
        {
            try
            {
                var deleted = await store.DeleteFinishedAsync(options.KeepDeliveries, stoppingToken);
                if (deleted > 0)
                    log.LogInformation(
                        "{Count} deliveries that were finished {Age} ago are deleted",
                        deleted,
                        options.KeepDeliveries
                    );
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Old deliveries could not be deleted ({Reason}); trying again", exception.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
