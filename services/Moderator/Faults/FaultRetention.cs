using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Faults;

/// <summary>
/// Now and then, deletes faults that were replayed or discarded longer ago than <see cref="FaultOptions.KeepClosed"/>. What is
/// open stays: it may be the only copy of what a reader sent.
/// </summary>
internal sealed class FaultRetention(FaultOptions options, FaultStore store, TimeProvider time, ILogger<FaultRetention> log)
    : Rounds(time, options.DeleteEvery)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var deleted = await store.DeleteClosedAsync(stoppingToken);
        if (deleted > 0)
            log.LogInformation("{Count} faults that were closed {Age} ago are deleted", deleted, options.KeepClosed);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Old faults could not be deleted ({Reason}); trying again", reason);
}
