using Moderation.Intake.Captchas;
using Moderation.Intake.PhoneCodes;
using Moderation.Intake.Proofs;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>Deletes codes, proofs and ids of signed requests that have expired, once a minute.</summary>
internal sealed class ChallengeSweep(
    CaptchaStore captchas,
    ProofStore proofs,
    PhoneCodeStore phoneCodes,
    SignedRequestStore requests,
    TimeProvider time,
    ILogger<ChallengeSweep> log
) : Rounds(time, TimeSpan.FromMinutes(1))
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        await captchas.DeleteExpiredAsync(stoppingToken);
        await proofs.DeleteExpiredAsync(stoppingToken);
        await phoneCodes.DeleteExpiredAsync(stoppingToken);
        await requests.DeleteExpiredAsync(stoppingToken);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Expired codes and proofs could not be deleted ({Reason}); trying again", reason);
}
