using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

/// <summary>What a moderator decides.</summary>
/// <param name="Outcome"><c>approve</c>, <c>reject</c> or <c>hold</c>.</param>
/// <param name="Reason">For <c>reject</c> alone: the name of one of <see cref="RejectReasons"/>.</param>
/// <param name="Note">For colleagues, at most 1,000 characters as people count them.</param>
/// <param name="Revision">The revision that the moderator saw.</param>
/// <param name="Mask">With <c>approve</c>: phone numbers, e-mail addresses, bank accounts and links appear as <c>•••</c>.</param>
/// <param name="Edit">
/// With <c>approve</c>, and not with <paramref name="Mask"/>: the text that appears instead of the reader's.
/// </param>
/// <param name="Lease">By which the moderator holds the comment. Without it, only a comment in another's hand is refused.</param>
public sealed record DecisionRequest(
    string? Outcome = null,
    string? Reason = null,
    string? Note = null,
    int? Revision = null,
    bool Mask = false,
    EditRequest? Edit = null,
    Guid? Lease = null
)
{
    internal static FieldError RevisionRequired { get; } =
        new("revision-required", "Thiếu số bản của bình luận đang xem.", "The revision that you see is missing.");

    internal Outcome? ParsedOutcome => Outcomes.Decidable(Outcome);

    internal RejectReason? ParsedReason => EnumWords.Named<RejectReason>(Reason);

    internal string? TrimmedNote => InternalText.Trimmed(Note);

    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = ErrorsOf(ParsedOutcome, Reason, Note);
        if (Mask && ParsedOutcome is not (null or Comments.Outcome.Approve))
            errors["mask"] = [new("mask-unexpected", "Chỉ khi duyệt mới ẩn số.", "Only an approval masks.")];
        Edit?.AddErrors(errors);
        if (Edit is not null && ParsedOutcome is not (null or Comments.Outcome.Approve))
            errors["edit"] = [new("edit-unexpected", "Chỉ khi duyệt mới biên tập.", "Only an approval edits.")];
        else if (Edit is not null && Mask)
            errors["edit"] =
            [
                new(
                    "edit-with-mask",
                    "Không thể vừa ẩn số vừa biên tập: hãy xóa số trong bản biên tập.",
                    "An approval either masks or edits: take the number out in the edit."
                ),
            ];
        if (Revision is not > 0)
            errors["revision"] = [RevisionRequired];
        return errors;
    }

    /// <summary>What is wrong with a decision on one comment or on many.</summary>
    internal static Dictionary<string, IReadOnlyList<FieldError>> ErrorsOf(Outcome? outcome, string? reason, string? note)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (outcome is null)
            errors["outcome"] =
            [
                new(
                    "outcome-unknown",
                    "Quyết định phải là approve, reject hoặc hold.",
                    "The outcome must be approve, reject or hold."
                ),
            ];
        if (reason is not null && EnumWords.Named<RejectReason>(reason) is null)
            errors["reason"] = [new("reason-unknown", "Không có lý do từ chối này.", "There is no such reason.")];
        else if (outcome == Comments.Outcome.Reject && reason is null)
            errors["reason"] = [new("reason-required", "Từ chối phải có lý do.", "A rejection needs a reason.")];
        else if (outcome is Comments.Outcome.Approve or Comments.Outcome.Hold && reason is not null)
            errors["reason"] = [new("reason-unexpected", "Chỉ từ chối mới có lý do.", "Only a rejection has a reason.")];
        if (InternalText.ErrorOf(note, "note") is { } error)
            errors["note"] = [error];
        return errors;
    }
}
