using Dapper;
using Moderation.Moderator.Decisions;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Ways;

/// <summary>A comment's way through Moderator: its revisions, what was decided, and what of it has not left.</summary>
internal sealed class WayStore(NpgsqlDataSource database)
{
    /// <summary>The latest of a comment's decisions are shown.</summary>
    private const int Most = 50;

    public async Task<OwnWay> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string revisions = """
            SELECT revision, status, section, received_at, classified_at, scored_at, model, queued_at FROM comments
            WHERE id = @id ORDER BY revision
            """;
        const string decisions = """
            SELECT version, outcome, decided_at, moderator_id, rule FROM decisions
            WHERE comment_id = @id ORDER BY version DESC LIMIT @Most
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new OwnWay(
            (
                await connection.QueryAsync<Received>(
                    new CommandDefinition(revisions, new { id }, cancellationToken: cancellationToken)
                )
            ).AsList(),
            (
                await connection.QueryAsync<Decided>(
                    new CommandDefinition(decisions, new { id, Most }, cancellationToken: cancellationToken)
                )
            ).AsList(),
            await OutboxWay.WaitingAsync(connection, id, cancellationToken)
        );
    }
}

/// <summary>What Moderator itself knows of a comment.</summary>
/// <param name="Revisions">Oldest first.</param>
/// <param name="Decisions">Latest first.</param>
/// <param name="Leaving">What has not left.</param>
public sealed record OwnWay(
    IReadOnlyList<Received> Revisions,
    IReadOnlyList<Decided> Decisions,
    IReadOnlyList<WayStep> Leaving
)
{
    internal bool IsKnown => Revisions.Any(revision => revision.ReceivedAt is not null);

    internal string? Section => Revisions.LastOrDefault(revision => revision.ReceivedAt is not null)?.Section;
}

/// <summary>One revision; its scores may be here before its text.</summary>
public sealed record Received(
    int Revision,
    string Status,
    string? Section,
    DateTimeOffset? ReceivedAt,
    DateTimeOffset? ClassifiedAt,
    DateTimeOffset? ScoredAt,
    string? Model,
    DateTimeOffset? QueuedAt
);

/// <summary>One decision.</summary>
public sealed record Decided(int Version, string Outcome, DateTimeOffset DecidedAt, Guid? ModeratorId, string? Rule)
{
    internal string By => Decider.Of(ModeratorId, Rule);
}
