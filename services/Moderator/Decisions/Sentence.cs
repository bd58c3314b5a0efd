using Moderation.Moderator.Comments;
using Moderation.Moderator.Leases;

namespace Moderation.Moderator.Decisions;

/// <summary>Who decided what, or has it in hand, in a sentence for the moderator who came second.</summary>
internal static class Sentence
{
    public static string Vietnamese(Decision decision) =>
        $"{decision.Moderator ?? (IsReaders(decision) ? "Bạn đọc" : "Chính sách tự động")} đã "
        + decision.Outcome switch
        {
            Outcome.Approve => "duyệt bình luận này.",
            Outcome.Reject => "từ chối bình luận này.",
            Outcome.Hold => "giữ bình luận này lại.",
            Outcome.Appeal => "khiếu nại quyết định này.",
            Outcome.Report => "báo cáo bình luận này.",
            _ => "hoàn tác quyết định này.",
        };

    public static string English(Decision decision) =>
        $"{decision.Moderator ?? (IsReaders(decision) ? "The reader" : "The policy")} "
        + decision.Outcome switch
        {
            Outcome.Approve => "approved this comment.",
            Outcome.Reject => "rejected this comment.",
            Outcome.Hold => "held this comment.",
            Outcome.Appeal => "appealed this decision.",
            Outcome.Report => "reported this comment.",
            _ => "took this decision back.",
        };

    private static bool IsReaders(Decision decision) => decision.Outcome is Outcome.Appeal or Outcome.Report;

    public static string Vietnamese(Holder? holder) =>
        holder is null ? "Bạn không còn nhận xử lý bình luận này." : $"{holder.Moderator} đang xử lý bình luận này.";

    public static string English(Holder? holder) =>
        holder is null ? "You no longer have this comment in hand." : $"{holder.Moderator} has this comment in hand.";
}
