using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;

namespace Moderation.Moderator.Review;

/// <summary>Decisions that were made in another system, on comments that were brought from there.</summary>
internal static class Archive
{
    /// <summary>The decision as this system's own: undone, it waits for people as what no scores came for.</summary>
    public static NewDecision DecisionOn(Comment comment, ArchivedDecision archived) =>
        new(
            comment,
            archived.Approved ? Outcome.Approve : Outcome.Reject,
            Origin: CommentStatus.AwaitingScores,
            MovesTo: archived.Approved ? CommentStatus.Approved : CommentStatus.Rejected
        )
        {
            Rule = Policy.Policy.Archive,
            Reason = archived.Approved ? null : archived.Reason,
            Edit = archived is { Approved: true, Content: { } content } ? new EditedText(archived.Title ?? "", content) : null,
            DecidedBefore = archived.DecidedAt,
        };
}
