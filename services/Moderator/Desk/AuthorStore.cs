using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Queue;
using Npgsql;

namespace Moderation.Moderator.Desk;

/// <summary>What an author has sent so far, as far as the sections of whoever asks go.</summary>
/// <param name="Key">By which the author is known here.</param>
/// <param name="Keys">All that is known of the author, the surest first; each opens a record of its own.</param>
/// <param name="Approved">How many of the latest 1,000 comments stand approved.</param>
/// <param name="Rejected">How many stand rejected.</param>
/// <param name="Waiting">How many wait.</param>
/// <param name="Latest">The latest ten, latest first.</param>
public sealed record AuthorRecord(
    string Key,
    IReadOnlyList<string> Keys,
    int Approved,
    int Rejected,
    int Waiting,
    IReadOnlyList<QueueItem> Latest
);

internal sealed class AuthorStore(NpgsqlDataSource database, HistoryStore decisions)
{
    /// <param name="keys">The surest first; the record is of that one.</param>
    /// <param name="sections">Those of the person who asks; null is every section.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<AuthorRecord> RecordAsync(
        IReadOnlyList<AuthorKey> keys,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        var key = keys[0];
        var seen =
            $"SELECT c.* FROM comments c WHERE {key.Condition} AND (@sections::text[] IS NULL OR c.section = ANY(@sections)) "
            + "AND c.status <> 'superseded' ORDER BY c.submitted_at DESC";
        var sql = $"""
            SELECT count(*) FILTER (WHERE status IN ('approved', 'reported'))::int,
                count(*) FILTER (WHERE status = 'rejected')::int,
                count(*) FILTER (WHERE NOT is_decided(status) AND status NOT IN ('reported', 'withdrawn'))::int
            FROM ({seen} LIMIT 1000) c;
            {seen} LIMIT 10
            """;
        (int Approved, int Rejected, int Waiting) counts;
        List<Comment> latest;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var results = await connection.QueryMultipleAsync(sql, new { Author = key.Compared, sections });
            counts = await results.ReadSingleAsync<(int, int, int)>();
            latest = (await results.ReadAsync<Comment>()).AsList();
        }

        var decided = await decisions.LatestAsync([.. latest.Select(c => c.Id)], cancellationToken);
        return new AuthorRecord(
            key.ToString(),
            [.. keys.Select(k => k.ToString())],
            counts.Approved,
            counts.Rejected,
            counts.Waiting,
            [.. latest.Select(c => QueueItem.Of(c, decided[c.Id]))]
        );
    }
}
