using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Moderator.Comments;

/// <param name="Name">An ISO 639-1 code, <see cref="Languages.Other"/> or <see cref="TextLanguage.Undetermined"/>.</param>
/// <param name="Words">What it is called.</param>
public sealed record LanguageRow(string Name, Words Words);

/// <summary>The languages that comments are told apart by, as far as <see cref="TextLanguage"/> can.</summary>
public static class Languages
{
    /// <summary>Not Vietnamese, and none of those that have a name here.</summary>
    public const string Other = "other";

    public static IReadOnlyList<LanguageRow> All { get; } =
    [
        new(TextLanguage.Vietnamese, new("Tiếng Việt", "Vietnamese")),
        new("en", new("Tiếng Anh", "English")),
        new("zh", new("Tiếng Trung", "Chinese")),
        new("ja", new("Tiếng Nhật", "Japanese")),
        new("ko", new("Tiếng Hàn", "Korean")),
        new("ru", new("Tiếng Nga", "Russian")),
        new("th", new("Tiếng Thái", "Thai")),
        new("lo", new("Tiếng Lào", "Lao")),
        new("km", new("Tiếng Khmer", "Khmer")),
        new("ar", new("Tiếng Ả Rập", "Arabic")),
        new("he", new("Tiếng Do Thái", "Hebrew")),
        new("hi", new("Tiếng Hindi", "Hindi")),
        new("el", new("Tiếng Hy Lạp", "Greek")),
        new(Other, new("Ngôn ngữ khác", "Another language")),
        new(TextLanguage.Undetermined, new("Chưa rõ (quá ngắn)", "Not known (too short)")),
    ];

    /// <param name="text">Title and content.</param>
    /// <param name="isForeign">What <see cref="ForeignText"/> says of it.</param>
    internal static string Of(string text, bool isForeign)
    {
        var language = TextLanguage.Of(text, isForeign);
        return isForeign && language == TextLanguage.Undetermined ? Other : language;
    }

    internal static string Of(CommentText text)
    {
        var read = TextOf(text);
        return Of(read, ForeignText.Is(read));
    }

    /// <summary>A name is of no language.</summary>
    internal static string TextOf(CommentText text) => $"{text.Title}\n{text.Content}";
}
