using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// The message that tells the other services of a decision. It has the decision's id, by which it can be recalled.
/// </summary>
internal static class Announcement
{
    /// <returns>Null when a decision concerns nobody else.</returns>
    public static OutboxMessage? Of(NewDecision decision, Decision written, TimeSpan grace) =>
        decision.Outcome switch
        {
            // What is published already stays as it is.
            Outcome.Approve when written.Keeps => null,
            Outcome.Approve or Outcome.Feature or Outcome.Unfeature =>
                OutboxMessage.Of(Approved(decision, written), grace) with { Id = decision.Id },
            // It is published, or an earlier revision may be, or be on its way: whatever is, goes.
            Outcome.Reject when decision.Comment.Revision > 1 || decision.Origin == CommentStatus.Reported =>
                OutboxMessage.Of(TakenDown(decision, written), grace) with
                {
                    Id = decision.Id,
                },
            Outcome.Reject => OutboxMessage.Of(Rejected(decision, written), grace) with { Id = decision.Id },
            Outcome.Undo when decision.Announced => OutboxMessage.Of(Retracted(decision, written)) with { Id = decision.Id },
            _ => null,
        };

    /// <summary>Tells anew what readers see.</summary>
    /// <param name="comment">The revision that is shown.</param>
    /// <param name="shown">The approval that made it so.</param>
    /// <param name="version">Of the last decision that told it.</param>
    public static OutboxMessage Again(Comment comment, Decision shown, int version) =>
        OutboxMessage.Of(
            Approved(
                new NewDecision(comment, Outcome.Approve, comment.Status, CommentStatus.Approved) { Shown = shown },
                shown with
                {
                    Version = version,
                }
            )
        );

    private static CommentApproved Approved(NewDecision decision, Decision written) =>
        new()
        {
            CommentId = decision.Comment.Id,
            Revision = decision.Comment.Revision,
            Version = written.Version,
            ArticleId = decision.Comment.ArticleId,
            ParentId = decision.Comment.ParentId,
            Text = Public(
                decision.Comment.Text,
                (decision.Shown?.Masks ?? decision.Masks) ?? [],
                decision.Shown?.Edit ?? decision.Edit
            ),
            Edited = (decision.Shown?.Edit ?? decision.Edit) is not null,
            Featured = decision.Featured,
            Badge = decision.Comment.Badge,
            SubmittedAt = decision.Comment.SubmittedAt,
            ApprovedAt = decision.Shown?.DecidedAt ?? decision.DecidedBefore ?? written.DecidedAt,
        };

    private static CommentText Public(CommentText text, IReadOnlyList<FoundSpan> masks, EditedText? edit) =>
        new()
        {
            Name = PublicText.Clean(Masking.Apply(text.Name, CommentField.Name, masks)),
            Title = PublicText.Clean(edit?.Title ?? Masking.Apply(text.Title, CommentField.Title, masks)),
            Content = PublicText.Clean(edit?.Content ?? Masking.Apply(text.Content, CommentField.Content, masks)),
        };

    private static CommentRejected Rejected(NewDecision decision, Decision written) =>
        new()
        {
            CommentId = decision.Comment.Id,
            Revision = decision.Comment.Revision,
            Version = written.Version,
            Reason = decision.Reason!.Value,
            RejectedAt = decision.DecidedBefore ?? written.DecidedAt,
            Upheld = decision.Origin == CommentStatus.Appealed,
            Automatic = decision.Rule is not null,
            Rule = Policy.Policy.Rules.FirstOrDefault(rule => rule.Name == decision.Rule)?.Title,
        };

    private static CommentRetracted TakenDown(NewDecision decision, Decision written)
    {
        var rejected = Rejected(decision, written);
        return Retracted(decision, written) with
        {
            Reason = rejected.Reason,
            Automatic = rejected.Automatic,
            Rule = rejected.Rule,
            Upheld = rejected.Upheld,
        };
    }

    private static CommentRetracted Retracted(NewDecision decision, Decision written) =>
        new()
        {
            CommentId = decision.Comment.Id,
            Revision = decision.Comment.Revision,
            Version = written.Version,
            ArticleId = decision.Comment.ArticleId,
            RetractedAt = written.DecidedAt,
            WasRejected = decision.Undone == Outcome.Reject,
        };
}
