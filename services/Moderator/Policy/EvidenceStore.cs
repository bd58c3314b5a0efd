using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Bans;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;
using Moderation.Text;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>Gathers what the rules look at, for many comments at once, as of the moment at which each was received.</summary>
public sealed class EvidenceStore(RecentTexts recent)
{
    /// <summary>
    /// Looks at new comments: gives them their cluster and their author's name as it is matched, and writes both down.
    /// </summary>
    /// <param name="connection">In the transaction that holds the rows of the comments.</param>
    /// <param name="comments">With their text.</param>
    /// <param name="rulebook">In force.</param>
    internal async Task<IReadOnlyList<Comment>> PrepareAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Comment> comments,
        Rulebook rulebook
    )
    {
        const string sql = """
            UPDATE comments c SET name_key = n.name_key, cluster_id = n.cluster_id
            FROM unnest(@Ids, @Revisions, @NameKeys, @Clusters) AS n (id, revision, name_key, cluster_id)
            WHERE c.id = n.id AND c.revision = n.revision
            """;
        var unread = comments.Where(comment => comment.NameKey is null).ToList();
        if (unread.Count == 0)
            return comments;
        var clusters = await recent.ClusterAsync(
            connection,
            [.. unread.Select(c => (c, rulebook.Settings.For(c.Section, c.ArticleId).Duplicates))]
        );
        var read = comments
            .Select(c =>
                c.NameKey is not null
                    ? c
                    : c with
                    {
                        NameKey = Comment.NameKeyOf(c.Text.Name),
                        ClusterId = clusters.TryGetValue((c.Id, c.Revision), out var cluster) ? cluster : null,
                    }
            )
            .ToList();
        await connection.ExecuteAsync(
            sql,
            new
            {
                Ids = read.Select(c => c.Id).ToArray(),
                Revisions = read.Select(c => c.Revision).ToArray(),
                NameKeys = read.Select(c => c.NameKey).ToArray(),
                Clusters = read.Select(c => c.ClusterId).ToArray(),
            }
        );
        return read;
    }

    /// <returns>For each comment what is known of it, in their order.</returns>
    internal static async Task<IReadOnlyList<Evidence>> GatherAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Comment> comments,
        Func<Comment, RuleSettings> rulesOf,
        IReadOnlyList<TextEvidence> texts
    )
    {
        const string sql = """
            SELECT
                CASE WHEN n.phone_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.phone_key = n.phone_key AND o.received_at > n.received_at - n.author_time
                            AND o.received_at <= n.received_at
                        LIMIT @Most) o)
                    WHEN n.device_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.device_key = n.device_key AND o.received_at > n.received_at - n.author_time
                            AND o.received_at <= n.received_at
                        LIMIT @Most) o)
                END::int AS author_comments,
                (SELECT count(*) FROM (
                    SELECT FROM comments o WHERE o.article_id = n.article_id AND o.received_at > n.received_at - n.article_time
                        AND o.received_at <= n.received_at
                    LIMIT @Most) o)::int AS article_comments,
                CASE WHEN n.newcomers = 0 THEN 0
                    WHEN n.phone_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.phone_key = n.phone_key AND o.status = 'approved'
                            AND o.decided_at < n.received_at AND o.id <> n.id LIMIT 50) o)
                    WHEN n.device_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.device_key = n.device_key AND o.status = 'approved'
                            AND o.decided_at < n.received_at AND o.id <> n.id LIMIT 50) o)
                    ELSE 0
                END::int AS author_approved,
                -- The first of a cluster gave it its id. One that was received a moment later may have been looked at before.
                CASE WHEN n.cluster_id <> n.id THEN (SELECT count(*) FROM (
                    SELECT FROM comments o WHERE o.cluster_id = n.cluster_id AND o.received_at > n.received_at - n.duplicate_time
                        AND o.received_at < n.received_at + interval '1 minute' AND o.id <> n.id LIMIT 1000) o)
                    ELSE 0
                END::int AS duplicates
            FROM unnest(@Ids, @PhoneKeys, @DeviceKeys, @ArticleIds, @ReceivedAt, @ClusterIds, @AuthorTimes, @ArticleTimes,
                @DuplicateTimes, @Newcomers) WITH ORDINALITY
                AS n (id, phone_key, device_key, article_id, received_at, cluster_id, author_time, article_time, duplicate_time,
                    newcomers, place)
            ORDER BY n.place
            """;
        var rules = comments.Select(rulesOf).ToList();
        var counts = (
            await connection.QueryAsync<Counts>(
                sql,
                new
                {
                    // One more than the largest limit tells whether it is passed.
                    Most = rules.Max(r => Math.Max(r.AuthorFlood.Comments, r.ArticleFlood.Comments)) + 1,
                    Ids = comments.Select(c => c.Id).ToArray(),
                    PhoneKeys = comments.Select(c => c.PhoneKey).ToArray(),
                    DeviceKeys = comments.Select(c => c.DeviceKey).ToArray(),
                    ArticleIds = comments.Select(c => c.ArticleId).ToArray(),
                    ReceivedAt = comments.Select(c => c.ReceivedAt!.Value).ToArray(),
                    ClusterIds = comments.Select(c => c.ClusterId).ToArray(),
                    AuthorTimes = rules.Select(r => TimeSpan.FromMinutes(r.AuthorFlood.Minutes)).ToArray(),
                    ArticleTimes = rules.Select(r => TimeSpan.FromMinutes(r.ArticleFlood.Minutes)).ToArray(),
                    DuplicateTimes = rules.Select(r => TimeSpan.FromHours(r.Duplicates.Hours)).ToArray(),
                    Newcomers = rules.Select(r => r.NewAuthorComments).ToArray(),
                }
            )
        ).AsList();
        var bans = await BansAsync(connection, comments);
        return
        [
            .. comments.Select(
                (comment, i) =>
                    new Evidence
                    {
                        Scores = comment.Scores,
                        PreModerated = comment.PreModerated,
                        Ban = bans.GetValueOrDefault(i),
                        Terms = texts[i].Terms,
                        Contacts = texts[i].Contacts,
                        IsForeign = texts[i].IsForeign,
                        Cluster = comment.ClusterId,
                        Duplicates = counts[i].Duplicates,
                        AuthorComments = counts[i].AuthorComments,
                        ArticleComments = counts[i].ArticleComments,
                        AuthorApproved = counts[i].AuthorApproved,
                    }
            ),
        ];
    }

    /// <summary>The strictest ban in force on each author, by the place of the comment.</summary>
    private static async Task<Dictionary<int, BanInForce>> BansAsync(NpgsqlConnection connection, IReadOnlyList<Comment> comments)
    {
        const string sql = """
            SELECT DISTINCT ON (n.place) n.place, b.id, b.effect, b.reason
            FROM unnest(@Places, @Kinds, @Keys, @Sections) AS n (place, kind, key, section)
            JOIN bans b ON b.kind = n.kind AND b.key = n.key
            WHERE b.lifted_at IS NULL AND (b.ends_at IS NULL OR b.ends_at > statement_timestamp())
                AND (b.sections IS NULL OR n.section = ANY(b.sections))
            ORDER BY n.place, b.effect, b.created_at
            """;
        var keys = comments
            .SelectMany(
                (comment, place) =>
                    Enum.GetValues<BanKind>()
                        .Select(kind => (Place: place, Kind: kind, Key: kind.KeyOf(comment), comment.Section))
                        .Where(k => k.Key is not null)
            )
            .ToList();
        return (
            await connection.QueryAsync<(int Place, Guid Id, BanEffect Effect, RejectReason Reason)>(
                sql,
                new
                {
                    Places = keys.Select(k => k.Place).ToArray(),
                    Kinds = keys.Select(k => k.Kind.Word()).ToArray(),
                    Keys = keys.Select(k => k.Key!).ToArray(),
                    Sections = keys.Select(k => k.Section).ToArray(),
                }
            )
        ).ToDictionary(row => row.Place, row => new BanInForce(row.Id, row.Effect, row.Reason));
    }

    private sealed record Counts
    {
        public int? AuthorComments { get; init; }

        public int ArticleComments { get; init; }

        public int AuthorApproved { get; init; }

        public int Duplicates { get; init; }
    }
}

/// <summary>What stands in a comment's texts, whatever the settings.</summary>
internal sealed record TextEvidence(IReadOnlyList<TermHit> Terms, IReadOnlyList<Contact> Contacts, bool IsForeign)
{
    public static TextEvidence Of(CommentText text, TermMatcher terms) =>
        new(terms.In(text), Contact.In(text), ForeignText.Is($"{text.Title}\n{text.Content}"));
}
