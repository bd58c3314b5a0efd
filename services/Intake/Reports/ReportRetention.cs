using Moderation.ServiceDefaults;

namespace Moderation.Intake.Reports;

/// <summary>Now and then, forgets who reported what longer ago than <see cref="ReportOptions.KeepReaders"/>.</summary>
internal sealed class ReportRetention(ReportOptions options, ReportStore store, TimeProvider time, ILogger<ReportRetention> log)
    : Rounds(time, options.DeleteEvery)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var forgotten = await store.ForgetAsync(stoppingToken);
        if (forgotten > 0)
            log.LogInformation("Who reported {Count} comments {Age} ago is forgotten", forgotten, options.KeepReaders);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Who reported comments long ago could not be forgotten ({Reason}); trying again", reason);
}
