using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>Opinions that nobody else gives, settles or takes away until the transaction ends.</summary>
internal static class LockedOpinions
{
    /// <summary>The comment is locked before its opinion, as wherever else both are.</summary>
    /// <returns>
    /// The opinion, null when there is none; its comment, null for golden ones; and whether what it was asked of is still so.
    /// </returns>
    public static async Task<(Opinion? Opinion, Comment? Comment, bool Stands)> LockAsync(NpgsqlTransaction transaction, Guid id)
    {
        const string commentOf = "SELECT comment_id FROM opinions WHERE id = @id";
        const string locked = $"""
            SELECT * FROM opinions WHERE id = @id FOR UPDATE;
            SELECT CASE WHEN o.kind = 'golden'
                THEN EXISTS (SELECT FROM golden_comments g WHERE g.id = o.golden_id AND g.withdrawn_at IS NULL)
                ELSE {Opinion.Stands} END
            FROM opinions o WHERE id = @id
            """;
        var connection = transaction.Connection!;
        var commentId = await connection.QuerySingleOrDefaultAsync<Guid?>(commentOf, new { id }, transaction);
        var comment = commentId is { } of
            ? (await LockedComments.LockAsync(transaction, [of])).GetValueOrDefault(of)
            : null;
        await using var results = await connection.QueryMultipleAsync(locked, new { id }, transaction);
        var opinion = await results.ReadSingleOrDefaultAsync<Opinion>();
        return (opinion, comment, await results.ReadSingleOrDefaultAsync<bool>());
    }
}
