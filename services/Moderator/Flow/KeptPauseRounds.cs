using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>Tells services that were away what was asked of them, as soon as they answer again.</summary>
internal sealed class KeptPauseRounds(
    KeptPauseStore kept,
    IServiceProvider services,
    TimeProvider time,
    ILogger<KeptPauseRounds> log
) : Rounds(time)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) =>
        kept.TellAsync(
            async pause =>
            {
                var heard = await services.GetRequiredService<PausedServices>().TellAsync(pause, stoppingToken);
                if (heard)
                    log.LogInformation(
                        "{Service} answers again and was told that its station {Station} is to be {State}",
                        pause.Service,
                        pause.Station,
                        pause.Reason is null ? "resumed" : "paused"
                    );
                return heard;
            },
            stoppingToken
        );

    protected override void Tell(string reason) =>
        log.LogWarning("Kept pauses could not be read ({Reason}); trying again", reason);
}
