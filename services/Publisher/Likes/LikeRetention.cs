using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Likes;

/// <summary>Now and then, forgets who liked what longer ago than <see cref="LikesOptions.KeepReaders"/>.</summary>
internal sealed class LikeRetention(LikesOptions options, LikeStore store, TimeProvider time, ILogger<LikeRetention> log)
    : Rounds(time, options.DeleteEvery)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var forgotten = await store.ForgetReadersAsync(stoppingToken);
        if (forgotten > 0)
            log.LogInformation("Who gave {Count} likes {Age} ago is forgotten; the counts stay", forgotten, options.KeepReaders);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Who gave old likes could not be forgotten ({Reason}); trying again", reason);
}
