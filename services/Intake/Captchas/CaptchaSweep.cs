using Npgsql;

namespace Moderation.Intake.Captchas;

/// <summary>Deletes codes that have expired, once a minute.</summary>
internal sealed class CaptchaSweep(CaptchaStore captchas, TimeProvider time, ILogger<CaptchaSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await captchas.DeleteExpiredAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Expired codes could not be deleted ({Reason}); trying again", exception.Message);
            }
        }
    }
}
