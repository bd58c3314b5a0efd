using Dapper;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// The text that a decision put in the place of the reader's. Like a <see cref="DecisionNote"/> it stands in a table of its own,
/// from which it can be erased; the chain holds its digest.
/// </summary>
/// <param name="DecisionId">Whose it is.</param>
/// <param name="Text">What was approved.</param>
internal sealed record DecisionEdit(Guid DecisionId, EditedText Text)
{
    public byte[] Salt { get; } = SaltedDigest.NewSalt();

    public byte[] Digest => DigestOf(Salt, Text.Title, Text.Content);

    /// <summary>U+0000 can stand in neither text, so that nothing moves unseen from one into the other.</summary>
    public static byte[] DigestOf(byte[] salt, string title, string content) => SaltedDigest.Of(salt, $"{title}\0{content}");

    /// <summary>In the transaction that wrote the decisions.</summary>
    public static Task AddAsync(NpgsqlTransaction transaction, IReadOnlyCollection<DecisionEdit> edits)
    {
        const string sql = """
            INSERT INTO decision_edits (decision_id, salt, title, content)
            SELECT id, salt, title, content FROM unnest(@Ids, @Salts, @Titles, @Contents) AS e (id, salt, title, content)
            """;
        return edits.Count == 0
            ? Task.CompletedTask
            : transaction.Connection!.ExecuteAsync(
                sql,
                new
                {
                    Ids = edits.Select(e => e.DecisionId).ToArray(),
                    Salts = edits.Select(e => e.Salt).ToArray(),
                    Titles = edits.Select(e => e.Text.Title).ToArray(),
                    Contents = edits.Select(e => e.Text.Content).ToArray(),
                },
                transaction
            );
    }
}
