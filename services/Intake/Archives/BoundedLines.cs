namespace Moderation.Intake.Archives;

/// <summary>Lines of a file of any size, of which no more than one is held.</summary>
internal static class BoundedLines
{
    /// <summary>Spelt out: a bare null would become an empty memory.</summary>
    private static ReadOnlyMemory<byte>? Nothing => null;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="file">In UTF-8, with or without a byte order mark.</param>
    /// <param name="longest">In bytes.</param>
    /// <returns>
    /// The number of each line from 1, and its bytes without the line feed until the next is read; null when it is longer.
    /// </returns>
    /// <exception cref="BrokenArchiveException">It is in UTF-16.</exception>
    public static IEnumerable<(long Line, ReadOnlyMemory<byte>? Bytes)> Read(Stream file, int longest)
    {
        var buffer = new byte[2 * longest];
        var (start, filled, line, skips) = (0, file.ReadAtLeast(buffer, longest, throwOnEndOfStream: false), 1L, false);
        if (filled > 1 && buffer[0] is 0xFE or 0xFF && buffer[1] is 0xFE or 0xFF)
            throw new BrokenArchiveException("The file is in UTF-16; it must be in UTF-8.");
        if (buffer.AsSpan(0, filled).StartsWith(ByteOrderMark))
            start = ByteOrderMark.Length;
        for (var scanned = start; ;)
        {
            var end = buffer.AsSpan(scanned, filled - scanned).IndexOf((byte)'\n');
            if (end >= 0)
            {
                end += scanned;
                yield return (line++, skips || end - start > longest ? Nothing : buffer.AsMemory(start, end - start));
                (start, scanned, skips) = (end + 1, end + 1, false);
                continue;
            }
            if (filled - start > longest)
                (skips, start) = (true, filled);
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (filled, start) = (filled - start, 0);
            scanned = filled;
            var read = file.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            if (read > 0)
                continue;
            if (skips)
                yield return (line, Nothing);
            else if (filled > 0)
                yield return (line, buffer.AsMemory(0, filled));
            yield break;
        }
    }
}
