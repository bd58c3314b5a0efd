using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Requests;

/// <summary>Reads a body of JSON or of a form, strictly: bytes that are not UTF-8 are refused, never replaced.</summary>
public static class RequestBody
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";
    private const int MaxDepth = 8;

    /// <returns>The fields, or the problem that kept them from being read.</returns>
    /// <exception cref="BadHttpRequestException">The body is larger than the server takes.</exception>
    public static async Task<(RequestFields? Fields, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || type.Charset.HasValue && type.Encoding is not UTF8Encoding
        )
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType));
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase) ? (ReadForm(body.ToArray()), null)
            : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? ReadJson(body.ToArray())
            : (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType));
    }

    private static (RequestFields?, ProblemHttpResult?) ReadJson(byte[] body)
    {
        if (!Utf8.IsValid(body))
            return (null, Problems.Of(400, "invalid-utf8", "Nội dung gửi lên không phải UTF-8.", "The body is not UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, MalformedJson());
            var fields = new RequestFields();
            AddMembers(fields, document.RootElement, parent: null);
            return (fields, null);
        }
        catch (JsonException)
        {
            return (null, MalformedJson());
        }
    }

    private static ProblemHttpResult MalformedJson() =>
        Problems.Of(
            400,
            "malformed-json",
            $"Nội dung gửi lên phải là một đối tượng JSON đúng cú pháp, lồng nhau tối đa {MaxDepth} tầng.",
            $"The body must be one well-formed JSON object, nested at most {MaxDepth} levels deep."
        );

    private static void AddMembers(RequestFields fields, JsonElement members, string? parent)
    {
        foreach (var member in members.EnumerateObject())
        {
            var own = TextOf(() => member.Name) ?? "";
            var name = parent is null ? own : $"{parent}.{own}";
            // The dot is ours: a member that has one in its own name is not the nested one.
            if (own.Contains('.', StringComparison.Ordinal))
                fields.Refuse(name);
            else
                AddMember(fields, name, member.Value);
        }
    }

    private static void AddMember(RequestFields fields, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                fields.Add(name, SentKind.Members);
                AddMembers(fields, value, name);
                break;
            case JsonValueKind.Null:
                fields.Add(name, SentKind.Null);
                break;
            case JsonValueKind.Number:
                fields.Add(name, SentKind.Number, value.GetRawText());
                break;
            case JsonValueKind.String when TextOf(value.GetString) is { } text:
                fields.Add(name, SentKind.Text, text);
                break;
            case JsonValueKind.String:
                fields.Add(name, SentKind.Unreadable);
                break;
            default:
                fields.Add(name, SentKind.Other);
                break;
        }
    }

    /// <summary>An escape such as <c>\ud800</c> stands for half a character: then there is no text.</summary>
    private static string? TextOf(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static RequestFields ReadForm(byte[] body)
    {
        var fields = new RequestFields();
        foreach (var pair in Encoding.Latin1.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Encoding.UTF8.GetString(Decode(parts[0]));
            var text = Decode(parts.ElementAtOrDefault(1) ?? "");
            if (Utf8.IsValid(text))
                fields.Add(name, SentKind.Text, Encoding.UTF8.GetString(text));
            else
                fields.Add(name, SentKind.Unreadable);
        }
        return fields;
    }

    private static byte[] Decode(string encoded)
    {
        var bytes = Encoding.Latin1.GetBytes(encoded);
        return WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length);
    }
}
