using Npgsql;

namespace Moderation.Intake.Limits;

/// <summary>Deletes token buckets that are full again, so that nothing is kept of whoever sends no more.</summary>
internal sealed class TokenBucketRetention(
    LimitOptions options,
    TokenBucketStore store,
    TimeProvider time,
    ILogger<TokenBucketRetention> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.DeleteEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await store.DeleteFullAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Counts whose time is over could not be deleted ({Reason}); trying again", exception.Message);
            }
        }
    }
}
