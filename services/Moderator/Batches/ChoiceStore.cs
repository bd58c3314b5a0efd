using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Queue;
using Npgsql;

namespace Moderation.Moderator.Batches;

/// <summary>One revision of a comment that a batch is about.</summary>
internal sealed record ChosenItem(Guid Id, int Revision);

/// <summary>What a batch is to be about, before anything is kept of it.</summary>
internal sealed class ChoiceStore(NpgsqlDataSource database)
{
    /// <summary>More than this is no decision that a person has looked at.</summary>
    public const int Most = 10_000;

    /// <returns>The newest waiting revisions; one more than <see cref="Most"/> when there are too many.</returns>
    public async Task<IReadOnlyList<ChosenItem>> ChooseAsync(QueueFilter filter, CancellationToken cancellationToken)
    {
        var sql =
            $"SELECT DISTINCT ON (c.id) c.id, c.revision FROM comments c WHERE {filter.AllConditions} "
            + $"ORDER BY c.id, c.revision DESC LIMIT {Most + 1}";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ChosenItem>(sql, new DynamicParameters(filter))).AsList();
    }

    public async Task<IReadOnlyList<ChosenItem>> ChooseAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT DISTINCT ON (n.id) n.id, coalesce(c.revision, 1) AS revision
            FROM unnest(@ids) AS n (id) LEFT JOIN comments c ON c.id = n.id AND c.received_at IS NOT NULL
                ORDER BY n.id, c.revision DESC
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ChosenItem>(sql, new { ids })).AsList();
    }

    /// <summary>Of what was chosen, the riskiest; what was never scored may be anything, and comes first.</summary>
    /// <param name="chosen">What is to be decided.</param>
    /// <param name="lowOnly">An approval passes over what has no low scores.</param>
    /// <param name="most">How many are shown.</param>
    /// <param name="cancellationToken">The moderator left.</param>
    /// <returns>Their ids, the riskiest first, and how many are passed over.</returns>
    public async Task<(Guid[] Riskiest, int NotLow)> RiskiestAsync(
        IReadOnlyList<ChosenItem> chosen,
        bool lowOnly,
        int most,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT c.id, c.scored_at, c.risk, c.scores
            FROM unnest(@Ids, @Revisions) AS n (id, revision) JOIN comments c USING (id, revision)
            ORDER BY c.scored_at IS NULL DESC, c.risk DESC, c.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var ranked = (
            await connection.QueryAsync<Comment>(
                sql,
                new
                {
                    Ids = chosen.Select(item => item.Id).ToArray(),
                    Revisions = chosen.Select(item => item.Revision).ToArray(),
                }
            )
        ).AsList();
        return (
            [.. ranked.Where(c => c.HasLowScores || !lowOnly).Take(most).Select(c => c.Id)],
            ranked.Count(c => !c.HasLowScores)
        );
    }
}
