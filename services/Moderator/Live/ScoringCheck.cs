using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Live;

/// <summary>Degraded while comments wait for scores that do not come.</summary>
internal sealed class ScoringCheck(LiveStore store, PolicyOptions options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        await store.SilentSinceAsync(options.ScoringTimeout, cancellationToken) is { } silentSince
            ? HealthCheckResult.Degraded($"no scores since {silentSince:O}")
            : HealthCheckResult.Healthy();
}
