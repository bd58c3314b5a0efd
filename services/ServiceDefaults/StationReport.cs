namespace Moderation.ServiceDefaults;

/// <summary>
/// What one copy of a service says of itself, at <c>/station</c> of its operations port. No comment is part of it.
/// </summary>
public sealed record StationReport
{
    /// <summary>Such as <c>intake</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Which copy: its machine's name and its process.</summary>
    public required string Copy { get; init; }

    public required string Version { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>By the copy's own clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Its parts, as <c>/health/ready</c> names them: <c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</summary>
    public required IReadOnlyDictionary<string, string> Checks { get; init; }

    /// <summary>How often something happened since the copy started, by the name of its metric.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Its stations that are paused, as this copy honours it.</summary>
    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>What waits in its database; null while that cannot be asked. All copies say the same.</summary>
    public IReadOnlyList<Backlog>? Backlogs { get; init; }
}

/// <summary>What waits in one place.</summary>
/// <param name="Name"><c>outbox</c>, a queue of comments, or an endpoint of webhooks.</param>
/// <param name="Depth">How much.</param>
/// <param name="Oldest">Since when the oldest of it should have gone on; null when there is nothing.</param>
public sealed record Backlog(string Name, long Depth, DateTimeOffset? Oldest);

/// <summary>Knows what waits in the service's database.</summary>
public interface IBacklogs
{
    Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken);
}
