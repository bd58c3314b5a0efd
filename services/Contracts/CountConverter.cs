using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// Reads a revision or a version. One that is out of all reason is refused, for it would be newer than all that really follow.
/// </summary>
public sealed class CountConverter : JsonConverter<int>
{
    /// <summary>More than anybody edits or decides one comment.</summary>
    public const int Max = 10_000;

    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var count = reader.GetInt32();
        return count is >= 1 and <= Max ? count : throw new JsonException($"Revisions and versions are 1 to {Max}, not {count}.");
    }

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value);
    }
}
