using System.Text.Json;

namespace Moderation.Contracts;

/// <summary>Why a comment was refused. A new reason is a value here and its row in <see cref="RejectReasons"/>.</summary>
public enum RejectReason
{
    Spam,
    PersonalAttack,
    HateSpeech,
    Obscenity,
    Misinformation,
    OffTopic,
    PersonalData,
    Illegal,
}

/// <summary>Who may take back what is not their own, the least first.</summary>
public enum Overturner
{
    Moderator,
    Senior,
    Administrator,
}

/// <summary>One reason with all that follows from it.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Key">The digit that chooses it in the console.</param>
/// <param name="Words">What moderators read.</param>
/// <param name="Statement">What the reader is told.</param>
/// <param name="Overturner">
/// Who may at least overturn such a rejection by another, or by a rule; a colleague's decisions are a senior's to overturn
/// anyhow.
/// </param>
public sealed record ReasonRow(RejectReason Reason, int Key, Words Words, Words Statement, Overturner Overturner)
{
    /// <summary>As messages, databases and APIs write it, such as <c>personalAttack</c>.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Reason.ToString());
}

/// <summary>The table of reasons, in the order in which they are offered.</summary>
public static class RejectReasons
{
    public static IReadOnlyList<ReasonRow> All { get; } =
    [
        new(
            RejectReason.Spam,
            1,
            new("Quảng cáo/Spam", "Advertising/spam"),
            new("Lý do: quảng cáo hoặc spam.", "Reason: advertising or spam."),
            Overturner.Moderator
        ),
        new(
            RejectReason.PersonalAttack,
            2,
            new("Công kích cá nhân", "Personal attack"),
            new("Lý do: công kích cá nhân.", "Reason: personal attack."),
            Overturner.Moderator
        ),
        new(
            RejectReason.HateSpeech,
            3,
            new("Ngôn từ thù ghét", "Hate speech"),
            new("Lý do: ngôn từ thù ghét.", "Reason: hate speech."),
            Overturner.Senior
        ),
        new(
            RejectReason.Obscenity,
            4,
            new("Tục tĩu", "Obscenity"),
            new("Lý do: ngôn từ tục tĩu.", "Reason: obscene language."),
            Overturner.Moderator
        ),
        new(
            RejectReason.Misinformation,
            5,
            new("Thông tin sai", "Misinformation"),
            new("Lý do: thông tin sai sự thật.", "Reason: false information."),
            Overturner.Moderator
        ),
        new(
            RejectReason.OffTopic,
            6,
            new("Không liên quan", "Off topic"),
            new("Lý do: không liên quan đến bài viết.", "Reason: not about the article."),
            Overturner.Moderator
        ),
        new(
            RejectReason.PersonalData,
            7,
            new("Lộ thông tin cá nhân", "Personal data"),
            new("Lý do: để lộ thông tin cá nhân.", "Reason: discloses personal data."),
            Overturner.Senior
        ),
        new(
            RejectReason.Illegal,
            8,
            new("Vi phạm pháp luật", "Illegal"),
            new("Lý do: vi phạm pháp luật.", "Reason: against the law."),
            Overturner.Administrator
        ),
    ];

    public static ReasonRow Of(RejectReason reason) => All.First(row => row.Reason == reason);

    /// <returns>Null when no reason is called so.</returns>
    public static ReasonRow? Named(string? name) => All.FirstOrDefault(row => row.Name == name);
}
