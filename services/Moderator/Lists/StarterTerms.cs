namespace Moderation.Moderator.Lists;

/// <summary>
/// What the lists of a new installation hold, from files of one term a line. Banned are words that no decent comment has; suspect
/// ones insult, sell or lure, and may be quoted; allowed ones take back what looks alike, with diacritics or without.
/// </summary>
public static class StarterTerms
{
    public static IReadOnlyList<string> Banned { get; } = Read("banned");

    public static IReadOnlyList<string> Suspect { get; } = Read("suspect");

    public static IReadOnlyList<string> Allowed { get; } = Read("allowed");

    private static IReadOnlyList<string> Read(string list)
    {
        using var resource = typeof(StarterTerms).Assembly.GetManifestResourceStream($"Starter.{list}.txt")!;
        using var file = new MemoryStream();
        resource.CopyTo(file);
        return TermFile.OfText(file.ToArray()).Terms;
    }
}
