namespace Moderation.Moderator.Faults;

/// <summary>Where a replay stands. The names are the words of the database and the API.</summary>
public enum ReplayStatus
{
    Running,
    Finished,

    /// <summary>By a person; what had not been sent is open again.</summary>
    Stopped,
}

/// <summary>Faults that are sent once more, at a rate.</summary>
public sealed record FaultReplay
{
    public required Guid Id { get; init; }

    public required ReplayStatus Status { get; init; }

    /// <summary>Messages a second.</summary>
    public required int Rate { get; init; }

    public required int Total { get; init; }

    public required int Sent { get; init; }

    /// <summary>How many of those that were sent have failed again, and are open.</summary>
    public required int CameBack { get; init; }

    /// <summary>What is sent: a cause in words, or a number of messages.</summary>
    public required string Subject { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <param name="Items">All that run, and of the others the latest ten.</param>
public sealed record ReplayList(IReadOnlyList<FaultReplay> Items);
