using System.Globalization;
using Dapper;
using Moderation.Load;
using Npgsql;

namespace Moderation.Benchmarks;

/// <summary>What one process has used since its start.</summary>
internal sealed record StationReading(double ProcessorMs, double Statements, double Messages, double Allocated);

/// <summary>What all have used at one moment.</summary>
/// <param name="Stations">By name.</param>
/// <param name="Transactions">By database.</param>
/// <param name="Wal">Bytes.</param>
internal sealed record SystemReading(
    IReadOnlyDictionary<string, StationReading> Stations,
    IReadOnlyDictionary<string, double> Transactions,
    double Wal
);

/// <summary>The processes of a system on this machine, and what they tell of themselves.</summary>
internal sealed class Stations(Addresses system, string folder)
{
    public async Task<SystemReading> ReadAsync()
    {
        // The database tells its counts a second after the work at the latest.
        await Task.Delay(TimeSpan.FromSeconds(2));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var stations = new Dictionary<string, StationReading>(StringComparer.Ordinal);
        foreach (var (service, operations) in system.Operations)
        {
            var figures = await Figures.ReadAsync(http, operations, CancellationToken.None);
            stations[service] = new StationReading(
                ProcessorTime.OfTree(IdOf(service)),
                figures.Sum("db_client_operation_duration_seconds_count"),
                figures.Sum("messaging_masstransit_send_total"),
                figures.Sum("dotnet_gc_heap_total_allocated_bytes_total")
            );
        }
        foreach (var part in new[] { "postgres", "rabbitmq" })
            stations[part] = new StationReading(ProcessorTime.OfTree(IdOf(part)), 0, 0, 0);
        await using var database = new NpgsqlConnection(system.ModeratorDatabase);
        var transactions = await database.QueryAsync<(string, double)>(
            "SELECT datname, (xact_commit + xact_rollback)::float8 FROM pg_stat_database WHERE datname = ANY(@names) ORDER BY 1",
            new { names = system.Operations.Keys.ToArray() }
        );
        return new(
            stations,
            transactions.ToDictionary(t => t.Item1, t => t.Item2, StringComparer.Ordinal),
            await database.ExecuteScalarAsync<double>("SELECT (pg_current_wal_lsn() - '0/0')::float8")
        );
    }

    private int IdOf(string part) =>
        int.Parse(File.ReadAllText(Path.Combine(folder, "pids", part)), CultureInfo.InvariantCulture);
}
