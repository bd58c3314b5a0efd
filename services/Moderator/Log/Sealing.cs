using Npgsql;

namespace Moderation.Moderator.Log;

/// <summary>Once a second, lets the <see cref="Sealer"/> chain what was decided.</summary>
internal sealed class Sealing(Sealer sealer, TimeProvider time, ILogger<Sealing> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sealer.SealAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Decisions could not be sealed ({Reason}); trying again", exception.Message);
            }
        }
    }
}
