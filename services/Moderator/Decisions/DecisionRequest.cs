using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Decisions;

/// <summary>What a moderator decides.</summary>
/// <param name="Outcome"><c>approve</c>, <c>reject</c> or <c>hold</c>.</param>
/// <param name="Reason">For <c>reject</c> alone: spam, personalAttack, hateSpeech, obscenity, misinformation, offTopic, personalData or illegal.</param>
/// <param name="Note">For colleagues, at most 1,000 characters as people count them.</param>
/// <param name="Revision">The revision that the moderator saw.</param>
/// <param name="Mask">With <c>approve</c>: phone numbers, e-mail addresses, bank accounts and links appear as <c>•••</c>.</param>
public sealed record DecisionRequest(string? Outcome = null, string? Reason = null, string? Note = null, int? Revision = null, bool Mask = false)
{
    private const int MaxNote = 1_000;

    internal Outcome? ParsedOutcome => EnumWords.Named<Outcome>(Outcome) is { } outcome and not Decisions.Outcome.Undo ? outcome : null;

    internal RejectReason? ParsedReason => EnumWords.Named<RejectReason>(Reason);

    internal string? TrimmedNote => string.IsNullOrWhiteSpace(Note) ? null : Note.Trim();

    /// <returns>All that is wrong, by member.</returns>
    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (ParsedOutcome is null)
            errors["outcome"] = [new("outcome-unknown", "Quyết định phải là approve, reject hoặc hold.", "The outcome must be approve, reject or hold.")];
        if (Reason is not null && ParsedReason is null)
            errors["reason"] = [new("reason-unknown", "Không có lý do từ chối này.", "There is no such reason.")];
        else if (ParsedOutcome == Decisions.Outcome.Reject && Reason is null)
            errors["reason"] = [new("reason-required", "Từ chối phải có lý do.", "A rejection needs a reason.")];
        else if (ParsedOutcome is Decisions.Outcome.Approve or Decisions.Outcome.Hold && Reason is not null)
            errors["reason"] = [new("reason-unexpected", "Chỉ từ chối mới có lý do.", "Only a rejection has a reason.")];
        if (NoteError() is { } note)
            errors["note"] = [note];
        if (Mask && ParsedOutcome is not (null or Decisions.Outcome.Approve))
            errors["mask"] = [new("mask-unexpected", "Chỉ khi duyệt mới ẩn số.", "Only an approval masks.")];
        if (Revision is not > 0)
            errors["revision"] = [new("revision-required", "Thiếu số bản của bình luận đang xem.", "The revision that you see is missing.")];
        return errors;
    }

    private FieldError? NoteError()
    {
        if (TrimmedNote is not { } note)
            return null;
        if (IncomingText.FaultOf(note) != TextFault.None)
            return new("note-invalid", "Ghi chú có ký tự không hợp lệ.", "The note holds characters that are not text.");
        return Graphemes.Count(note) > MaxNote
            ? new("note-too-long", "Ghi chú dài quá 1.000 ký tự.", "The note is longer than 1,000 characters.")
            : null;
    }
}
