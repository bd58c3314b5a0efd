using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Writes text into JSON as it is, and escapes only what RFC 8259, section 7, says must be: quotation marks, backslashes, and
/// what comes before U+0020. .NET's own encoders also escape what lies beyond U+FFFF, and what cannot be seen, in up to three
/// times its size: an emoji in twelve bytes instead of four. For bodies with a limit to their size; such JSON must never be part
/// of a page.
/// </summary>
public sealed class PlainTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        var json = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append("\\u").Append(((int)c).ToString("x4", null)),
                _ => json.Append(c),
            };
        }
        writer.WriteRawValue(Encoding.UTF8.GetBytes(json.Append('"').ToString()), skipInputValidation: true);
    }
}
