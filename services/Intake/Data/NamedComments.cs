using System.Text.RegularExpressions;
using Moderation.Intake.Tracking;

namespace Moderation.Intake.Data;

/// <summary>The comments that a letter names by ids, by their addresses under the article, or by secret links.</summary>
/// <param name="Ids">Of the comments.</param>
/// <param name="Hashes">Of the links' tokens, each with what was written.</param>
/// <param name="Unreadable">What is neither.</param>
public sealed partial record NamedComments(
    IReadOnlyCollection<Guid> Ids,
    IReadOnlyDictionary<string, string> Hashes,
    IReadOnlyList<string> Unreadable
)
{
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly char[] Between = [' ', '\t', '\r', '\n', ',', ';', '<', '>', '"'];

    /// <param name="text">One behind the other, with spaces, line ends or commas between.</param>
    public static NamedComments Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (ids, hashes, unreadable) =
            (new HashSet<Guid>(), new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var written in text.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            // An article's id may hold one too, and stands before.
            if (Link().Match(written) is { Success: true } link)
                hashes[TrackingLinks.HashOf(link.Groups["token"].Value)] = written;
            else if (Id().Matches(written) is { Count: > 0 } found)
                ids.Add(Guid.Parse(found[^1].Value));
            else
                unreadable.Add(written);
        }
        return new(ids, hashes, unreadable);
    }

    public int Total => Ids.Count + Hashes.Count + Unreadable.Count;

    /// <summary>A link or what stands at its end.</summary>
    [GeneratedRegex(@"(/track/|\A)(?<token>[A-Za-z0-9_-]{22})([/?#].*)?\z", Plain)]
    private static partial Regex Link();

    [GeneratedRegex("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", Plain)]
    private static partial Regex Id();
}
