using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Ways;

/// <summary>What became of a comment here, and who was told of it.</summary>
internal sealed class WayStore(NpgsqlDataSource database)
{
    /// <summary>The latest of a comment's deliveries are shown.</summary>
    private const int Most = 40;

    /// <returns>Without a step when nothing was ever decided that concerns readers.</returns>
    public async Task<Way> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string published = "SELECT status, version, changed_at FROM publications WHERE comment_id = @id";
        const string told = """
            SELECT d.endpoint, d.type, d.status, d.attempts, d.started_at, d.due_at, a.at AS last_at
            FROM deliveries d LEFT JOIN LATERAL (
                SELECT at FROM attempts a WHERE a.webhook_id = d.webhook_id AND a.endpoint = d.endpoint ORDER BY at DESC LIMIT 1
            ) a ON true
            WHERE d.comment_id = @id ORDER BY d.started_at DESC, d.endpoint LIMIT @Most
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var publication = await connection.QuerySingleOrDefaultAsync<Published>(
            new CommandDefinition(published, new { id }, cancellationToken: cancellationToken)
        );
        var deliveries = await connection.QueryAsync<Told>(
            new CommandDefinition(told, new { id, Most }, cancellationToken: cancellationToken)
        );
        return new Way(
            id,
            null,
            publication?.Version ?? 0,
            [
                .. publication is null
                    ? Array.Empty<WayStep>()
                    :
                    [
                        new WayStep
                        {
                            Station = "publisher",
                            Kind = publication.Status,
                            At = publication.ChangedAt,
                        },
                    ],
                .. deliveries.Select(one => one.Step()),
            ]
        );
    }

    private sealed record Published(string Status, int Version, DateTimeOffset ChangedAt);

    private sealed record Told(
        string Endpoint,
        string Type,
        string Status,
        int Attempts,
        DateTimeOffset StartedAt,
        DateTimeOffset DueAt,
        DateTimeOffset? LastAt
    )
    {
        public WayStep Step() =>
            new()
            {
                Station = "webhooks",
                Kind = $"{Type[(Type.IndexOf('.', StringComparison.Ordinal) + 1)..]}.{Status}",
                At = Status == "waiting" ? StartedAt : LastAt ?? StartedAt,
                Waits = Status == "waiting",
                Detail = Endpoint,
                Attempts = Attempts,
                Until = Status == "waiting" && Attempts > 0 ? DueAt : null,
            };
    }
}
