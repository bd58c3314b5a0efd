using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Readers;

/// <summary>Now and then, forgets reports that were answered longer ago than <see cref="ReportOptions.KeepReaders"/>.</summary>
internal sealed class ReportRetention(ReportOptions options, ReportStore store, TimeProvider time, ILogger<ReportRetention> log)
    : Rounds(time, options.DeleteEvery)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var forgotten = await store.ForgetAsync(stoppingToken);
        if (forgotten > 0)
            log.LogInformation("{Count} reports that were answered {Age} ago are forgotten", forgotten, options.KeepReaders);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Old reports could not be forgotten ({Reason}); trying again", reason);
}
