using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Perspective;

/// <summary>Now and then, deletes what was suggested longer ago than <see cref="PerspectiveOptions.KeepFeedback"/>.</summary>
internal sealed partial class FeedbackRetention(
    PerspectiveOptions options,
    FeedbackStore store,
    TimeProvider time,
    ILogger<FeedbackRetention> log
) : Rounds(time, TimeSpan.FromMinutes(10))
{
    protected override Task RoundAsync(CancellationToken stoppingToken) =>
        store.DeleteAsync(options.KeepFeedback, PerspectiveOptions.MostFeedback, stoppingToken);

    protected override void Tell(string reason) => LogAway(log, reason);

    [LoggerMessage(LogLevel.Warning, "Old suggestions could not be deleted ({Reason}); trying again")]
    private static partial void LogAway(ILogger log, string reason);
}
