using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Moderator.Live;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Flow;

/// <summary>Degraded while comments wait for scores that do not come, unless an operator holds them up.</summary>
internal sealed class ScoringCheck(LiveStore store, PolicyOptions options, FlowWatch flow) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        flow.View.Picture.Pauses.Any(pause => pause.Station is FlowPicture.Classifier or FlowPicture.Queue)
            ? HealthCheckResult.Healthy("paused")
        : (await store.ScoringAsync(options.ScoringTimeout, cancellationToken)).SilentSince is { } silentSince
            ? HealthCheckResult.Degraded($"no scores since {silentSince:O}")
        : HealthCheckResult.Healthy();
}
