using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <summary>What waits for people, queue by queue.</summary>
internal sealed class QueueBacklogs(NpgsqlDataSource database, QueueStore queues) : IBacklogs
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        const string oldest = """
            SELECT q.status, c.queued_at FROM unnest(@Waiting) AS q (status) CROSS JOIN LATERAL (
                SELECT queued_at FROM comments WHERE status = q.status AND is_waiting(status) ORDER BY queued_at LIMIT 1) c
            """;
        string[] waiting = [.. Queues.Waiting.Select(status => status.Word())];
        var counts = await queues.CountsAsync(sections: null, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var since = (
            await connection.QueryAsync<(string Status, DateTimeOffset Oldest)>(
                new CommandDefinition(oldest, new { Waiting = waiting }, cancellationToken: cancellationToken)
            )
        ).ToDictionary(row => row.Status, row => (DateTimeOffset?)row.Oldest, StringComparer.Ordinal);
        return [.. waiting.Select(status => new Backlog(status, counts[status], since.GetValueOrDefault(status)))];
    }
}
