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
    /// <summary>One that was received so much later may have been looked at before.</summary>
    private static readonly TimeSpan Simultaneous = TimeSpan.FromMinutes(1);

    /// <summary>Gives new comments their cluster and their author's name as it is matched; a decision writes both down.</summary>
    /// <param name="connection">In the transaction that holds the rows of the comments.</param>
    /// <param name="comments">With their text.</param>
    /// <param name="rulebook">In force.</param>
    /// <returns>The comments, in their order, and those among them that are new.</returns>
    internal async Task<(IReadOnlyList<Comment> Comments, IReadOnlyList<Comment> Fresh)> PrepareAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Comment> comments,
        Rulebook rulebook
    )
    {
        var unread = comments.Where(comment => comment.NameKey is null).ToList();
        if (unread.Count == 0)
            return (comments, []);
        var clusters = await recent.ClusterAsync(
            connection,
            [.. unread.Select(c => (c, rulebook.Settings.For(c.Section, c.ArticleId).Duplicates))]
        );
        var fresh = unread.ToDictionary(
            c => (c.Id, c.Revision),
            c => c with
            {
                NameKey = Comment.NameKeyOf(c.Text.Name),
                ClusterId = clusters.TryGetValue((c.Id, c.Revision), out var cluster) ? cluster : null,
            }
        );
        return ([.. comments.Select(c => fresh.GetValueOrDefault((c.Id, c.Revision), c))], [.. fresh.Values]);
    }

    /// <param name="connection">In the transaction that holds the rows of the comments.</param>
    /// <param name="comments">In any order.</param>
    /// <param name="fresh">Those among them whose cluster is not written down yet.</param>
    /// <param name="rulesOf">The limits that hold for a comment.</param>
    /// <param name="texts">What each one's text shows, in their order.</param>
    /// <returns>For each comment what is known of it, in their order.</returns>
    internal static async Task<IReadOnlyList<Evidence>> GatherAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Comment> comments,
        IReadOnlyList<Comment> fresh,
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
                CASE WHEN n.newcomers = 0 THEN 0
                    WHEN n.phone_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.phone_key = n.phone_key AND o.status = 'approved'
                            AND o.decided_at < n.received_at AND o.id <> n.id LIMIT 50) o)
                    WHEN n.device_key IS NOT NULL THEN (SELECT count(*) FROM (
                        SELECT FROM comments o WHERE o.device_key = n.device_key AND o.status = 'approved'
                            AND o.decided_at < n.received_at AND o.id <> n.id LIMIT 50) o)
                    ELSE 0
                END::int AS author_approved,
                -- The first of a cluster gave it its id.
                CASE WHEN n.cluster_id <> n.id THEN (SELECT count(*) FROM (
                    SELECT FROM comments o WHERE o.cluster_id = n.cluster_id AND o.received_at > n.received_at - n.duplicate_time
                        AND o.received_at < n.received_at + @Simultaneous AND o.id <> n.id LIMIT 1000) o)
                    ELSE 0
                END::int AS duplicates
            FROM unnest(@Ids, @PhoneKeys, @DeviceKeys, @ReceivedAt, @ClusterIds, @AuthorTimes, @DuplicateTimes, @Newcomers)
                WITH ORDINALITY
                AS n (id, phone_key, device_key, received_at, cluster_id, author_time, duplicate_time, newcomers, place)
            ORDER BY n.place
            """;
        var rules = comments.Select(rulesOf).ToList();
        var counts = (
            await connection.QueryAsync<Counts>(
                sql,
                new
                {
                    // One more than the largest limit tells whether it is passed.
                    Most = rules.Max(r => r.AuthorFlood.Comments) + 1,
                    Simultaneous,
                    Ids = comments.Select(c => c.Id).ToArray(),
                    PhoneKeys = comments.Select(c => c.PhoneKey).ToArray(),
                    DeviceKeys = comments.Select(c => c.DeviceKey).ToArray(),
                    ReceivedAt = comments.Select(c => c.ReceivedAt!.Value).ToArray(),
                    ClusterIds = comments.Select(c => c.ClusterId).ToArray(),
                    AuthorTimes = rules.Select(r => TimeSpan.FromMinutes(r.AuthorFlood.Minutes)).ToArray(),
                    DuplicateTimes = rules.Select(r => TimeSpan.FromHours(r.Duplicates.Hours)).ToArray(),
                    Newcomers = rules.Select(r => r.NewAuthorComments).ToArray(),
                }
            )
        ).AsList();
        var articles = await ArticleComments.CountAsync(connection, [.. comments.Zip(rules, (c, r) => (c, r.ArticleFlood))]);
        var twins = fresh.ToLookup(c => c.ClusterId);
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
                        Language = texts[i].Language,
                        Cluster = comment.ClusterId,
                        Duplicates = counts[i].Duplicates + Twins(comment, twins[comment.ClusterId], rules[i].Duplicates),
                        AuthorComments = counts[i].AuthorComments,
                        ArticleComments = articles[i],
                        AuthorApproved = counts[i].AuthorApproved,
                    }
            ),
        ];
    }

    /// <summary>Near-duplicates that are looked at together: none of them is written down yet.</summary>
    private static int Twins(Comment comment, IEnumerable<Comment> cluster, DuplicateSettings settings) =>
        comment.ClusterId is null || comment.ClusterId == comment.Id
            ? 0
            : cluster.Count(other =>
                other.Id != comment.Id
                && other.ReceivedAt > comment.ReceivedAt - TimeSpan.FromHours(settings.Hours)
                && other.ReceivedAt < comment.ReceivedAt + Simultaneous
            );

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

        public int AuthorApproved { get; init; }

        public int Duplicates { get; init; }
    }
}

/// <summary>What stands in a comment's texts, whatever the settings.</summary>
internal sealed record TextEvidence(
    IReadOnlyList<TermHit> Terms,
    IReadOnlyList<Contact> Contacts,
    bool IsForeign,
    string Language
)
{
    public static TextEvidence Of(CommentText text, TermMatcher terms)
    {
        var read = Languages.TextOf(text);
        var isForeign = ForeignText.Is(read);
        return new(terms.In(text), Contact.In(text), isForeign, Languages.Of(read, isForeign));
    }
}
