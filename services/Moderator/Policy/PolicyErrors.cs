using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Policy;

/// <summary>What is wrong with settings, by member: <c>thresholds.spam</c> or <c>sections.Thể thao.contacts</c>.</summary>
internal static class PolicyErrors
{
    private const int MostSections = 100;
    private const int MostArticles = 1_000;

    public static Dictionary<string, IReadOnlyList<FieldError>> Of(PolicySettings settings)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        Check("", settings, errors);
        foreach (var (name, section) in settings.Sections)
        {
            if (
                section is null
                || HiddenCharacters.IsBlank(name)
                || Graphemes.Count(name) > 200
                || IncomingText.FaultOf(name) != TextFault.None
            )
                errors["sections"] =
                [
                    new(
                        "section-invalid",
                        "Chuyên mục phải có tên từ 1 đến 200 ký tự và có thiết lập.",
                        "A section has a name of 1 to 200 characters, and settings."
                    ),
                ];
            else
                Check($"sections.{name}.", section.Over(settings), errors);
        }

        if (settings.Sections.Count > MostSections)
            errors["sections"] =
            [
                new(
                    "too-many-sections",
                    "Nhiều nhất 100 chuyên mục có thiết lập riêng.",
                    "At most 100 sections have settings of their own."
                ),
            ];
        if (settings.Articles.Count > MostArticles)
            errors["articles"] =
            [
                new(
                    "too-many-articles",
                    "Nhiều nhất 1.000 bài có công tắc riêng.",
                    "At most 1,000 articles have switches of their own."
                ),
            ];
        else if (settings.Articles.Any(article => article.Value is null || !ArticleId.IsValid(article.Key)))
            errors["articles"] =
            [
                new(
                    "article-invalid",
                    "Mã bài viết không hợp lệ hoặc không có công tắc.",
                    "The id of an article is not valid, or has no switches."
                ),
            ];
        return errors;
    }

    private static void Check(string prefix, RuleSettings rules, Dictionary<string, IReadOnlyList<FieldError>> errors)
    {
        foreach (var (label, thresholds) in rules.Thresholds)
            Check($"thresholds.{label.Word()}", ScoreLabels.Of(label).Unwanted ? Thresholds(thresholds) : Merit);
        foreach (var row in ScoreLabels.Unwanted.Where(row => !rules.Thresholds.ContainsKey(row.Label)))
            Check($"thresholds.{row.Name}", Missing);
        Check(
            "duplicates",
            rules.Duplicates is { Distance: >= 0 and <= 24, Hours: >= 1 and <= 72, MinSyllables: >= 4 and <= 200 }
                ? null
                : new(
                    "duplicates-out-of-range",
                    "Khác biệt phải từ 0 đến 24 bit, thời gian từ 1 đến 72 giờ, độ dài từ 4 đến 200 âm tiết.",
                    "The distance is 0 to 24 bits, the time 1 to 72 hours, the length 4 to 200 syllables."
                )
        );
        Check("authorFlood", Flood(rules.AuthorFlood));
        Check("articleFlood", Flood(rules.ArticleFlood));
        Check(
            "newAuthorComments",
            rules.NewAuthorComments is >= 0 and <= 50
                ? null
                : new(
                    "new-author-comments-out-of-range",
                    "Số bình luận đầu của tác giả mới phải từ 0 đến 50.",
                    "The first comments of a new author are 0 to 50."
                )
        );

        void Check(string member, FieldError? error)
        {
            if (error is not null)
                errors[prefix + member] = [error];
        }
    }

    private static FieldError? Thresholds(Thresholds thresholds) =>
        thresholds switch
        {
            not { Hold: > 0 and <= 1, Reject: > 0 and <= 1 } => new(
                "threshold-out-of-range",
                "Ngưỡng phải lớn hơn 0 và không quá 1.",
                "A threshold is above 0 and at most 1."
            ),
            _ when thresholds.Hold >= thresholds.Reject => new(
                "thresholds-cross",
                "Ngưỡng giữ phải thấp hơn ngưỡng từ chối.",
                "The holding threshold must be below the rejecting one."
            ),
            _ => null,
        };

    private static FieldError Merit { get; } =
        new("threshold-unexpected", "Nhãn này không có ngưỡng.", "This label has no thresholds.");

    private static FieldError Missing { get; } =
        new("thresholds-missing", "Thiếu ngưỡng của nhãn này.", "The thresholds of this label are missing.");

    private static FieldError? Flood(FloodSettings flood) =>
        flood is { Comments: >= 1 and <= 10_000, Minutes: >= 1 and <= 1_440 }
            ? null
            : new(
                "flood-out-of-range",
                "Số bình luận phải từ 1 đến 10.000, thời gian từ 1 đến 1.440 phút.",
                "The comments are 1 to 10,000, the time 1 to 1,440 minutes."
            );
}
