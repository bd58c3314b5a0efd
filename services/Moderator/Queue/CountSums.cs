using Npgsql;

namespace Moderation.Moderator.Queue;

/// <summary>Adds the counts of the queues up, once a second. Any copy of the service does it for all.</summary>
internal sealed class CountSums(QueueStore queues, TimeProvider time, ILogger<CountSums> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await queues.AddUpAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("The counts of the queues could not be added up ({Reason}); trying again", exception.Message);
            }
        }
    }
}
