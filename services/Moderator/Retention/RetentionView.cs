using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Retention;

/// <summary>What one service keeps.</summary>
public sealed record ServiceRetention
{
    /// <summary>Such as <c>intake</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Whether it is known where to ask.</summary>
    public required bool IsWatched { get; init; }

    /// <summary>What it said last; null when it never did.</summary>
    public IReadOnlyList<RetentionReport>? Kinds { get; init; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Why it does not answer now; null while it does.</summary>
    public Flow.Silence? Silence { get; init; }
}

/// <summary>What the whole system keeps, in the order of the flow.</summary>
/// <param name="At">When they were asked.</param>
/// <param name="Services">Those that keep something for a time.</param>
public sealed record RetentionView(DateTimeOffset At, IReadOnlyList<ServiceRetention> Services);
