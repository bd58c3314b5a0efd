using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>What should have left the outbox. What still has its grace, or is for later, does not wait.</summary>
internal sealed class OutboxBacklog(NpgsqlDataSource database) : IBacklogs
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        // What was tried in vain is put off, so its age is read from its id, a UUID of version 7.
        const string sql = """
            SELECT count(*), min(CASE attempts WHEN 0 THEN not_before
                ELSE to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) END)
            FROM outbox WHERE attempts > 0 OR not_before <= statement_timestamp()
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (depth, oldest) = await connection.QuerySingleAsync<(long Depth, DateTimeOffset? Oldest)>(
            new CommandDefinition(sql, cancellationToken: cancellationToken)
        );
        return [new Backlog("outbox", depth, oldest)];
    }
}
