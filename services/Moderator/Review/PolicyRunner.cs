using Npgsql;

namespace Moderation.Moderator.Review;

/// <summary>Looks once a second whether the policy is to be run again on what waits, and does it chunk by chunk.</summary>
internal sealed class PolicyRunner(PolicyRunStore runs, TimeProvider time, ILogger<PolicyRunner> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await runs.GoOnAsync(stoppingToken))
                    stoppingToken.ThrowIfCancellationRequested();
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("The policy could not be run again on what waits ({Reason}); trying again", exception.Message);
            }
        }
    }
}
