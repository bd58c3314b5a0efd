namespace Moderation.Moderator.Review;

/// <summary>The policy run again on what waits.</summary>
public sealed record PolicyRun
{
    public required Guid Id { get; init; }

    /// <summary><c>running</c> or <c>done</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How many waited when it began.</summary>
    public required int Total { get; init; }

    public required int Examined { get; init; }

    /// <summary>Of how many the policy said something else than before.</summary>
    public required int Changed { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
