using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;
using OtpNet;

namespace Moderation.Moderator.People;

/// <summary>Codes of 80 random bits for who has lost the app: each is taken once, and only its SHA-256 is stored.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Bytes = 10;
    private const int Group = 4;

    /// <summary>In place of those that the person had.</summary>
    /// <returns>As they are written down, such as <c>K3VB-2XQA-7MPD-WL5T</c>.</returns>
    public static async Task<IReadOnlyList<string>> RenewAsync(NpgsqlTransaction transaction, Guid moderatorId)
    {
        string[] codes =
        [
            .. Enumerable.Range(0, Count).Select(_ => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes))),
        ];
        await transaction.Connection!.ExecuteAsync(
            """
            DELETE FROM recovery_codes WHERE moderator_id = @moderatorId;
            INSERT INTO recovery_codes (moderator_id, digest) SELECT @moderatorId, unnest(@Digests);
            """,
            new { moderatorId, Digests = codes.Select(DigestOf).ToArray() },
            transaction
        );
        return [.. codes.Select(code => string.Join('-', code.Chunk(Group).Select(part => new string(part))))];
    }

    /// <returns>Whether the code was one of the person's; it is none any more.</returns>
    public static async Task<bool> UseAsync(NpgsqlTransaction transaction, Guid moderatorId, string code) =>
        await transaction.Connection!.ExecuteAsync(
            "DELETE FROM recovery_codes WHERE moderator_id = @moderatorId AND digest = @Digest",
            new { moderatorId, Digest = DigestOf(code) },
            transaction
        ) == 1;

    /// <summary>However it was typed.</summary>
    private static byte[] DigestOf(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()));
}
