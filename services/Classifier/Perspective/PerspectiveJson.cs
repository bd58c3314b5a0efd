using System.Text.Json;

namespace Moderation.Classifier.Perspective;

/// <summary>How Google's interfaces write JSON.</summary>
internal static class PerspectiveJson
{
    /// <exception cref="PerspectiveException">It is no JSON, or not of that form.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return read(document.RootElement);
        }
        // The second is half of a surrogate pair among the escapes; the third is a number that is none of its kind.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw PerspectiveException.InvalidJson();
        }
    }

    /// <summary>
    /// A field by its JSON name, or by the name of the protocol buffer behind it, as Google takes both; null is as good as
    /// missing.
    /// </summary>
    public static JsonElement? Field(JsonElement? owner, string name)
    {
        if (owner is not { } element)
            return null;
        var found =
            element.TryGetProperty(name, out var value)
            || element.TryGetProperty(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), out value);
        return found && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <returns>Null where a request names none.</returns>
    public static IReadOnlyList<string>? Languages(JsonElement root) =>
        Field(root, "languages")?.EnumerateArray().Select(language => language.GetString() ?? "").ToList();

    public static bool IsHtml(JsonElement? comment)
    {
        var type = Field(comment, "type")?.GetString();
        if (type is not (null or "TEXT_TYPE_UNSPECIFIED" or "PLAIN_TEXT" or "HTML"))
            throw PerspectiveException.Refused("INVALID_REQUEST", "Unknown text type");
        return type == "HTML";
    }
}
