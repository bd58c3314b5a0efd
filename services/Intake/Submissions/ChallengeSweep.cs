using Moderation.Intake.Captchas;
using Moderation.Intake.Proofs;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>Deletes codes and proofs that have expired, once a minute.</summary>
internal sealed class ChallengeSweep(CaptchaStore captchas, ProofStore proofs, TimeProvider time, ILogger<ChallengeSweep> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await captchas.DeleteExpiredAsync(stoppingToken);
                await proofs.DeleteExpiredAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                log.LogWarning("Expired codes and proofs could not be deleted ({Reason}); trying again", exception.Message);
            }
        }
    }
}
