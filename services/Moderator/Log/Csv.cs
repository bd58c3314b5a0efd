namespace Moderation.Moderator.Log;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet takes for text, whatever stands in them.</summary>
internal static class Csv
{
    /// <summary>Without it a spreadsheet does not know that the file is UTF-8.</summary>
    public const string ByteOrderMark = "\uFEFF";

    /// <summary>What makes a formula of a cell, also in full width, where input methods write it so.</summary>
    private const string FormulaStarts = "=+-@\t\r\n＝＋－＠";

    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Always quoted, since a spreadsheet may split at semicolons as well.</summary>
    private static string Cell(string? text) =>
        string.IsNullOrEmpty(text) ? "" : $"\"{Guard(text[0])}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Guard(char first) => FormulaStarts.Contains(first, StringComparison.Ordinal) ? "'" : "";
}
