using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>
/// Once a second, gives the policy those comments that the classifier will not answer soon, by
/// <see cref="PolicyOptions.ScoringTimeout"/>, and those of them whose scores have come since.
/// </summary>
internal sealed class ScoringTimeout(
    RecordingStore comments,
    PolicyOptions options,
    TimeProvider time,
    ILogger<ScoringTimeout> log
) : Rounds(time)
{
    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        await comments.ReviewScoredAsync(stoppingToken);
        var held = await comments.HoldUnscoredAsync(options, stoppingToken);
        if (held > 0)
            log.LogWarning("{Count} comments were held without scores: the classifier did not answer in time", held);
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Comments without scores could not be looked for ({Reason}); trying again", reason);
}
