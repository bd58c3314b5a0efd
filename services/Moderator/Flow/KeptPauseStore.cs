using Dapper;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <summary>What is asked of a service that was away.</summary>
/// <param name="Service">Such as <c>publisher</c>.</param>
/// <param name="Station">The station of it.</param>
/// <param name="Reason">Null to resume it.</param>
/// <param name="By">The operator's name.</param>
internal sealed record KeptPause(string Service, string Station, string? Reason, string By)
{
    /// <summary>As the service is asked.</summary>
    public HttpMethod Method => Reason is null ? HttpMethod.Delete : HttpMethod.Put;

    public string Path => $"pauses/{Station}";

    public object? Body => Reason is null ? null : new { Reason, By };
}

/// <summary>
/// What was asked of services that were away. Whoever tells a service holds its row, and nobody else changes it meanwhile.
/// </summary>
internal sealed class KeptPauseStore(NpgsqlDataSource database)
{
    private const string Drop = "DELETE FROM kept_pauses WHERE service = @Service AND station = @Station";

    /// <summary>Takes the place of what was asked before.</summary>
    public async Task KeepAsync(KeptPause asked)
    {
        const string sql = """
            INSERT INTO kept_pauses (service, station, reason, asked_by) VALUES (@Service, @Station, @Reason, @By)
            ON CONFLICT (service, station) DO UPDATE SET
                reason = excluded.reason, asked_by = excluded.asked_by, asked_at = excluded.asked_at
            """;
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, asked);
    }

    /// <summary>Another word has come for the same station.</summary>
    public async Task DropAsync(KeptPause asked)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(Drop, asked);
    }

    /// <summary>Tells what is kept, each by itself, and drops what was heard.</summary>
    /// <param name="tell">Answers whether the service heard it.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    public async Task TellAsync(Func<KeptPause, Task<bool>> tell, CancellationToken cancellationToken)
    {
        const string all = "SELECT service, station, reason, asked_by AS by FROM kept_pauses ORDER BY service, station";
        const string one = """
            SELECT service, station, reason, asked_by AS by FROM kept_pauses
            WHERE service = @Service AND station = @Station FOR UPDATE SKIP LOCKED
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var kept in (await connection.QueryAsync<KeptPause>(all)).AsList())
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (await connection.QuerySingleOrDefaultAsync<KeptPause>(one, kept, transaction) is not { } now || !await tell(now))
                continue;
            await connection.ExecuteAsync(Drop, now, transaction);
            await transaction.CommitAsync(CancellationToken.None);
        }
    }
}
