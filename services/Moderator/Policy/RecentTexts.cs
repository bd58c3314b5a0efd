using System.Runtime.InteropServices;
using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>
/// The fingerprints of the last three days, 200,000 at most, as this copy of the service read them from the database. A search
/// compares all of them: 200,000 take a fraction of a millisecond, at any distance. What is near enough is a candidate only; the
/// words of the two texts decide.
/// </summary>
public sealed class RecentTexts
{
    private const int Most = 200_000;

    /// <summary>How many clusters a text is compared with word by word, the nearest first.</summary>
    private const int MostCandidates = 16;

    /// <summary>Of so many first texts the features are kept: half a kilobyte each.</summary>
    private const int MostFirsts = 50_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    /// <summary>Rows become visible when their transaction ends, which may be after younger ones.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, TextFeatures> _firsts = [];
    private readonly List<Fingerprint> _texts = [];
    private readonly List<SimHash> _hashes = [];
    private HashSet<(Guid, int)> _lastRead = [];
    private DateTimeOffset _readUntil = DateTimeOffset.MinValue;

    /// <summary>
    /// Gives each text the cluster whose first text it overlaps with most, if it is a near-duplicate of that, or else its own id,
    /// and writes that down. So all in a cluster are like its first, whose id it has.
    /// </summary>
    /// <param name="connection">In the transaction that holds the rows of the comments.</param>
    /// <param name="texts">Without a cluster yet.</param>
    internal async Task<IReadOnlyDictionary<(Guid Id, int Revision), Guid>> ClusterAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(Comment Comment, DuplicateSettings Settings)> texts
    )
    {
        const string write = """
            INSERT INTO fingerprints (comment_id, revision, simhash, simhash_second, cluster_id)
            SELECT * FROM unnest(@Ids, @Revisions, @First, @Second, @Clusters) ON CONFLICT DO NOTHING;
            DELETE FROM fingerprints WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM fingerprints WHERE seen_at < statement_timestamp() - @Kept LIMIT 500 FOR UPDATE SKIP LOCKED));
            """;
        List<Fingerprint> found = [];
        var read = texts
            .Where(t => t.Settings.Enabled)
            .Select(t =>
                (t.Comment, t.Settings, Features: TextFeatures.Of($"{t.Comment.Text.Title}\n{t.Comment.Text.Content}"))
            )
            .Where(t => t.Features.Words >= t.Settings.MinSyllables)
            .Select(t => (t.Comment, t.Settings, t.Features, Print: Fingerprint.Of(t.Comment, t.Features)))
            .ToList();
        if (read.Count == 0)
            return new Dictionary<(Guid, int), Guid>();
        await ReadAsync(connection);
        var stored = read.ConvertAll(t => CandidatesFor(t.Print, t.Settings));
        var firsts = await FirstsAsync(connection, stored.SelectMany(ids => ids).Distinct());
        foreach (var ((comment, settings, features, print), candidates) in read.Zip(stored))
        {
            var (cluster, overlap) = candidates
                .Concat(found.Where(other => print.IsNear(other, settings)).Select(other => other.ClusterId))
                .Select(id => (Id: id, Overlap: firsts.GetValueOrDefault(id)?.Overlap(features) ?? 0))
                .DefaultIfEmpty()
                .MaxBy(candidate => candidate.Overlap);
            if (overlap < TextFeatures.NearDuplicate)
                firsts.TryAdd(cluster = comment.Id, features);
            found.Add(print with { ClusterId = cluster });
        }

        await connection.ExecuteAsync(
            write,
            new
            {
                Ids = found.Select(f => f.CommentId).ToArray(),
                Revisions = found.Select(f => f.Revision).ToArray(),
                First = found.Select(f => f.Simhash).ToArray(),
                Second = found.Select(f => f.SimhashSecond).ToArray(),
                Clusters = found.Select(f => f.ClusterId).ToArray(),
                Kept,
            }
        );
        return found.ToDictionary(f => (f.CommentId, f.Revision), f => f.ClusterId);
    }

    private async Task ReadAsync(NpgsqlConnection connection)
    {
        const string sql = """
            SELECT comment_id, revision, simhash, simhash_second, cluster_id, seen_at FROM (
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
                _hashes.Add(row.Hash);
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

    /// <returns>The clusters of the nearest texts before it.</returns>
    private List<Guid> CandidatesFor(Fingerprint text, DuplicateSettings settings)
    {
        List<(int Distance, Guid Cluster)> near = [];
        lock (_lock)
        {
            var hash = text.Hash;
            var hashes = CollectionsMarshal.AsSpan(_hashes);
            for (var i = 0; i < hashes.Length; i++)
            {
                if (hash.IsNear(hashes[i], settings.Distance) && text.IsSoonAfter(_texts[i], settings))
                    near.Add((hash.DistanceTo(hashes[i]), _texts[i].ClusterId));
            }
        }

        return [.. near.OrderBy(n => n.Distance).Select(n => n.Cluster).Distinct().Take(MostCandidates)];
    }

    /// <summary>
    /// The first texts of clusters, by the clusters' ids. Their features are kept: in a rush every text is compared with several.
    /// </summary>
    private async Task<Dictionary<Guid, TextFeatures>> FirstsAsync(NpgsqlConnection connection, IEnumerable<Guid> clusters)
    {
        const string sql = """
            SELECT DISTINCT ON (id) id, title, content FROM comments WHERE id = ANY(@unread) AND received_at IS NOT NULL
            ORDER BY id, revision
            """;
        Dictionary<Guid, TextFeatures> firsts = [];
        List<Guid> unread = [];
        lock (_lock)
        {
            foreach (var id in clusters)
            {
                if (_firsts.TryGetValue(id, out var features))
                    firsts[id] = features;
                else
                    unread.Add(id);
            }
        }

        if (unread.Count == 0)
            return firsts;
        foreach (var text in await connection.QueryAsync<(Guid Id, string Title, string Content)>(sql, new { unread }))
            firsts[text.Id] = TextFeatures.Of($"{text.Title}\n{text.Content}");
        lock (_lock)
        {
            if (_firsts.Count > MostFirsts)
                _firsts.Clear();
            foreach (var id in unread.Where(firsts.ContainsKey))
                _firsts[id] = firsts[id];
        }

        return firsts;
    }

    private sealed record Fingerprint(
        Guid CommentId,
        int Revision,
        long Simhash,
        long? SimhashSecond,
        Guid ClusterId,
        DateTimeOffset SeenAt
    )
    {
        public SimHash Hash => new(unchecked((ulong)Simhash), unchecked((ulong?)SimhashSecond));

        public static Fingerprint Of(Comment comment, TextFeatures features)
        {
            var (first, second) = features.ToSimHash();
            return new Fingerprint(
                comment.Id,
                comment.Revision,
                unchecked((long)first),
                unchecked((long?)second),
                comment.Id,
                comment.ReceivedAt!.Value
            );
        }

        public bool IsNear(Fingerprint earlier, DuplicateSettings settings) =>
            Hash.IsNear(earlier.Hash, settings.Distance) && IsSoonAfter(earlier, settings);

        public bool IsSoonAfter(Fingerprint earlier, DuplicateSettings settings) =>
            earlier.SeenAt >= SeenAt - TimeSpan.FromHours(settings.Hours);
    }
}
