using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Moderation.Contracts;
using Moderation.Text.Contacts;

namespace Moderation.Moderator.Faults;

/// <summary>
/// What may be shown of a message to those who see no comment: how it is built, and of its values ids, instants, counts and the
/// words of our own lists. All else is what a reader may have written, and stands as <c>•••</c> with its length.
/// </summary>
internal static partial class FaultMask
{
    /// <summary>Bytes of a message that are looked at.</summary>
    public const int MaxShown = 64 * 1024;

    private const int MaxItems = 50;
    private const int MaxText = 20_000;
    private const int MaxHidden = 100;
    private const int LargestCount = 1_000_000;

    private static readonly PropertyInfo[] Members =
    [
        .. typeof(CommentSubmitted).Assembly.GetExportedTypes().SelectMany(type => type.GetProperties()),
    ];

    private static readonly string[] Labels = [.. ScoreLabels.All.Select(label => label.Name)];

    /// <summary>The members of our messages, and of what is put around them.</summary>
    private static readonly HashSet<string> Names = NamesOf(
        _ => true,
        ["messageId", "conversationId", "messageType", "message", "sentTime", .. Labels]
    );

    private static readonly HashSet<string> Ids = NamesOf(type => type == typeof(Guid), ["messageId", "conversationId"]);

    private static readonly HashSet<string> Instants = NamesOf(type => type == typeof(DateTimeOffset), ["sentTime"]);

    private static readonly HashSet<string> Counts = NamesOf(type => type == typeof(int) || type == typeof(float), Labels);

    private static readonly HashSet<string> Chosen = NamesOf(type => type.IsEnum, []);

    /// <summary>The values of our enumerations.</summary>
    private static readonly HashSet<string> Words =
    [
        .. Members
            .Select(TypeOf)
            .Where(type => type.IsEnum)
            .SelectMany(Enum.GetNames)
            .Select(JsonNamingPolicy.CamelCase.ConvertName),
    ];

    /// <summary>Members whose values newsrooms and we choose, and no reader.</summary>
    private static readonly string[] Identifiers = ["articleId", "id", "model"];

