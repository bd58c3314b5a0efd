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
    public static AnalyzeRequest Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        // The second is half of a surrogate pair among the escapes.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw PerspectiveException.InvalidJson();
        }
    }

    private static AnalyzeRequest Read(JsonElement root)
    {
        var comment = Field(root, "comment");
        var type = Field(comment, "type")?.GetString();
        if (type is not (null or "TEXT_TYPE_UNSPECIFIED" or "PLAIN_TEXT" or "HTML"))
            throw PerspectiveException.Refused("INVALID_REQUEST", "Unknown text type");
        var attributes = Field(root, "requestedAttributes")?.EnumerateObject().Select(ReadAttribute).ToList();
        if (attributes is null or [])
            throw PerspectiveException.Refused("NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes");
        return new AnalyzeRequest(
            Field(comment, "text")?.GetString() ?? "",
            type == "HTML",
            attributes,
            Field(root, "languages")?.EnumerateArray().Select(language => language.GetString() ?? "").ToList() ?? [],
            Field(root, "spanAnnotations")?.GetBoolean() ?? false,
            Field(root, "dropUnsupportedAttributes")?.GetBoolean() ?? false,
            Field(root, "clientToken")?.GetString()
        );
    }

    private static RequestedAttribute ReadAttribute(JsonProperty property)
    {
        if (!Known.TryGetValue(property.Name, out var label))
            throw PerspectiveException.Refused("INVALID_REQUEST", "Unknown requested attribute: " + property.Name);
        var type = Field(property.Value, "scoreType")?.GetString();
        if (type is not (null or "SCORE_TYPE_UNSPECIFIED" or "PROBABILITY"))
            throw PerspectiveException.Refused(
                "INVALID_REQUEST",
                $"Requested score type {type} is not supported by attribute {property.Name}"
            );
        return new RequestedAttribute(property.Name, label, Field(property.Value, "scoreThreshold")?.GetSingle() ?? 0);
    }

    /// <summary>
    /// A field by its JSON name, or by the name of the protocol buffer behind it, as Google takes both; null is as good as
    /// missing.
    /// </summary>
    private static JsonElement? Field(JsonElement? owner, string name)
    {
        if (owner is not { } element)
            return null;
        var found =
            element.TryGetProperty(name, out var value)
            || element.TryGetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), out value);
        return found && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
