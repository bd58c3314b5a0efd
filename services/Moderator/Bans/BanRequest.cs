using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Bans;

/// <summary>Bans or mutes the author of a comment; the keys by which authors are known never leave the service.</summary>
/// <param name="CommentId">A comment of the author.</param>
/// <param name="By"><c>phone</c>, <c>device</c>, <c>address</c> or <c>name</c>.</param>
/// <param name="Effect"><c>ban</c> or <c>mute</c>.</param>
/// <param name="Reason">As for rejections.</param>
/// <param name="EndsAt">Later than now; null for no end.</param>
/// <param name="Note">For colleagues, at most 1,000 characters.</param>
public sealed record BanRequest(
    Guid CommentId,
    string? By = null,
    string? Effect = null,
    string? Reason = null,
    DateTimeOffset? EndsAt = null,
    string? Note = null
)
{
    internal BanKind? ParsedBy => EnumWords.Named<BanKind>(By);

    internal BanEffect? ParsedEffect => EnumWords.Named<BanEffect>(Effect);

    internal RejectReason? ParsedReason => EnumWords.Named<RejectReason>(Reason);

    internal string? TrimmedNote => InternalText.Trimmed(Note);

    internal Dictionary<string, IReadOnlyList<FieldError>> Errors(DateTimeOffset now)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (ParsedBy is null)
            errors["by"] =
            [
                new("by-unknown", "Chặn theo phone, device, address hoặc name.", "Ban by phone, device, address or name."),
            ];
        if (ParsedEffect is null)
            errors["effect"] =
            [
                new("effect-unknown", "Chỉ có ban (từ chối) và mute (giữ lại).", "There are ban (reject) and mute (hold)."),
            ];
        if (ParsedReason is null)
            errors["reason"] = [new("reason-unknown", "Không có lý do này.", "There is no such reason.")];
        if (EndsAt <= now)
            errors["endsAt"] = [new("end-passed", "Thời hạn phải ở tương lai.", "The end must lie ahead.")];
        if (InternalText.ErrorOf(Note, "note") is not null)
            errors["note"] =
            [
                new(
                    "note-invalid",
                    "Ghi chú dài quá 1.000 ký tự hoặc có ký tự không hợp lệ.",
                    "The note is longer than 1,000 characters or holds what is not text."
                ),
            ];
        return errors;
    }
}
