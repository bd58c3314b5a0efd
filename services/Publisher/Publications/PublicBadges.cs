using Moderation.Contracts;

namespace Moderation.Publisher.Publications;

/// <summary>What readers read beside the name of whoever is no reader, by the badge's word.</summary>
internal static class PublicBadges
{
    public static string Newsroom { get; } = Badge.Newsroom.Word();

    private static readonly string Author = Badge.Author.Word();

    public static IReadOnlyDictionary<string, string> Vietnamese { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [Newsroom] = "Tòa soạn", [Author] = "Tác giả" };

    public static IReadOnlyDictionary<string, string> English { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [Newsroom] = "Newsroom", [Author] = "Author" };
}
