using System.Text.Json.Nodes;

namespace Moderation.Moderator.Faults;

/// <summary>Where a fault stands. The names are the words of the database and the API.</summary>
public enum FaultStatus
{
    /// <summary>Nobody has done anything about it, or it failed again.</summary>
    Open,

    /// <summary>It is about to be sent once more.</summary>
    Replaying,

    /// <summary>It was sent once more, and has not come back.</summary>
    Replayed,

    Discarded,
}

/// <summary>Faults of the same exception at the same place in the same queue, for messages of the same type.</summary>
public sealed record FaultCause
{
    public required Guid Id { get; init; }

    /// <summary>Such as <c>publisher-record-decision</c>; what stands before the first hyphen is the service.</summary>
    public required string Queue { get; init; }

    public required string? MessageType { get; init; }

    /// <summary>Empty when nothing failed.</summary>
    public required string ExceptionType { get; init; }

    /// <summary>The method in which it failed; empty when that is not known.</summary>
    public required string Place { get; init; }

    /// <summary>What it means.</summary>
    public FaultKind Kind => FaultKinds.Of(ExceptionType);

    public required int Open { get; init; }

    public required int Replaying { get; init; }

    /// <summary>Replayed or discarded, and not deleted yet.</summary>
    public required int Closed { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }
}

/// <param name="Open">How many faults are open.</param>
/// <param name="OldestAt">When the oldest of these came; null when there is none.</param>
/// <param name="Items">At most 200 causes, those with open faults first, then from the latest on.</param>
public sealed record CauseList(int Open, DateTimeOffset? OldestAt, IReadOnlyList<FaultCause> Items);

/// <summary>One message that failed.</summary>
public record Fault
{
    public required Guid Id { get; init; }

    public required FaultStatus Status { get; init; }

    public required string Queue { get; init; }

    public required string? MessageType { get; init; }

    /// <summary>Null when it cannot be found in it.</summary>
    public required Guid? CommentId { get; init; }

    /// <summary>How often it has failed.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it failed last, by the clock of the service; null when it does not say.</summary>
    public required DateTimeOffset? FailedAt { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What was done about it last: a kind of operation; null when nothing was.</summary>
    public string? Did { get; init; }

    public string? DidBy { get; init; }

    /// <summary>With the reason why it was discarded.</summary>
    public string? DidDetail { get; init; }
}

/// <param name="Items">At most 50, the latest first.</param>
/// <param name="Next">The cursor of the page behind, or null on the last.</param>
public sealed record FaultPage(IReadOnlyList<Fault> Items, string? Next);

/// <summary>All that may be shown of one message.</summary>
public sealed record FaultDetail : Fault
{
    public required Guid CauseId { get; init; }

    public required string? MessageId { get; init; }

    public required string ExceptionType { get; init; }

    public required string ExceptionMessage { get; init; }

    public required string Place { get; init; }

    public required string Stack { get; init; }

    /// <summary>By name; what a reader may have written is masked.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How it is built, with what readers wrote masked; null when it is no JSON, or too long to be shown.</summary>
    public JsonNode? Payload { get; init; }

    public required int Bytes { get; init; }
}