    /// <returns>Null when it cannot be read, or is too long to be.</returns>
    /// <param name="body">Null when it is too long.</param>
    public static JsonNode? Payload(byte[]? body)
    {
        if (body is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Masked("", document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="headers">A JSON object of texts.</param>
    /// <param name="body">As of <see cref="Payload"/>.</param>
    public static IReadOnlyDictionary<string, string> Headers(string headers, byte[]? body) =>
        JsonSerializer
            .Deserialize<Dictionary<string, string>>(headers)!
            .Where(header => Header().IsMatch(header.Key))
            .ToDictionary(header => header.Key, header => HeaderOf(header.Value, body), StringComparer.Ordinal);

    private static string HeaderOf(string value, byte[]? body) =>
        DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? value
            : Text(value, body);

    /// <summary>The same of what an exception or a header says, which may quote the message.</summary>
    public static string Text(string text, byte[]? body)
    {
        var shown = new StringBuilder(text[..Math.Min(text.Length, MaxText)]).Replace("\0", "");
        foreach (var value in HiddenIn(body))
            shown.Replace(value, ContactReader.Mask);
        var without = Quoted().Replace(shown.ToString(), quoted =>
            IsOfCode(quoted.Groups["text"].Value) ? quoted.Value : ContactReader.Mask
        );
        return Personal().Replace(without, ContactReader.Mask);
    }

    private static JsonNode? Masked(string name, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => MaskedObject(value),
            JsonValueKind.Array => MaskedArray(name, value),
            JsonValueKind.Null => null,
            JsonValueKind.True or JsonValueKind.False => JsonValue.Create(value.GetBoolean()),
            JsonValueKind.Number when Counts.Contains(name) && IsCount(value) => JsonValue.Create(value.GetDouble()),
            JsonValueKind.String when IsShown(name, value) => JsonValue.Create(value.GetString()),
            _ => JsonValue.Create(Mask(value.GetRawText().Length - (value.ValueKind == JsonValueKind.String ? 2 : 0))),
        };

    private static JsonObject MaskedObject(JsonElement value)
    {
        var (masked, others) = (new JsonObject(), 0);
        foreach (var member in value.EnumerateObject())
        {
            if (Names.Contains(member.Name))
                masked[member.Name] = Masked(member.Name, member.Value);
            else
                others++;
        }

        if (others > 0)
            masked[ContactReader.Mask] = others;
        return masked;
    }

    private static JsonArray MaskedArray(string name, JsonElement value)
    {
        var masked = new JsonArray([.. value.EnumerateArray().Take(MaxItems).Select(item => Masked(name, item))]);
        if (value.GetArrayLength() > MaxItems)
            masked.Add(ContactReader.Mask);
        return masked;
    }

    private static string Mask(int length) => string.Create(CultureInfo.InvariantCulture, $"{ContactReader.Mask} {length}");

    /// <summary>A phone number may be written as one.</summary>
    private static bool IsCount(JsonElement value) => value.TryGetDouble(out var number) && Math.Abs(number) < LargestCount;

    private static bool IsShown(string name, JsonElement value) =>
        (Ids.Contains(name) && value.TryGetGuid(out _))
        || (Instants.Contains(name) && value.TryGetDateTimeOffset(out _))
        || (value.GetString() is { } text && IsOurs(name, text));

    private static bool IsOurs(string name, string text) =>
        name == "messageType" ? Urn().IsMatch(text)
        : Identifiers.Contains(name, StringComparer.Ordinal) ? Identifier().IsMatch(text) && !Phone().IsMatch(text)
        : Chosen.Contains(name) && Words.Contains(text);

    private static HashSet<string> NamesOf(Func<Type, bool> isOne, IEnumerable<string> others) =>
        [
            .. Members
                .Where(member => isOne(TypeOf(member)))
                .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)),
            .. others,
        ];

    private static Type TypeOf(PropertyInfo member) => Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;

    /// <summary>The longest texts of the message that are not shown; what is shorter than a word tells nothing.</summary>
    private static IEnumerable<string> HiddenIn(byte[]? body)
    {
        if (body is not { Length: <= MaxShown })
            return [];
        try
        {
            using var document = JsonDocument.Parse(body);
            var hidden = new List<string>();
            Gather("", document.RootElement, hidden);
            return hidden.Where(text => text.Length >= 3).Distinct(StringComparer.Ordinal).OrderByDescending(t => t.Length)
                .Take(MaxHidden);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static void Gather(string name, JsonElement value, List<string> hidden)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Gather(member.Name, member.Value, hidden);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Gather(name, item, hidden);
        }
        else if (value.ValueKind == JsonValueKind.String && !IsShown(name, value))
        {
            hidden.Add(value.GetString()!);
        }
    }

    /// <summary>Names of types, members and tables are quoted too.</summary>
    private static bool IsOfCode(string text) => Names.Contains(text) || Code().IsMatch(text);

    /// <summary>Of the bus, which says with them what failed where.</summary>
    [GeneratedRegex("^MT-[A-Za-z-]{1,60}$", RegexOptions.None, 1000)]
    private static partial Regex Header();

    [GeneratedRegex(@"^urn:message:[\w.]{1,100}:\w{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex Urn();

    [GeneratedRegex("^[A-Za-z0-9._~-]{1,100}$", RegexOptions.None, 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex("[0-9]{9}", RegexOptions.None, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex("""(?<!\w)(?<open>['"“«])(?<text>[^'"”»\r\n]*)['"”»]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^([A-Z]\w*([.+`][A-Za-z0-9]\w*)+|[a-z]+(_[a-z]+)+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    /// <summary>Words with letters that no exception of ours has, numbers that could ring, and addresses.</summary>
    [GeneratedRegex(@"[\w'-]*[^\x00-\x7F•`“”«»]+[\w'-]*|\+?[0-9][0-9 .-]{6,}[0-9]|\S+@\S+", RegexOptions.None, 1000)]
    private static partial Regex Personal();
}
