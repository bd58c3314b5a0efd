namespace Moderation.Intake.Archives;

/// <summary>The kinds of archives that can be read.</summary>
internal enum ArchiveFormat
{
    JsonLines,
    Csv,
    Disqus,
    WordPress,
}

/// <summary>Tells what kind an archive is of, and reads it.</summary>
internal static class ArchiveFormats
{
    /// <summary>By the file's name, and of XML by what it begins with.</summary>
    /// <exception cref="BrokenArchiveException">It cannot be told.</exception>
    public static ArchiveFormat Of(FileInfo file) =>
        file.Extension.ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => ArchiveFormat.JsonLines,
            ".csv" or ".tsv" => ArchiveFormat.Csv,
            ".xml" or ".wxr" => OfXml(file),
            _ => throw new BrokenArchiveException("Its name does not tell what it is; say it with --format."),
        };

    /// <summary>What stands in it, read as it is asked for.</summary>
    public static IEnumerable<ArchiveEntry> Read(Stream archive, ArchiveFormat format) =>
        format switch
        {
            ArchiveFormat.JsonLines => JsonLinesArchive.Read(archive),
            ArchiveFormat.Csv => CsvArchive.Read(archive),
            ArchiveFormat.Disqus => DisqusArchive.Read(archive),
            _ => WordPressArchive.Read(archive),
        };

    private static ArchiveFormat OfXml(FileInfo file)
    {
        using var stream = file.OpenRead();
        using var reader = XmlFields.Open(stream);
        reader.MoveToContent();
        return reader.LocalName switch
        {
            "disqus" => ArchiveFormat.Disqus,
            "rss" => ArchiveFormat.WordPress,
            _ => throw new BrokenArchiveException("It is XML, but neither of Disqus (<disqus>) nor of WordPress (<rss>)."),
        };
    }
}
