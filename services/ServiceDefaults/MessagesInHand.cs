using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The messages that consumers have taken and are not done with. One that takes too long, for the work stands still or its
/// answer does not leave, holds up those behind it.
/// </summary>
internal sealed class MessagesInHand(HealthOptions options, TimeProvider time) : IHealthCheck
{
    private readonly ConcurrentDictionary<Hand, DateTimeOffset> _since = new();

    /// <summary>Until it is disposed.</summary>
    public IDisposable Take()
    {
        var hand = new Hand(_since);
        _since[hand] = time.GetUtcNow();
        return hand;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var late = time.GetUtcNow() - options.Patience;
        return Task.FromResult(
            _since.Values.Any(since => since < late)
                ? HealthCheckResult.Degraded($"a message is in hand for more than {options.Patience}")
                : HealthCheckResult.Healthy()
        );
    }

    private sealed class Hand(ConcurrentDictionary<Hand, DateTimeOffset> since) : IDisposable
    {
        public void Dispose() => since.TryRemove(this, out _);
    }
}

/// <summary>From the section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    /// <summary>How long a message may be in hand before the service is called ill.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
