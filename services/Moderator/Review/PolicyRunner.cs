using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Looks once a second whether the policy is to be run again on what waits, and does it chunk by chunk.</summary>
internal sealed class PolicyRunner(PolicyRunStore runs, TimeProvider time, ILogger<PolicyRunner> log) : Rounds(time)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (await runs.GoOnAsync(stoppingToken))
            stoppingToken.ThrowIfCancellationRequested();
    }

    protected override void Tell(string reason) =>
        log.LogWarning("The policy could not be run again on what waits ({Reason}); trying again", reason);
}
