using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Npgsql;

namespace Moderation.Moderator.Models;

/// <summary>What a candidate and the model in use said of the same comments.</summary>
internal sealed class ComparisonStore(NpgsqlDataSource database)
{
    /// <summary>So many tell enough of the next ones, and are read in a moment.</summary>
    private const int Most = 20_000;

    /// <summary>The latest comments that people decided since the candidate was trained.</summary>
    /// <param name="pair">Both models.</param>
    /// <param name="sections">Those of the person; null is every section.</param>
    /// <param name="cancellationToken">The person left.</param>
    /// <returns>The comments, and whether these are all.</returns>
    public async Task<(IReadOnlyList<ComparedComment> Comments, bool Complete)> DecidedAsync(
        ComparedModels pair,
        string[]? sections,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            SELECT c.id, c.section, c.article_id, d.outcome, d.reason, c.scores, c.rejection, s.scores AS shadow_scores,
                s.rejection AS shadow_rejection
            FROM decisions d JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
                JOIN shadow_scores s ON s.comment_id = c.id AND s.revision = c.revision
            WHERE {Outcomes.Standing} AND s.model = @Candidate AND c.model = @InUse AND c.scores IS NOT NULL
                AND d.decided_at > greatest(@Since, (SELECT min(scored_at) FROM shadow_scores WHERE model = @Candidate))
                AND (@sections::text[] IS NULL OR c.section = ANY(@sections))
            ORDER BY d.decided_at DESC, d.id DESC LIMIT @Most + 1
            """;
        var parameters = new
        {
            Candidate = pair.Candidate.Name,
            pair.InUse,
            Since = pair.Candidate.TrainedAt,
            sections,
            Most,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var comments = (
            await connection.QueryAsync<ComparedComment>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        return ([.. comments.Take(Most)], comments.Count <= Most);
    }

    /// <summary>Of the latest comments that both scored, decided or not, what both said, in the same order.</summary>
    public async Task<(IReadOnlyList<Scores> Own, IReadOnlyList<Scores> Candidate)> ScoredAsync(
        ComparedModels pair,
        CancellationToken cancellationToken
    )
    {
        const string sql = """
            SELECT c.scores, s.scores AS shadow_scores
            FROM shadow_scores s JOIN comments c ON c.id = s.comment_id AND c.revision = s.revision
            WHERE s.model = @Candidate AND c.model = @InUse AND c.scores IS NOT NULL
            ORDER BY s.scored_at DESC LIMIT @Most
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var comments = (
            await connection.QueryAsync<ComparedComment>(
                new CommandDefinition(
                    sql,
                    new
                    {
                        Candidate = pair.Candidate.Name,
                        pair.InUse,
                        Most,
                    },
                    cancellationToken: cancellationToken
                )
            )
        ).AsList();
        return ([.. comments.Select(one => one.Scores)], [.. comments.Select(one => one.ShadowScores)]);
    }
}
