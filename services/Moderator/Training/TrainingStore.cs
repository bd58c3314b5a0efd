using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Training;

/// <summary>What a person decided on one comment, as it stands now.</summary>
public sealed record TrainingDecision
{
    /// <summary>The comment.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>Of the article.</summary>
    public string? Section { get; init; }

    public string? Headline { get; init; }

    public string? Title { get; init; }

    public required string Content { get; init; }

    /// <summary><c>approved</c> or <c>rejected</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Of a rejection.</summary>
    public RejectReason? Reason { get; init; }
}

/// <summary>
/// People's decisions for training. A comment counts once, as what it became: after an undo, an overturning or an appeal by the
/// decision that stands now. Left out are those by rules, what waits or was taken back, what was erased, what the newsroom wrote
/// itself, and approvals of another text than the reader's.
/// </summary>
public sealed class TrainingStore(NpgsqlDataSource database)
{
    /// <param name="status">Of comments that stand so.</param>
    private static string Page(string status) =>
        $"""
        (SELECT c.id, c.decided_at, c.section, c.headline, c.title, c.content, c.status, d.reason
        FROM comments c JOIN decisions d ON d.comment_id = c.id AND d.revision = c.revision
        WHERE c.status = '{status}' AND (c.decided_at, c.id) < (@Moment, @Id) AND c.content <> '' AND {Outcomes.Standing}
        ORDER BY c.decided_at DESC, c.id DESC LIMIT @limit)
        """;

    private static readonly string Sql = $"""
        SELECT * FROM ({Page("approved")} UNION ALL {Page("rejected")}) AS decided
        ORDER BY decided_at DESC, id DESC LIMIT @limit
        """;

    /// <returns>The newest first, those before a moment and an id alone.</returns>
    public async Task<IReadOnlyList<TrainingDecision>> PageAsync(Cursor before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var command = new CommandDefinition(
            Sql,
            new
            {
                before.Moment,
                before.Id,
                limit,
            },
            cancellationToken: cancellationToken
        );
        return [.. await connection.QueryAsync<TrainingDecision>(command)];
    }
}
