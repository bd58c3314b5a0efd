using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Contracts;

namespace Moderation.Intake.Archives;

/// <summary>JSON Lines: UTF-8, a comment a line.</summary>
internal static class JsonLinesArchive
{
    /// <summary>Of a line, in bytes: all texts at their longest, every character escaped, have room in it.</summary>
    internal const int LongestLine = 256 * 1024;

    private static readonly JsonSerializerOptions Options = Strict();

    /// <summary>No browser reads a line as a script, so all letters and signs stand as they are.</summary>
    private static readonly JsonSerializerOptions Plain = new(ContractJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<ArchiveEntry> Read(Stream archive)
    {
        foreach (var (line, bytes) in BoundedLines.Read(archive, LongestLine))
        {
            if (bytes is null)
                yield return new ArchiveEntry.Broken(line, $"The line is longer than {LongestLine / 1024} KB.");
            else if (!IsBlank(bytes.Value.Span))
                yield return Parse(line, bytes.Value.Span);
        }
    }

    /// <summary>What was read, as a line again.</summary>
    public static byte[] Line(ArchivedComment comment) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(comment, Plain), (byte)'\n'];

    private static ArchiveEntry Parse(long line, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<ArchivedComment>(bytes, Options) is { } comment
                ? new ArchiveEntry.Found(line, comment)
                : new ArchiveEntry.Broken(line, "The line is null.");
        }
        catch (JsonException exception)
        {
            // Not its text, which could quote what the line holds.
            return new ArchiveEntry.Broken(
                line,
                exception is { Path: { Length: > 1 } path }
                    ? $"The member {path.Split('.')[1]} is not known, stands twice or is of another kind."
                    : $"The line is no JSON object in UTF-8, from byte {exception.BytePositionInLine} on."
            );
        }
        catch (InvalidOperationException)
        {
            return new ArchiveEntry.Broken(line, "The line holds half of a surrogate pair.");
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimEnd("\r \t"u8).IsEmpty;

    private static JsonSerializerOptions Strict() =>
        new(ContractJson.Options)
        {
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
        };
}
