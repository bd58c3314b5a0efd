using Moderation.ServiceDefaults;

namespace Moderation.Intake.Notices;

/// <summary>Forgets addresses that were not confirmed in time, and those that are too old.</summary>
internal sealed class SubscriptionRetention(
    SubscriptionStore subscriptions,
    NoticeOptions options,
    TimeProvider time,
    ILogger<SubscriptionRetention> log
) : Rounds(time, options.DeleteEvery)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) => subscriptions.DeleteOldAsync(stoppingToken);

    protected override void Tell(string reason) =>
        log.LogWarning("Old subscriptions could not be deleted ({Reason}); trying again", reason);
}
