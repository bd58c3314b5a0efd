using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// Probabilities from 0 to 1 by label, written as <c>{"spam":0.1,…}</c>. A label that the model does not know is absent; one that
/// this version does not know is passed over when it is read.
/// </summary>
[JsonConverter(typeof(ScoresConverter))]
public sealed class Scores : IEnumerable<KeyValuePair<ScoreLabel, float>>
{
    /// <summary>More labels than there are; they lie in the object itself, since millions of scores are made.</summary>
    private const int Room = 6;

    private static readonly ScoreLabel[] Labels = Enum.GetValues<ScoreLabel>();

    // By label; not a number where there is no score.
    private readonly Values _values;

    public Scores(params ReadOnlySpan<(ScoreLabel Label, float Score)> scores)
    {
        ((Span<float>)_values).Fill(float.NaN);
        foreach (var (label, score) in scores)
            _values[(int)label] = score;
    }

    public float? this[ScoreLabel label] => float.IsNaN(_values[(int)label]) ? null : _values[(int)label];

    /// <summary>The highest of the unwanted scores; 0 without any.</summary>
    public float Risk => ScoreLabels.Unwanted.Max(row => this[row.Label]) ?? 0;

    public IEnumerator<KeyValuePair<ScoreLabel, float>> GetEnumerator()
    {
        foreach (var label in Labels)
        {
            if (this[label] is { } score)
                yield return new(label, score);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [InlineArray(Room)]
    private struct Values
    {
        private float _first;
    }
}

internal sealed class ScoresConverter : JsonConverter<Scores>
{
    public override Scores Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([
            .. from score in JsonSerializer.Deserialize<Dictionary<string, float>>(ref reader, options)
            let row = ScoreLabels.Named(score.Key)
            where row is not null
            select (row.Label, score.Value),
        ]);

    public override void Write(Utf8JsonWriter writer, Scores value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (label, score) in value)
            writer.WriteNumber(ScoreLabels.Of(label).Name, score);
        writer.WriteEndObject();
    }
}
