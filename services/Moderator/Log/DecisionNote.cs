using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Moderation.Moderator.Log;

/// <summary>
/// The free text of a decision. It stands in a table of its own, from which it can be erased; the decision, and so the chain, holds only
/// <see cref="Digest"/>, which tells nothing once the salt is gone too.
/// </summary>
/// <param name="DecisionId">Whose note it is.</param>
/// <param name="Text">For colleagues.</param>
internal sealed record DecisionNote(Guid DecisionId, string Text)
{
    private const int SaltBytes = 16;

    public byte[] Salt { get; } = RandomNumberGenerator.GetBytes(SaltBytes);

    public byte[] Digest => DigestOf(Salt, Text);

    /// <summary>SHA-256 of the salt and the text in UTF-8.</summary>
    public static byte[] DigestOf(byte[] salt, string text) => SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>In the transaction that wrote the decisions.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<DecisionNote> notes)
    {
        const string sql = """
            INSERT INTO decision_notes (decision_id, salt, note)
            SELECT id, salt, note FROM unnest(@Ids, @Salts, @Notes) AS n (id, salt, note)
            """;
        return notes.Count == 0 ? Task.CompletedTask : transaction.Connection!.ExecuteAsync(sql, new
        {
            Ids = notes.Select(n => n.DecisionId).ToArray(),
            Salts = notes.Select(n => n.Salt).ToArray(),
            Notes = notes.Select(n => n.Text).ToArray(),
        }, transaction);
    }
}
