using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>Reads every second what is paused, so that all copies honour it within seconds.</summary>
internal sealed class PauseWatch(
    PauseStore store,
    Pauses pauses,
    PausableStations stations,
    TimeProvider time,
    ILogger<PauseWatch> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            try
            {
                Take(await store.ReadAsync(stoppingToken));
            }
            catch (NpgsqlException)
            {
                // Whoever works with the database says that it is away.
                if (!pauses.Known.IsCompleted && time.GetElapsedTime(start) > stations.Patience)
                    Take([]);
            }
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private void Take(IReadOnlyList<Pause> read)
    {
        foreach (var pause in read.Where(pause => !pauses.IsPaused(pause.Station)))
            log.LogWarning("The station {Station} is paused by an operator: what it would take waits", pause.Station);
        foreach (var pause in pauses.Current.Where(former => read.All(pause => pause.Station != former.Station)))
            log.LogInformation("The station {Station} goes on", pause.Station);
        pauses.Take(read);
    }
}
