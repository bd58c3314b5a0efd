using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Moderation.Load;

/// <summary>Turns lines of JSON with the members text, title and topic into comments that a reader could have sent.</summary>
internal static class CommentFile
{
    private const int TitleWords = 8;

    /// <summary>Under Intake's limit of 150 graphemes.</summary>
    private const int TitleLength = 120;

    private static readonly string[] FamilyNames = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ"];
    private static readonly string[] GivenNames =
    [
        "An",
        "Bình",
        "Châu",
        "Dũng",
        "Giang",
        "Hạnh",
        "Khôi",
        "Liên",
        "Minh",
        "Ngọc",
        "Phúc",
        "Quỳnh",
        "Sơn",
        "Thảo",
        "Uyên",
        "Vinh",
    ];

    /// <exception cref="UsageException">The file is missing, empty, or a line is not such an object.</exception>
    public static IReadOnlyList<Comment> Read(FileInfo file, int? count)
    {
        if (!file.Exists)
            throw new UsageException($"{file} does not exist.");
        var lines = File.ReadAllLines(file.FullName).Where(line => line.Length > 0).ToArray();
        if (lines.Length == 0)
            throw new UsageException($"{file} holds no comment.");
        var comments = lines.Select((line, i) => Parse(file, i, line)).ToArray();
        return
        [
            .. Enumerable
                .Range(0, count ?? comments.Length)
                .Select(i => comments[i % comments.Length] with { Phone = PhoneOf(i) }),
        ];
    }

    private static Comment Parse(FileInfo file, int index, string line)
    {
        try
        {
            var json = JsonDocument.Parse(line).RootElement;
            var text = json.GetProperty("text").GetString()!;
            var headline = Member(json, "title");
            return new Comment(
                ArticleOf(headline),
                headline is null ? null : new Headline(headline, Lead: null, Member(json, "topic"), Path: null),
                $"{FamilyNames[index % FamilyNames.Length]} {GivenNames[index / 3 % GivenNames.Length]}",
                Phone: null,
                TitleOf(text),
                text
            );
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException($"{file}, line {index + 1}: not a JSON object with the member text.");
        }
    }

    /// <summary>A third of readers leave a number, each their own; these are of a range that tests use.</summary>
    private static string? PhoneOf(int index) =>
        index % 3 == 0 ? string.Create(CultureInfo.InvariantCulture, $"0912{index % 1_000_000:000000}") : null;

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.GetString() is { Length: > 0 } text ? text : null;

    private static string ArticleOf(string? headline) =>
        headline is null ? "load" : "load-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(headline)))[..12];

    private static string TitleOf(string text)
    {
        var title = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(TitleWords));
        var graphemes = new StringInfo(title);
        return graphemes.LengthInTextElements <= TitleLength ? title : graphemes.SubstringByTextElements(0, TitleLength);
    }
}
