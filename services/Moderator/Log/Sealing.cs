using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Log;

/// <summary>Once a second, lets the <see cref="Sealer"/> chain what was decided.</summary>
internal sealed class Sealing(Sealer sealer, TimeProvider time, ILogger<Sealing> log) : Rounds(time)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) => sealer.SealAsync(stoppingToken);

    protected override void Tell(string reason) =>
        log.LogWarning("Decisions could not be sealed ({Reason}); trying again", reason);
}
