using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Comments;

/// <summary>Sections limit what a moderator sees and decides. A comment without one is for those who are not limited.</summary>
internal static class SectionLimit
{
    /// <param name="sections">Those of the person; null is every section.</param>
    /// <param name="section">That of the comment.</param>
    public static bool Includes(this string[]? sections, string? section) =>
        sections is null || (section is not null && sections.Contains(section, StringComparer.Ordinal));

    public static ProblemHttpResult Refusal() =>
        Problems.Of(403, "other-section", "Bình luận này thuộc chuyên mục khác.", "This comment belongs to another section.");
}
