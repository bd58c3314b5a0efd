using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Decisions;

/// <summary>Comments that nobody else decides until the transaction ends.</summary>
internal static class LockedComments
{
    /// <summary>
    /// Locks all revisions in the order of their ids, the newest first, so that decisions on one comment come one after the
    /// other, and returns the newest of each. They are read after they were locked: what is corrected at that moment is waited
    /// for, and seen.
    /// </summary>
    internal static async Task<Dictionary<Guid, Comment>> LockAsync(NpgsqlTransaction transaction, Guid[] commentIds)
    {
        const string sql = """
            SELECT id FROM comments WHERE id = ANY(@commentIds) ORDER BY id, revision DESC FOR UPDATE;
            SELECT * FROM comments WHERE id = ANY(@commentIds) AND received_at IS NOT NULL ORDER BY id, revision DESC FOR UPDATE
            """;
        await using var results = await transaction.Connection!.QueryMultipleAsync(sql, new { commentIds }, transaction);
        await results.ReadAsync<Guid>();
        return (await results.ReadAsync<Comment>()).GroupBy(c => c.Id).ToDictionary(c => c.Key, c => c.First());
    }
}
