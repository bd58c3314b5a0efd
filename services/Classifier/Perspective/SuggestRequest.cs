using System.Text.Json;
using Moderation.Contracts;

namespace Moderation.Classifier.Perspective;

/// <summary>What a score should have been; the label is null where none answers the attribute here.</summary>
internal sealed record SuggestedScore(string Attribute, ScoreLabel? Label, float Value);

/// <summary>
/// A request of Perspective's <c>comments:suggestscore</c>, as far as it matters here. Context and session are taken and not
/// used; of scores of spans nothing is kept.
/// </summary>
internal sealed record SuggestRequest(
    string Text,
    bool IsHtml,
    IReadOnlyList<SuggestedScore> Scores,
    IReadOnlyList<string>? Languages,
    string Community,
    string? ClientToken,
    bool DoNotStore
)
{
    /// <summary>In UTF-16 units, of what a client calls itself and the comment.</summary>
    private const int LongestName = 256;

    /// <exception cref="PerspectiveException">It is no such request.</exception>
    public static SuggestRequest Read(ReadOnlyMemory<byte> body) => PerspectiveJson.Read(body, Read);

    private static SuggestRequest Read(JsonElement root)
    {
        var comment = PerspectiveJson.Field(root, "comment");
        var scores = PerspectiveJson.Field(root, "attributeScores")?.EnumerateObject().Select(ReadScore).ToList();
        if (scores is null or [])
            throw PerspectiveException.Refused("INVALID_REQUEST", "Missing attribute_scores");
        return new SuggestRequest(
            PerspectiveJson.Field(comment, "text")?.GetString() ?? "",
            PerspectiveJson.IsHtml(comment),
            scores,
            PerspectiveJson.Languages(root),
            Name(root, "communityId") ?? "",
            Name(root, "clientToken"),
            PerspectiveJson.Field(root, "doNotStore")?.GetBoolean() ?? false
        );
    }

    private static SuggestedScore ReadScore(JsonProperty property)
    {
        var value = PerspectiveJson.Field(PerspectiveJson.Field(property.Value, "summaryScore"), "value")?.GetSingle();
        return value is >= 0 and <= 1
            ? new SuggestedScore(property.Name, AnalyzeRequest.LabelOf(property.Name), value.Value)
            : throw PerspectiveException.Refused("INVALID_REQUEST", $"Score of {property.Name} is not between 0 and 1");
    }

    private static string? Name(JsonElement root, string name) =>
        PerspectiveJson.Field(root, name)?.GetString() is not { } text ? null
        : text.Length <= LongestName && !text.Contains('\0', StringComparison.Ordinal) ? text
        : throw PerspectiveException.Refused("INVALID_REQUEST", $"{name} is too long, or no text");
}
