using System.Text;
using nietras.SeparatedValues;

namespace Moderation.Intake.Archives;

/// <summary>A table in UTF-8 whose first row has the names of <see cref="ArchivedComment"/>'s members.</summary>
internal static class CsvArchive
{
    private static readonly string[] Required = ["id", "articleId", "submittedAt", "name", "content"];

    private static readonly string[] Known =
    [
        .. Required,
        "headline",
        "lead",
        "section",
        "url",
        "parentId",
        "title",
        "phone",
        "consent",
        "consentedAt",
        "status",
        "reason",
        "decidedAt",
        "featured",
        "badge",
        "withdrawnAt",
    ];

    /// <exception cref="BrokenArchiveException">Its columns are not such, or a row has 16 million characters.</exception>
    public static IEnumerable<ArchiveEntry> Read(Stream archive)
    {
        using var text = new StreamReader(archive, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        using var reader = Open(text);
        var columns = reader.Header.ColNames.ToArray();
        while (MoveNext(reader))
            yield return EntryOf(reader.Current, columns);
    }

    private static SepReader Open(TextReader text)
    {
        SepReader? reader = null;
        try
        {
            reader = Sep.Reader(options => options with { Unescape = true, DisableColCountCheck = true }).From(text);
            var columns = reader.Header.ColNames;
            if (Required.FirstOrDefault(name => !columns.Contains(name, StringComparer.Ordinal)) is { } missing)
                throw new BrokenArchiveException($"There is no column {missing}; the first row names the columns.");
            if (columns.FirstOrDefault(name => !Known.Contains(name, StringComparer.Ordinal)) is not null)
                throw new BrokenArchiveException($"A column is not known. These are: {string.Join(", ", Known)}.");
            return reader;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            reader?.Dispose();
            throw new BrokenArchiveException("The first row is no list of column names, each of them once.");
        }
        catch (BrokenArchiveException)
        {
            reader?.Dispose();
            throw;
        }
    }

    private static bool MoveNext(SepReader reader)
    {
        try
        {
            return reader.MoveNext();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw new BrokenArchiveException("A row is too long, or a quotation mark is never closed.");
        }
    }

    private static ArchiveEntry EntryOf(SepReader.Row row, string[] columns)
    {
        var line = row.LineNumberFrom;
        if (row.ColCount != columns.Length)
            return new ArchiveEntry.Broken(line, $"The row has {row.ColCount} columns, and the first row {columns.Length}.");
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < columns.Length; i++)
            cells[columns[i]] = row[i].ToString();
        if (cells.GetValueOrDefault("featured") is not (null or "" or "true" or "false"))
            return new ArchiveEntry.Broken(line, "The column featured holds true or false, or nothing.");
        if (cells.Values.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal)))
            return new ArchiveEntry.Broken(line, "The row is not valid UTF-8.");
        return new ArchiveEntry.Found(
            line,
            new ArchivedComment
            {
                Id = cells["id"],
                ArticleId = cells["articleId"],
                Headline = Cell("headline"),
                Lead = Cell("lead"),
                Section = Cell("section"),
                Url = Cell("url"),
                ParentId = Cell("parentId"),
                SubmittedAt = cells["submittedAt"],
                Name = cells["name"],
                Title = Cell("title"),
                Content = cells["content"],
                Phone = Cell("phone"),
                Consent = Cell("consent"),
                ConsentedAt = Cell("consentedAt"),
                Status = Cell("status"),
                Reason = Cell("reason"),
                DecidedAt = Cell("decidedAt"),
                Featured = Cell("featured") == "true" ? true : null,
                Badge = Cell("badge"),
                WithdrawnAt = Cell("withdrawnAt"),
            }
        );

        string? Cell(string column) => cells.GetValueOrDefault(column) is { Length: > 0 } cell ? cell : null;
    }
}
