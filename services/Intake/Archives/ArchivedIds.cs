using System.Security.Cryptography;
using System.Text;

namespace Moderation.Intake.Archives;

/// <summary>
/// The ids of comments from an archive: the same each time it is read, so that nothing is brought in twice, and replies find what
/// they answer.
/// </summary>
/// <param name="source">Tells archives apart in which the same ids are of other comments.</param>
internal sealed class ArchivedIds(string source)
{
    private const int Longest = 200;

    /// <returns>Null when the text cannot be an id.</returns>
    public Guid? Of(string? id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > Longest)
            return null;
        if (Guid.TryParseExact(id, "D", out var own))
            return own == Guid.Empty ? null : own;
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\n{id}")).AsSpan(0, 16);
        // Of RFC 9562's version for ids made in ways of one's own.
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0f));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3f));
        return new Guid(bytes, bigEndian: true);
    }
}
