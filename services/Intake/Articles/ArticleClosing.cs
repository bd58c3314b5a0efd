using Moderation.ServiceDefaults;

namespace Moderation.Intake.Articles;

/// <summary>Tells of articles that have closed by themselves, although nobody writes under them.</summary>
internal sealed class ArticleClosing(ArticleStore articles, TimeProvider time, ILogger<ArticleClosing> log) : Rounds(time)
{
    protected override Task RoundAsync(CancellationToken stoppingToken) => articles.TellOfClosedAsync(stoppingToken);

    protected override void Tell(string reason) =>
        log.LogWarning("It could not be told which articles have closed by themselves ({Reason}); trying again", reason);
}
