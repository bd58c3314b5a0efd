using System.Text.Json;
using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Learning;

/// <summary>A comment as a person decided on it.</summary>
/// <param name="Id">Of the comment, as its source has it; null where it has none.</param>
/// <param name="Input">What is scored.</param>
/// <param name="Reason">Null of an approval; of a rejection without one, too.</param>
/// <param name="Rejected">Otherwise it was approved.</param>
/// <param name="DecidedAt">When.</param>
public sealed record DecidedComment(
    string? Id,
    CommentInput Input,
    bool Rejected,
    RejectReason? Reason,
    DateTimeOffset DecidedAt
)
{
    /// <summary>Longest line of an archive, in UTF-16 units.</summary>
    private const int MostUnits = 256 * 1024;

    /// <summary>Null says nothing: what was rejected for another reason may be of the label, too.</summary>
    public bool? Is(ScoreLabel label) =>
        !Rejected ? false
        : Reason is not null && ScoreLabels.Of(label).Reason == Reason ? true
        : null;

    /// <summary>
    /// Reads a line of Moderator's decisions, or of an archive as Intake exports it: <c>status</c> (approved or rejected),
    /// <c>reason</c>, <c>decidedAt</c>, <c>headline</c>, <c>title</c> and <c>content</c>, or <c>received</c> with what the reader
    /// wrote; others are ignored.
    /// </summary>
    /// <returns>Null for a comment that was not decided.</returns>
    /// <exception cref="InvalidDataException">The line cannot be read.</exception>
    public static DecidedComment? Parse(string line, int number)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            if (line.Length > MostUnits)
                throw new JsonException();
            var read = JsonSerializer.Deserialize<Line>(line, ContractJson.Options);
            if (read is not { Status: "approved" or "rejected", DecidedAt: { } decidedAt })
                return read is null ? throw new JsonException() : null;
            var (title, content) = read.Received is { } received
                ? (received.Title, received.Content)
                : (read.Title, read.Content);
            return string.IsNullOrEmpty(content)
                ? null
                : new DecidedComment(
                    read.Id,
                    new CommentInput(title ?? "", content, read.Headline ?? ""),
                    read.Status == "rejected",
                    RejectReasons.Named(read.Reason)?.Reason,
                    decidedAt
                );
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Line {number} is not a JSON object of a decided comment.", exception);
        }
    }

    /// <summary>The newest decision of each comment, the oldest first.</summary>
    public static IReadOnlyList<DecidedComment> Latest(IEnumerable<DecidedComment> decisions) =>
        [.. decisions.OrderByDescending(d => d.DecidedAt).DistinctBy(d => (object?)d.Id ?? d).Reverse()];

    private sealed record Line(
        string? Id,
        string? Status,
        string? Reason,
        DateTimeOffset? DecidedAt,
        string? Headline,
        string? Title,
        string? Content,
        ReceivedText? Received
    );

    private sealed record ReceivedText(string? Title, string? Content);
}
