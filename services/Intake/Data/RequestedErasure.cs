namespace Moderation.Intake.Data;

/// <summary>A request to erase that came by letter, e-mail, telephone or in person.</summary>
/// <param name="Id">What the console calls it by.</param>
/// <param name="Reference">Under which the newsroom files it; it tells nothing of who asked.</param>
/// <param name="Channel">One of <see cref="Contracts.ErasureChannels"/>.</param>
/// <param name="ReceivedAt">The beginning of the day in Vietnam on which it came.</param>
/// <param name="EnteredAt">When the console entered it.</param>
/// <param name="AnsweredAt">When who asked was told what happens; null until it is said to be so.</param>
/// <param name="Status">One of <see cref="RequestStatus"/>.</param>
/// <param name="Refusal">Why it is refused: one of <see cref="Contracts.ErasureRefusals"/>.</param>
/// <param name="ClosedAt">When it was done or refused.</param>
/// <param name="Comments">How many are erased for it.</param>
/// <param name="Waiting">Of how many of these Moderator has not said that nothing is left.</param>
public sealed record RequestedErasure(
    Guid Id,
    string Reference,
    string Channel,
    DateTimeOffset ReceivedAt,
    DateTimeOffset EnteredAt,
    DateTimeOffset? AnsweredAt,
    string Status,
    string? Refusal,
    DateTimeOffset? ClosedAt,
    int Comments,
    int Waiting
);

/// <summary>The values of <c>erasure_requests.status</c>.</summary>
public static class RequestStatus
{
    public const string Open = "open";

    public const string Done = "done";

    public const string Refused = "refused";
}

/// <summary>What became of an act on a request.</summary>
public enum RequestChange
{
    Done,
    NoSuchRequest,

    /// <summary>It is done or refused already.</summary>
    Closed,

    /// <summary>There is no such comment of a reader; nothing was erased.</summary>
    NoSuchComment,

    /// <summary>It is done only when something was erased for it.</summary>
    NothingErased,

    /// <summary>What was erased for it cannot be refused any more.</summary>
    ErasedAlready,
}
