using Dapper;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// The free text of a decision. It stands in a table of its own, from which it can be erased; the decision, and so the chain,
/// holds only <see cref="Digest"/>, which tells nothing once the salt is gone too.
/// </summary>
/// <param name="DecisionId">Whose note it is.</param>
/// <param name="Text">For colleagues.</param>
internal sealed record DecisionNote(Guid DecisionId, string Text)
{
    public byte[] Salt { get; } = SaltedDigest.NewSalt();

    public byte[] Digest => SaltedDigest.Of(Salt, Text);

    /// <summary>In the transaction that wrote the decisions.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<DecisionNote> notes)
    {
        const string sql = """
            INSERT INTO decision_notes (decision_id, salt, note)
            SELECT id, salt, note FROM unnest(@Ids, @Salts, @Notes) AS n (id, salt, note)
            """;
        return notes.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    Ids = notes.Select(n => n.DecisionId).ToArray(),
                    Salts = notes.Select(n => n.Salt).ToArray(),
                    Notes = notes.Select(n => n.Text).ToArray(),
                },
                transaction
            );
    }
}
