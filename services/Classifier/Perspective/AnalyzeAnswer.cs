using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Classifier.Perspective;

/// <summary>
/// Perspective's answer. As there, fields without a value are left out: <c>attributeScores</c> too if every score is below its
/// threshold.
/// </summary>
/// <param name="AttributeScores">By the names that were asked for.</param>
/// <param name="Languages">The request's, or the detected ones if it named none.</param>
/// <param name="DetectedLanguages">What the text reads as.</param>
/// <param name="ClientToken">The request's.</param>
internal sealed record AnalyzeAnswer(
    IReadOnlyDictionary<string, AttributeScore>? AttributeScores,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> DetectedLanguages,
    string? ClientToken
)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>Perspective's answer to a suggestion.</summary>
/// <param name="DetectedLanguages">What the text reads as.</param>
/// <param name="RequestedLanguages">The request's.</param>
/// <param name="ClientToken">The request's.</param>
internal sealed record SuggestAnswer(
    IReadOnlyList<string> DetectedLanguages,
    IReadOnlyList<string>? RequestedLanguages,
    string? ClientToken
);

/// <summary>The spans are there only if the request wanted annotations.</summary>
internal sealed record AttributeScore(IReadOnlyList<PerspectiveSpan>? SpanScores, PerspectiveScore SummaryScore);

/// <summary>A stretch of the comment's text as it was sent, in UTF-16 units, the end excluded.</summary>
internal sealed record PerspectiveSpan(int Begin, int End, PerspectiveScore Score);

/// <param name="Value">From 0 to 1.</param>
/// <param name="Type">The only kind of score there is.</param>
internal sealed record PerspectiveScore(float Value, string Type = "PROBABILITY");
