namespace Moderation.Moderator.Decisions;

/// <summary>Who decided what, in a sentence for the moderator who came second.</summary>
internal static class Sentence
{
    public static string Vietnamese(Decision decision) => $"{decision.Moderator ?? "Chính sách tự động"} đã " + decision.Outcome switch
    {
        Outcome.Approve => "duyệt bình luận này.",
        Outcome.Reject => "từ chối bình luận này.",
        Outcome.Hold => "giữ bình luận này lại.",
        _ => "hoàn tác quyết định này.",
    };

    public static string English(Decision decision) => $"{decision.Moderator ?? "The policy"} " + decision.Outcome switch
    {
        Outcome.Approve => "approved this comment.",
        Outcome.Reject => "rejected this comment.",
        Outcome.Hold => "held this comment.",
        _ => "took this decision back.",
    };
}
