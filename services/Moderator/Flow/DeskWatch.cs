using Dapper;
using Moderation.Moderator.Drift;
using Npgsql;

namespace Moderation.Moderator.Flow;

/// <summary>
/// Who is at work, what waits in the ledger of faults, what the model in use no longer knows, which lanes shut themselves, and
/// what services that are away are to pause.
/// </summary>
internal sealed class DeskWatch(NpgsqlDataSource database, DriftWatch drift, FlowOptions options)
{
    private volatile DeskReading _reading = DeskReading.Unknown;

    public DeskReading Reading => _reading;

    public async Task AskAsync(CancellationToken stoppingToken)
    {
        const string sql = """
            SELECT count(DISTINCT moderator_id)::int FROM consoles WHERE seen_at > statement_timestamp() - interval '15 seconds';
            SELECT queue, count(*) FROM faults WHERE status = 'open' GROUP BY queue;
            SELECT name, changed_at AS since FROM lanes
            WHERE status = 'shut' AND NOT is_forbidden AND shut_for IN ('audits', 'drift', 'unread', 'model')
                AND changed_at > statement_timestamp() - interval '7 days'
            ORDER BY name;
            SELECT service, station, reason, asked_by AS by, asked_at AS since, true AS kept FROM kept_pauses
            WHERE reason IS NOT NULL ORDER BY service, station;
            """;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(options.Patience);
        try
        {
            await using var connection = await database.OpenConnectionAsync(patience.Token);
            await using var rows = await connection.QueryMultipleAsync(
                new CommandDefinition(sql, cancellationToken: patience.Token)
            );
            var people = await rows.ReadSingleAsync<int>();
            var faults = await rows.ReadAsync<(string Queue, long Count)>();
            _reading = new(
                people,
                faults.ToDictionary(row => row.Queue, row => row.Count, StringComparer.Ordinal),
                drift.Report?.Alarms.Count ?? 0,
                (await rows.ReadAsync<ShutLane>()).AsList(),
                (await rows.ReadAsync<StationPause>()).AsList()
            );
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            stoppingToken.ThrowIfCancellationRequested();
            _reading = DeskReading.Unknown;
        }
    }
}
