using Moderation.ServiceDefaults;

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
) : Rounds(time, options.DeleteEvery)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var deleted = await store.DeleteFinishedAsync(options.KeepDeliveries, stoppingToken);
        if (deleted > 0)
            log.LogInformation(
                "{Count} deliveries that were finished {Age} ago are deleted",
                deleted,
                options.KeepDeliveries
            );
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Old deliveries could not be deleted ({Reason}); trying again", reason);
}
