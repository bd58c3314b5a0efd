using Moderation.ServiceDefaults;

namespace Moderation.Intake.Limits;

/// <summary>Deletes token buckets that are full again, so that nothing is kept of whoever sends no more.</summary>
internal sealed class TokenBucketRetention(
    LimitOptions options,
    TokenBucketStore store,
    TimeProvider time,
    ILogger<TokenBucketRetention> log
) : Rounds(time, options.DeleteEvery)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) => store.DeleteFullAsync(stoppingToken);

    protected override void Tell(string reason) =>
        log.LogWarning("Counts whose time is over could not be deleted ({Reason}); trying again", reason);
}
