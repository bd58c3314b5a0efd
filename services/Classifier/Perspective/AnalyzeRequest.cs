using System.Text.Json;
using Moderation.Contracts;

namespace Moderation.Classifier.Perspective;

/// <summary>
/// An attribute that was asked for; scores below the threshold are not answered. The label is null for those of Perspective's
/// that are not scored here.
/// </summary>
internal sealed record RequestedAttribute(string Name, ScoreLabel? Label, float Threshold);

/// <summary>
/// A request of Perspective's <c>comments:analyze</c>, as far as it matters here. Context, session and community are taken and
/// not used, as there.
/// </summary>
internal sealed record AnalyzeRequest(
    string Text,
    bool IsHtml,
    List<RequestedAttribute> Attributes,
    IReadOnlyList<string> Languages,
    bool SpanAnnotations,
    bool DropsUnsupported,
    string? ClientToken
)
{
    private static readonly string[] Perspectives =
    [
        "TOXICITY",
        "SEVERE_TOXICITY",
        "SPAM",
        "IDENTITY_ATTACK",
        "INSULT",
        "PROFANITY",
        "THREAT",
        "SEXUALLY_EXPLICIT",
        "FLIRTATION",
        "ATTACK_ON_AUTHOR",
        "ATTACK_ON_COMMENTER",
        "INCOHERENT",
        "INFLAMMATORY",
        "LIKELY_TO_REJECT",
        "OBSCENE",
        "UNSUBSTANTIAL",
    ];

    /// <summary>A label answers the attribute of its name.</summary>
    private static readonly Dictionary<string, ScoreLabel?> Known = Perspectives.ToDictionary(
        name => name,
        name => ScoreLabels.All.FirstOrDefault(row => AttributeOf(row) == name)?.Label,
        StringComparer.Ordinal
    );

    /// <summary>Perspective has none that is called hate: its severe toxicity is nearest.</summary>
    private static string AttributeOf(LabelRow row) =>
        row.Label == ScoreLabel.Hate ? "SEVERE_TOXICITY" : JsonNamingPolicy.SnakeCaseUpper.ConvertName(row.Name);

    /// <exception cref="PerspectiveException">It is no such request.</exception>
    public static AnalyzeRequest Read(ReadOnlyMemory<byte> body) => PerspectiveJson.Read(body, Read);

    /// <returns>Null also of an attribute that Perspective knows and that is not scored here.</returns>
    /// <exception cref="PerspectiveException">Perspective knows no such attribute.</exception>
    public static ScoreLabel? LabelOf(string attribute) =>
        Known.TryGetValue(attribute, out var label)
            ? label
            : throw PerspectiveException.Refused("INVALID_REQUEST", "Unknown requested attribute: " + attribute);

    private static AnalyzeRequest Read(JsonElement root)
    {
        var comment = PerspectiveJson.Field(root, "comment");
        var isHtml = PerspectiveJson.IsHtml(comment);
        var attributes = PerspectiveJson.Field(root, "requestedAttributes")?.EnumerateObject().Select(ReadAttribute).ToList();
        if (attributes is null or [])
            throw PerspectiveException.Refused("NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes");
        return new AnalyzeRequest(
            PerspectiveJson.Field(comment, "text")?.GetString() ?? "",
            isHtml,
            attributes,
            PerspectiveJson.Languages(root) ?? [],
            PerspectiveJson.Field(root, "spanAnnotations")?.GetBoolean() ?? false,
            PerspectiveJson.Field(root, "dropUnsupportedAttributes")?.GetBoolean() ?? false,
            PerspectiveJson.Field(root, "clientToken")?.GetString()
        );
    }

    private static RequestedAttribute ReadAttribute(JsonProperty property)
    {
        var label = LabelOf(property.Name);
        var type = PerspectiveJson.Field(property.Value, "scoreType")?.GetString();
        if (type is not (null or "SCORE_TYPE_UNSPECIFIED" or "PROBABILITY"))
            throw PerspectiveException.Refused(
                "INVALID_REQUEST",
                $"Requested score type {type} is not supported by attribute {property.Name}"
            );
        var threshold = PerspectiveJson.Field(property.Value, "scoreThreshold")?.GetSingle() ?? 0;
        return new RequestedAttribute(property.Name, label, threshold);
    }
}
