using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Reconciliation;

/// <summary>Goes on with a comparison that runs, page after page, also after a restart.</summary>
internal sealed class ReconciliationRunner(IServiceProvider services, TimeProvider time, ILogger<ReconciliationRunner> log)
    : Rounds(time)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (await services.GetRequiredService<Reconciler>().StepAsync(stoppingToken)) { }
    }

    protected override void Tell(string reason) =>
        log.LogWarning("The comparison with Publisher was interrupted ({Reason}); it goes on when it is possible", reason);
}
