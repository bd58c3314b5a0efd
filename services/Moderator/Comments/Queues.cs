using Moderation.Contracts;

namespace Moderation.Moderator.Comments;

/// <summary>One queue with all that follows from it.</summary>
/// <param name="Status">That of the comments in it.</param>
/// <param name="Waiting">Whether they wait for a person; otherwise they are decided.</param>
/// <param name="Words">What moderators read.</param>
public sealed record QueueRow(CommentStatus Status, bool Waiting, Words Words)
{
    /// <summary>As the database and the API write it.</summary>
    public string Name { get; } = Status.Word();
}

/// <summary>
/// The table of queues, in the order in which they are shown; <c>is_waiting</c> and <c>is_decided</c> say the same in SQL.
/// A comment with another status is in no queue: its text or its scores are still to come, or its author took it back or
/// corrected it.
/// </summary>
public static class Queues
{
    public static IReadOnlyList<QueueRow> All { get; } =
    [
        new(CommentStatus.Pending, Waiting: true, new("Chờ duyệt", "Waiting")),
        new(CommentStatus.Suspect, Waiting: true, new("Nghi ngờ", "Suspect")),
        new(CommentStatus.Unscored, Waiting: true, new("Chưa chấm điểm", "Not scored")),
        new(CommentStatus.Appealed, Waiting: true, new("Khiếu nại", "Appeals")),
        new(CommentStatus.Reported, Waiting: true, new("Bị báo cáo", "Reported")),
        new(CommentStatus.Approved, Waiting: false, new("Đã duyệt", "Approved")),
        new(CommentStatus.Rejected, Waiting: false, new("Từ chối", "Rejected")),
    ];

    /// <summary>What readers brought back to people, in SQL: no rule decides on it.</summary>
    internal const string BroughtBack = "('appealed', 'reported')";

    public static IReadOnlyList<CommentStatus> Waiting { get; } = [.. All.Where(row => row.Waiting).Select(row => row.Status)];

    public static bool IsDecided(this CommentStatus status) => All.Any(row => row.Status == status && !row.Waiting);

    /// <summary>Where a comment stands after a decision.</summary>
    /// <param name="outcome">What was decided; not an undo.</param>
    /// <param name="held">Where it waits if it is held.</param>
    public static CommentStatus After(Outcome outcome, CommentStatus held) =>
        outcome switch
        {
            Outcome.Approve => CommentStatus.Approved,
            Outcome.Reject => CommentStatus.Rejected,
            _ => held,
        };
}
