using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Classifier.Perspective;

/// <summary>One suggestion, as stored.</summary>
internal sealed record Feedback
{
    public string Community { get; init; } = "";

    /// <summary>Name of the label that answers the attribute here.</summary>
    public string? ScoredAs { get; init; }

    public float Suggested { get; init; }

    public string Text { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public bool SaysYes => FeedbackApi.IsYes(Suggested);
}

/// <summary>What clients suggest. Texts are never logged.</summary>
internal sealed class FeedbackStore(NpgsqlDataSource database)
{
    /// <summary>Who suggests once more about the same comment changes what they said.</summary>
    public async Task AddAsync(SuggestRequest request, string text, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO feedback (id, community, token, attribute, scored_as, suggested, text, received_at)
            SELECT s.id, @Community, @Token, s.attribute, s.scored_as, s.suggested, @text, clock_timestamp()
            FROM unnest(@Ids, @Attributes, @ScoredAs, @Suggested) AS s (id, attribute, scored_as, suggested)
            ON CONFLICT (community, token, attribute) WHERE token <> '' DO UPDATE SET
                suggested = excluded.suggested, text = excluded.text, received_at = excluded.received_at
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(
            sql,
            new
            {
                request.Community,
                Token = request.ClientToken ?? "",
                text,
                Ids = request.Scores.Select(_ => Guid.CreateVersion7()).ToArray(),
                Attributes = request.Scores.Select(score => score.Attribute).ToArray(),
                ScoredAs = request.Scores.Select(score => score.Label is { } label ? ScoreLabels.Of(label).Name : null).ToArray(),
                Suggested = request.Scores.Select(score => score.Value).ToArray(),
            }
        );
    }

    /// <returns>The latest suggestions, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<Feedback> Latest, int Count)> LatestAsync(int most, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT community, scored_as, suggested, text, received_at FROM feedback ORDER BY received_at DESC LIMIT @most;
            SELECT count(*)::int FROM feedback
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var read = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { most }, cancellationToken: cancellationToken)
        );
        return ((await read.ReadAsync<Feedback>()).AsList(), await read.ReadSingleAsync<int>());
    }
}
