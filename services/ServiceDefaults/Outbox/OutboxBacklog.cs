using Dapper;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>What should have left the outbox. What still has its grace, or is for later, does not wait.</summary>
internal sealed class OutboxBacklog(NpgsqlDataSource database) : IBacklogs
{
    /// <summary>
    /// The <c>depth</c> of what should have left, and since when the <c>oldest</c> of it should. What was tried in vain is put
    /// off, so its age is read from its id, a UUID of version 7.
    /// </summary>
    internal const string Waiting = """
        SELECT count(*) AS depth, min(CASE attempts WHEN 0 THEN not_before
            ELSE to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) END) AS oldest
        FROM outbox WHERE attempts > 0 OR not_before <= statement_timestamp()
        """;

    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (depth, oldest) = await connection.QuerySingleAsync<(long Depth, DateTimeOffset? Oldest)>(
            new CommandDefinition(Waiting, cancellationToken: cancellationToken)
        );
        return [new Backlog("outbox", depth, oldest)];
    }
}
