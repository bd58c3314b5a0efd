using System.Runtime.InteropServices;
using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>
/// The fingerprints of the last three days, 200,000 at most, as this copy of the service read them from the database. A search
/// compares all of them: 200,000 take a fraction of a millisecond, at any distance.
/// </summary>
public sealed class RecentTexts
{
    private const int Most = 200_000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    /// <summary>Rows become visible when their transaction ends, which may be after younger ones.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<Fingerprint> _texts = [];
    private readonly List<long> _hashes = [];
    private HashSet<(Guid, int)> _lastRead = [];
    private DateTimeOffset _readUntil = DateTimeOffset.MinValue;

    /// <summary>Gives each text the cluster of the nearest one before it, or its own id, and writes that down.</summary>
    /// <param name="connection">In the transaction that holds the rows of the comments.</param>
    /// <param name="texts">Without a cluster yet.</param>
    internal async Task<IReadOnlyDictionary<(Guid Id, int Revision), Guid>> ClusterAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(Comment Comment, DuplicateSettings Settings)> texts
    )
    {
        const string write = """
            INSERT INTO fingerprints (comment_id, revision, simhash, cluster_id)
            SELECT * FROM unnest(@Ids, @Revisions, @Hashes, @Clusters) ON CONFLICT DO NOTHING;
            DELETE FROM fingerprints WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM fingerprints WHERE seen_at < statement_timestamp() - @Kept LIMIT 500 FOR UPDATE SKIP LOCKED));
            """;
        var hashed = texts
            .Select(t =>
                (
                    t.Comment,
                    t.Settings,
                    Hash: t.Settings.Enabled
                        ? SimHash.Of($"{t.Comment.Text.Title}\n{t.Comment.Text.Content}", t.Settings.MinSyllables)
                        : null
                )
            )
            .Where(t => t.Hash is not null)
            .ToList();
        if (hashed.Count == 0)
            return new Dictionary<(Guid, int), Guid>();
        await ReadAsync(connection);
        List<Fingerprint> found = [];
        foreach (var (comment, settings, hash) in hashed)
        {
            var text = new Fingerprint(
                comment.Id,
                comment.Revision,
                unchecked((long)hash!.Value),
                comment.Id,
                comment.ReceivedAt!.Value
            );
            found.Add(text with { ClusterId = NearestTo(text, settings, found)?.ClusterId ?? comment.Id });
        }

        await connection.ExecuteAsync(
            write,
            new
            {
                Ids = found.Select(f => f.CommentId).ToArray(),
                Revisions = found.Select(f => f.Revision).ToArray(),
                Hashes = found.Select(f => f.Simhash).ToArray(),
                Clusters = found.Select(f => f.ClusterId).ToArray(),
                Kept,
            }
        );
        return found.ToDictionary(f => (f.CommentId, f.Revision), f => f.ClusterId);
    }

    private async Task ReadAsync(NpgsqlConnection connection)
    {
        const string sql = """
            SELECT comment_id, revision, simhash, cluster_id, seen_at FROM (
                SELECT * FROM fingerprints WHERE seen_at >= greatest(@since, statement_timestamp() - @Kept) ORDER BY seen_at DESC
                    LIMIT @Most) newest
            ORDER BY seen_at
            """;
        var since = _readUntil == DateTimeOffset.MinValue ? _readUntil : _readUntil - Overlap;
        var rows = (
            await connection.QueryAsync<Fingerprint>(
                sql,
                new
                {
                    since,
                    Kept,
                    Most,
                }
            )
        ).AsList();
        lock (_lock)
        {
            foreach (var row in rows.Where(row => !_lastRead.Contains((row.CommentId, row.Revision))))
            {
                _texts.Add(row);
                _hashes.Add(row.Simhash);
            }

            if (rows.Count > 0 && rows[^1].SeenAt >= _readUntil)
            {
                _readUntil = rows[^1].SeenAt;
                _lastRead = [.. rows.Select(row => (row.CommentId, row.Revision))];
            }

            if (_texts.Count > Most + (Most / 4))
            {
                _texts.RemoveRange(0, _texts.Count - Most);
                _hashes.RemoveRange(0, _hashes.Count - Most);
            }
        }
    }

    private Fingerprint? NearestTo(Fingerprint text, DuplicateSettings settings, List<Fingerprint> together)
    {
        var (nearest, least) = ((Fingerprint?)null, settings.Distance + 1);
        lock (_lock)
            Search(_texts, CollectionsMarshal.AsSpan(_hashes));
        Search(together, together.ConvertAll(other => other.Simhash).ToArray());
        return nearest;

        void Search(List<Fingerprint> texts, ReadOnlySpan<long> hashes)
        {
            var oldest = text.SeenAt - TimeSpan.FromHours(settings.Hours);
            for (var i = hashes.Length - 1; i >= 0 && least > 0; i--)
            {
                var distance = SimHash.Distance(unchecked((ulong)text.Simhash), unchecked((ulong)hashes[i]));
                if (distance < least && texts[i].SeenAt >= oldest)
                    (nearest, least) = (texts[i], distance);
            }
        }
    }

    private sealed record Fingerprint(Guid CommentId, int Revision, long Simhash, Guid ClusterId, DateTimeOffset SeenAt);
}
