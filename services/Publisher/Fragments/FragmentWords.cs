using Moderation.Publisher.Publications;

namespace Moderation.Publisher.Fragments;

/// <summary>The texts of a fragment in one language.</summary>
internal sealed record FragmentWords(
    string Code,
    string Heading,
    string None,
    string Edited,
    IReadOnlyDictionary<string, string> Badges,
    string Featured,
    string Likes,
    string RepliesTo,
    string MoreReplies,
    string More,
    string Report,
    string ReportOf,
    string Culture
)
{
    public static FragmentWords Vietnamese { get; } =
        new(
            "vi",
            "Bình luận",
            "Chưa có bình luận nào.",
            "đã biên tập bởi tòa soạn",
            PublicBadges.Vietnamese,
            "Nổi bật",
            "lượt thích",
            "Trả lời cho",
            "Còn những trả lời khác.",
            "Còn những bình luận khác.",
            "Báo cáo",
            "Báo cáo bình luận của {0}",
            "vi-VN"
        );

    public static FragmentWords English { get; } =
        new(
            "en",
            "Comments",
            "There are no comments yet.",
            "edited by the newsroom",
            PublicBadges.English,
            "Featured",
            "likes",
            "Replies to",
            "There are more replies.",
            "There are more comments.",
            "Report",
            "Report the comment of {0}",
            "en-GB"
        );

    /// <returns>Null for a language that there is not; Vietnamese for none.</returns>
    public static FragmentWords? Find(string? language) =>
        language switch
        {
            null or "vi" => Vietnamese,
            "en" => English,
            _ => null,
        };
}
