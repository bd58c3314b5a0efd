using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>Work that is done again and again. While the database is away it waits for the next round.</summary>
/// <param name="time">The clock that the rounds go by.</param>
/// <param name="every">From one round to the next; a second unless told otherwise.</param>
public abstract class Rounds(TimeProvider time, TimeSpan? every = null) : BackgroundService
{
    protected abstract Task RoundAsync(CancellationToken stoppingToken);

    /// <summary>The database was away, or refused.</summary>
    protected abstract void Tell(string reason);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every ?? TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                Tell(exception.Message);
            }
        }
    }
}
