using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Publisher.Webhooks;

/// <summary>The webhooks that are on their way, endpoint by endpoint.</summary>
internal sealed class DeliveryBacklogs(NpgsqlDataSource database) : IBacklogs
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT e.name, count(d.webhook_id) AS depth, min(d.started_at) AS oldest
            FROM endpoints e LEFT JOIN deliveries d ON d.endpoint = e.name AND d.status = 'waiting'
            WHERE e.disabled_reason IS DISTINCT FROM 'not-configured' GROUP BY e.name ORDER BY e.name
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (
            await connection.QueryAsync<Backlog>(new CommandDefinition(sql, cancellationToken: cancellationToken))
        ).AsList();
    }
}
