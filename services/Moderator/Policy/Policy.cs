using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Policy;

/// <summary>
/// What happens to a comment before a person sees it: the first rule that answers decides, and all that answer are kept.
/// Approving and rejecting are advice, and become holding, until the newsroom switches them on.
/// </summary>
public static class Policy
{
    /// <summary>The rule that decisions are written down under which were made before their comments were brought here.</summary>
    public const string Archive = "archive";

    /// <summary>The rules that decisions of the machine lanes are written down under.</summary>
    public const string PublishLane = "publish-lane";

    public const string RejectLane = "reject-lane";

    /// <summary>The rule that holds what people are to read without what the machine says.</summary>
    public const string BlindRead = "blind-read";

    /// <summary>The rules in the order in which they are asked.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        // Asked of nothing that a reader sent: decisions of an archive are written down as they come.
        new(Archive, Outcome.Approve, CommentStatus.Pending, (_, _, _) => null)
        {
            Title = new("Từ kho lưu trữ", "From an archive"),
            How = new(
                "đã quyết định ở hệ thống cũ, và khi nhập tòa soạn chọn giữ quyết định ấy",
                "decided in the system before, and brought in with the word that this stands"
            ),
        },
        // Asked after all others, of what these only hold because nobody has read it.
        new(PublishLane, Outcome.Approve, CommentStatus.Pending, (_, _, _) => null)
        {
            Title = new("Làn máy đăng", "Publish lane"),
            How = new(
                "không quy tắc nào nghi ngờ, và điểm dưới ngưỡng mà quyết định của tòa soạn đã chứng minh",
                "no rule has doubts, and the score is below the threshold that the newsroom's decisions have proven"
            ),
        },
        new(RejectLane, Outcome.Reject, CommentStatus.Suspect, (_, _, _) => null)
        {
            Title = new("Làn máy từ chối", "Reject lane"),
            How = new(
                "điểm trên ngưỡng mà quyết định của tòa soạn đã chứng minh",
                "the score is above the threshold that the newsroom's decisions have proven"
            ),
        },
        new(BlindRead, Outcome.Hold, CommentStatus.Pending, (_, _, _) => null)
        {
            Title = new("Đọc không có máy", "Read without the machine"),
            How = new(
                "rút thăm để người đọc quyết định mà không thấy điểm, dấu và lời khuyên của máy",
                "drawn by lot for people to decide without the machine's scores, marks and advice"
            ),
        },
        new("banned-author", Outcome.Reject, CommentStatus.Suspect, Checks.BannedAuthor)
        {
            Title = new("Tác giả bị chặn", "Banned author"),
            How = new("nhận ra bằng điện thoại, thiết bị hoặc họ tên", "known by phone, device or name"),
        },
        new("banned-words", Outcome.Reject, CommentStatus.Suspect, Checks.BannedWords)
        {
            Title = new("Từ cấm", "Banned words"),
            How = new("có từ trong danh sách cấm, viết đủ dấu", "a word of the banned list, with its diacritics"),
        },
        new("muted-author", Outcome.Hold, CommentStatus.Suspect, Checks.MutedAuthor)
        {
            Title = new("Tác giả bị giữ", "Muted author"),
            How = new("mọi bình luận của họ chờ người đọc", "all that they send waits for a person"),
        },
        new("reserved-name", Outcome.Hold, CommentStatus.Suspect, Checks.ReservedName)
        {
            Title = new("Tên dành riêng", "Reserved name"),
            How = new("họ tên có từ chỉ tòa soạn mới được dùng", "a name that only the newsroom may use"),
        },
        new("suspect-words", Outcome.Hold, CommentStatus.Suspect, Checks.SuspectWords)
        {
            Title = new("Từ nghi ngờ", "Suspect words"),
            How = new(
                "có từ trong danh sách nghi ngờ, hoặc từ cấm viết không dấu",
                "a word of the suspect list, or a banned one without its diacritics"
            ),
        },
        new("contacts-in-text", Outcome.Hold, CommentStatus.Suspect, Checks.ContactsInText)
        {
            Setting = "contacts",
            Title = new("Cách liên lạc trong bài", "Contacts in the text"),
            How = new("{kinds}", "{kinds}"),
        },
        new("near-duplicate", Outcome.Hold, CommentStatus.Suspect, Checks.NearDuplicate)
        {
            Setting = "duplicates",
            Title = new("Gần giống bình luận khác", "Near-duplicate"),
            How = new(
                "trong {hours} giờ trước đó, từ {minSyllables} âm tiết trở lên, có chung ít nhất 60% số từ và cặp từ",
                "of one in the {hours} hours before, {minSyllables} syllables or longer, with 60 % of words and pairs in common"
            ),
        },
        new("author-flood", Outcome.Hold, CommentStatus.Suspect, Checks.FloodOfAuthor)
        {
            Setting = "authorFlood",
            Title = new("Tác giả gửi dồn dập", "The author floods"),
            How = new("hơn {comments} bình luận trong {minutes} phút", "more than {comments} comments in {minutes} minutes"),
        },
        new("article-flood", Outcome.Hold, CommentStatus.Suspect, Checks.FloodOfArticle)
        {
            Setting = "articleFlood",
            Title = new("Bài bị gửi dồn dập", "The article is flooded"),
            How = new("hơn {comments} bình luận trong {minutes} phút", "more than {comments} comments in {minutes} minutes"),
        },
        new("new-author", Outcome.Hold, CommentStatus.Pending, Checks.NewAuthor)
        {
            Setting = "newAuthorComments",
            Title = new("Tác giả mới", "New author"),
            How = new("chưa có đủ {n} bình luận được duyệt", "fewer than {n} approved comments"),
        },
        new("other-language", Outcome.Hold, CommentStatus.Suspect, Checks.OtherLanguage)
        {
            Setting = "otherLanguage",
            Title = new("Ngôn ngữ khác", "Another language"),
            How = new(
                "máy chỉ học tiếng Việt, nên điểm của máy không nói lên điều gì",
                "the machine has learnt Vietnamese alone, so its scores say nothing"
            ),
        },
        new("not-scored", Outcome.Hold, CommentStatus.Unscored, Checks.NotScored)
        {
            Title = new("Chưa chấm điểm", "Not scored"),
            How = new("máy chưa chấm điểm kịp", "no scores came in time"),
        },
        .. ScoreLabels.Unwanted.Select(OverReject),
        .. ScoreLabels.Unwanted.Select(OverHold),
        // After all that says more of the comment: it decides where nothing else does.
        new("pre-moderated", Outcome.Hold, CommentStatus.Pending, Checks.PreModerated)
        {
            Title = new("Bài duyệt trước", "Pre-moderated article"),
            How = new(
                "trang báo yêu cầu có người đọc từng bình luận dưới bài này",
                "the site asks that a person reads each comment beneath this article"
            ),
        },
        new("nothing-found", Outcome.Approve, CommentStatus.Pending, (_, _, found) => found)
        {
            Title = new("Không quy tắc nào nghi ngờ", "No rule has doubts"),
            How = new("mọi điều trên đều không đúng", "none of the above is true"),
        },
    ];

    /// <summary>Whether a rule goes by what the machine says: by scores, or by there being nothing else.</summary>
    internal static bool IsMachine(string rule) =>
        rule == Rules[^1].Name || rule is PublishLane or RejectLane || Rules.Any(r => r.Label is not null && r.Name == rule);

    public static Verdict Decide(Evidence evidence, RuleSettings rules)
    {
        // The last rule minds every comment, and so counts only where no other does.
        List<Finding> findings = [.. Rules.SkipLast(1).Select(rule => rule.Find(evidence, rules)).OfType<Finding>()];
        if (findings.Count == 0)
            findings.Add(Rules[^1].Find(evidence, rules)!);
        var first = findings[0];
        return new Verdict(Allowed(first.Advice, rules) ? first.Advice : Outcome.Hold, first, findings);
    }

    private static bool Allowed(Outcome advice, RuleSettings rules) =>
        advice switch
        {
            Outcome.Approve => rules.AutomaticApproval,
            Outcome.Reject => rules.AutomaticRejection,
            _ => true,
        };

    private static Rule OverReject(LabelRow label) =>
        new($"{label.Name}-over-reject-threshold", Outcome.Reject, CommentStatus.Suspect, (evidence, rules, found) =>
            Checks.Over(rules.Thresholds[label.Label].Reject, label, evidence, rules, found) is { } over
                ? over with
                {
                    Reason = label.Reason,
                }
                : null
        )
        {
            Label = label.Label,
            Setting = "thresholds",
            Title = new($"Điểm {label.Words.Vi} rất cao", $"Very high score: {label.Words.En}"),
            How = FromScore,
        };

    private static Rule OverHold(LabelRow label) =>
        new($"{label.Name}-over-hold-threshold", Outcome.Hold, CommentStatus.Suspect, (evidence, rules, found) =>
            Checks.Over(rules.Thresholds[label.Label].Hold, label, evidence, rules, found)
        )
        {
            Label = label.Label,
            Setting = "thresholds",
            Title = new($"Điểm {label.Words.Vi} cao", $"High score: {label.Words.En}"),
            How = FromScore,
        };

    private static Words FromScore => new("từ {n} trở lên", "{n} or more");
}
