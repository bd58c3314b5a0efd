using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// The model scored one revision of a comment. Published by Classifier; consumed by Moderator (decides by policy).
/// </summary>
public sealed record CommentClassified
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision whose text was scored.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    public required DateTimeOffset ClassifiedAt { get; init; }

    public required Scores Scores { get; init; }

    /// <summary>What raised the scores; empty when nothing stands out.</summary>
    [JsonConverter(typeof(KnownSpansConverter))]
    public required IReadOnlyList<ScoreSpan> Spans { get; init; }

    /// <summary>Name and version of the model, such as <c>open-2026.11</c>.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// How likely this newsroom would reject the comment, from 0 to 1. Null from a model that was not trained on its decisions.
    /// </summary>
    public float? Rejection { get; init; }

    /// <summary>What a candidate says beside the model; it decides nothing. Null when none is tried.</summary>
    public ShadowScores? Shadow { get; init; }
}

/// <summary>The same comment as a model that is only tried scores it.</summary>
public sealed record ShadowScores
{
    /// <summary>Name and version of the candidate.</summary>
    public required string Model { get; init; }

    public required Scores Scores { get; init; }

    /// <summary>As <see cref="CommentClassified.Rejection"/>.</summary>
    public float? Rejection { get; init; }
}

/// <summary>A part of the text that raised one score.</summary>
public sealed record ScoreSpan
{
    /// <summary>The score that it raised.</summary>
    public required ScoreLabel Label { get; init; }

    public required CommentField Field { get; init; }

    /// <summary>First UTF-16 unit.</summary>
    public required int Start { get; init; }

    /// <summary>One past the last UTF-16 unit.</summary>
    public required int End { get; init; }

    /// <summary>
    /// What is left of the score without this part and without those of the label that raised it more: from the strongest on,
    /// where it falls below a threshold, the parts so far are those that reached it. Null from a version that does not tell.
    /// </summary>
    public float? Remaining { get; init; }
}

public enum CommentField
{
    Name,
    Title,
    Content,
}

/// <summary>Passes over the spans of labels that this version does not know.</summary>
internal sealed class KnownSpansConverter : JsonConverter<IReadOnlyList<ScoreSpan>>
{
    public override IReadOnlyList<ScoreSpan> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [
            .. JsonSerializer
                .Deserialize<List<JsonElement>>(ref reader, options)!
                .Where(span => ScoreLabels.Named(span.GetProperty("label").GetString()) is not null)
                .Select(span => span.Deserialize<ScoreSpan>(options)!),
        ];

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<ScoreSpan> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
}
