using System.Globalization;
using System.Text;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Lists;

/// <summary>
/// The terms of a list as they were sent, all of them or none: whatever is wrong is said with its line or its place.
/// </summary>
internal sealed record TermFile(IReadOnlyList<string> Terms, int Doubles, Dictionary<string, IReadOnlyList<FieldError>> Errors)
{
    public const int MostTerms = 10_000;
    private const int MostGraphemes = 100;
    private const int MostErrors = 100;

    /// <summary>One term a line; empty lines and lines that begin with <c>#</c> are left out.</summary>
    public static TermFile OfText(byte[] file) =>
        Read(Lines(file).Where(line => line.Text is not ['#', ..]), "lines", cell: false);

    /// <summary>RFC 4180 with one column, under a heading <c>term</c> or none.</summary>
    public static TermFile OfCsv(byte[] file)
    {
        var lines = Lines(file).ToList();
        if (lines is [{ Text: { } heading }, ..] && heading.Trim().Trim('"').Equals("term", StringComparison.OrdinalIgnoreCase))
            lines.RemoveAt(0);
        return Read(lines, "lines", cell: true);
    }

    public static TermFile OfList(IReadOnlyList<string> terms) =>
        Read(terms.Select((term, i) => new Line(i, term ?? "")), "terms", cell: false);

    private static TermFile Read(IEnumerable<Line> lines, string place, bool cell)
    {
        var (terms, known, errors, doubles) = (
            new List<string>(),
            new HashSet<string>(StringComparer.Ordinal),
            new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal),
            0
        );
        foreach (var line in lines)
        {
            if (string.IsNullOrWhiteSpace(line.Text) && line.Text is not null && place == "lines")
                continue;
            var term = cell && line.Text is not null ? Cell(line.Text.Trim()) : line.Text?.Trim();
            if (ErrorOf(line.Text, term) is { } error)
            {
                if (errors.Count < MostErrors)
                    errors[string.Create(CultureInfo.InvariantCulture, $"{place}[{line.Number}]")] = [error];
            }
            else if (!known.Add(term!.Normalize()))
            {
                doubles++;
            }
            else
            {
                terms.Add(term.Normalize());
            }
        }

        if (terms.Count > MostTerms)
            errors[place] = [new("too-many-terms", "Danh sách có nhiều hơn 10.000 mục.", "The list has more than 10,000 terms.")];
        return new TermFile(terms, doubles, errors);
    }

    private static FieldError? ErrorOf(string? line, string? term)
    {
        if (line is null)
            return new("line-not-utf8", "Dòng này không phải UTF-8.", "This line is not UTF-8.");
        if (term is null)
            return new(
                "cell-invalid",
                "Dòng này phải có đúng một cột, dấu nháy phải đóng.",
                "This line must have one column, and its quotes must close."
            );
        if (IncomingText.FaultOf(term) != TextFault.None)
            return new("term-invalid", "Mục này có ký tự không hợp lệ.", "This term holds characters that are not text.");
        if (Graphemes.Count(term) is 0 or > MostGraphemes)
            return new("term-length", "Một mục có 1 đến 100 ký tự.", "A term has 1 to 100 characters.");
        return TermMatcher.CanFind(term)
            ? null
            : new("term-without-words", "Mục này không có chữ, số hay ký hiệu nào.", "This term has no letter, digit or symbol.");
    }

    /// <returns>Null when it is not one cell.</returns>
    private static string? Cell(string line)
    {
        if (line is not ['"', ..])
            return line.AsSpan().ContainsAny(',', '"') ? null : line;
        if (line.Length < 2 || line[^1] != '"')
            return null;
        var inside = line[1..^1];
        return inside.Replace("\"\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal)
            ? null
            : inside.Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
    }

    /// <summary>A line that is not UTF-8 has no text.</summary>
    private static IEnumerable<Line> Lines(byte[] file)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var start = file.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        for (var number = 1; start < file.Length; number++)
        {
            var end = Array.IndexOf(file, (byte)'\n', start);
            end = end < 0 ? file.Length : end;
            yield return new Line(number, Decoded(file.AsSpan(start, end - start)));
            start = end + 1;
        }

        string? Decoded(ReadOnlySpan<byte> line)
        {
            try
            {
                return utf8.GetString(line).TrimEnd('\r');
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    private readonly record struct Line(int Number, string? Text);
}
