using Dapper;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>
/// How many comments an article got in a time before each of many. Those of one article that came within seconds share one
/// reading of it: in a rush a batch is of few articles, and each comment by itself would count the same rows again.
/// </summary>
internal static class ArticleComments
{
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <returns>
    /// For each comment, in their order, how many were received in its limit's time until it, itself included; of more than the
    /// limit there may be more than are counted.
    /// </returns>
    public static async Task<int[]> CountAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(Comment Comment, FloodSettings Limit)> comments
    )
    {
        const string sql = """
            SELECT ARRAY(SELECT o.received_at FROM comments o
                    WHERE o.article_id = n.article_id AND o.received_at BETWEEN n.first AND n.last)
                || ARRAY(SELECT o.received_at FROM comments o
                    WHERE o.article_id = n.article_id AND o.received_at > n.since AND o.received_at < n.first
                    ORDER BY o.received_at DESC LIMIT @Most)
            FROM unnest(@ArticleIds, @Since, @First, @Last) WITH ORDINALITY AS n (article_id, since, first, last, place)
            ORDER BY n.place
            """;
        var readings = Readings(comments);
        var received = await connection.QueryAsync<DateTime[]>(
            sql,
            new
            {
                Most = comments.Max(c => c.Limit.Comments) + 1,
                ArticleIds = readings.ConvertAll(r => r.First.Comment.ArticleId).ToArray(),
                Since = readings.ConvertAll(r => r.Places.Min(place => Since(comments[place]))).ToArray(),
                First = readings.ConvertAll(r => r.First.Comment.ReceivedAt!.Value).ToArray(),
                Last = readings.ConvertAll(r => r.Places.Max(place => comments[place].Comment.ReceivedAt!.Value)).ToArray(),
            }
        );
        var counts = new int[comments.Count];
        foreach (var (times, places) in received.Zip(readings, (times, reading) => (times, reading.Places)))
        {
            foreach (var place in places)
            {
                var (since, until) = (Since(comments[place]).UtcDateTime, comments[place].Comment.ReceivedAt!.Value.UtcDateTime);
                counts[place] = times.Count(time => time > since && time <= until);
            }
        }

        return counts;
    }

    private static DateTimeOffset Since((Comment Comment, FloodSettings Limit) of) =>
        of.Comment.ReceivedAt!.Value - TimeSpan.FromMinutes(of.Limit.Minutes);

    private static List<((Comment Comment, FloodSettings Limit) First, List<int> Places)> Readings(
        IReadOnlyList<(Comment Comment, FloodSettings Limit)> comments
    )
    {
        List<((Comment Comment, FloodSettings Limit) First, List<int> Places)> readings = [];
        foreach (
            var place in Enumerable
                .Range(0, comments.Count)
                .OrderBy(place => comments[place].Comment.ArticleId, StringComparer.Ordinal)
                .ThenBy(place => comments[place].Comment.ReceivedAt)
        )
        {
            var next = comments[place];
            if (
                readings is [.., var (first, places)]
                && first.Comment.ArticleId == next.Comment.ArticleId
                && next.Comment.ReceivedAt - first.Comment.ReceivedAt <= Together
            )
                places.Add(place);
            else
                readings.Add((next, [place]));
        }

        return readings;
    }
}
