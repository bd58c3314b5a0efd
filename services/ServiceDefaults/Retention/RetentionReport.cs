namespace Moderation.ServiceDefaults;

/// <summary>
/// What a service keeps of one kind, for how long, and how its removal goes. Nothing of the data is part of it.
/// </summary>
public sealed record RetentionReport
{
    /// <inheritdoc cref="RetentionRule.Kind"/>
    public required string Kind { get; init; }

    /// <inheritdoc cref="RetentionRule.Setting"/>
    public required string Setting { get; init; }

    /// <summary>For how long, in seconds; null for what says itself when it ends.</summary>
    public double? KeptSeconds { get; init; }

    /// <summary>How often what was kept long enough is looked for.</summary>
    public required double EverySeconds { get; init; }

    /// <summary>When it is looked for next.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Since when it should have been removed, or looked for; null when all is well.</summary>
    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>The latest first: the last one, and before it the last 20 that removed something or failed.</summary>
    public IReadOnlyList<RetentionRun> Runs { get; init; } = [];
}

/// <summary>How it went once.</summary>
public sealed record RetentionRun
{
    public required DateTimeOffset StartedAt { get; init; }

    public required double TookSeconds { get; init; }

    /// <summary>How many rows are gone, or hold it no longer.</summary>
    public required long Removed { get; init; }

    /// <summary>When the oldest came of what was left, or ended where each says when it ends.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>How much was left that was kept long enough; null when it failed.</summary>
    public long? Waiting { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }
}

/// <summary>How a job stands.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Since">Since when it is looked after.</param>
/// <param name="DueAt">When it runs next.</param>
/// <param name="DoneAt">When it last ran without an error.</param>
/// <param name="WaitingSince">Since when something is left.</param>
/// <param name="Now">By the database's clock.</param>
internal sealed record RetentionState(
    string Kind,
    DateTimeOffset Since,
    DateTimeOffset DueAt,
    DateTimeOffset? DoneAt,
    DateTimeOffset? WaitingSince,
    DateTimeOffset Now
)
{
    /// <summary>A run that fails once, or rows that somebody holds for a moment, are no reason to call anybody.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <param name="every">How often it should run.</param>
    /// <returns>Null when all is well: it ran in one of the last two rounds, and left nothing for as long.</returns>
    public DateTimeOffset? OverdueSince(TimeSpan every)
    {
        var due = (DoneAt ?? Since) + every;
        var late = Now - every - Grace;
        return due < late ? due
            : WaitingSince < late ? WaitingSince
            : null;
    }
}
