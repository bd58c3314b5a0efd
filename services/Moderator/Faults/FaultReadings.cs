using System.Diagnostics.Metrics;
using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Faults;

/// <summary>How many messages were set aside and are still to be replayed or discarded.</summary>
internal sealed class FaultReadings(NpgsqlDataSource database, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly Gauge _open = new(meters, time, "moderation.fault.open", "{fault}", "Faults on which nobody has acted.");

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        const string sql = "SELECT count(*)::float8 FROM faults WHERE status = 'open'";
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        _open.Read(await connection.ExecuteScalarAsync<double>(new CommandDefinition(sql, cancellationToken: stoppingToken)));
    }
}
