using Moderation.Classifier.Features;
using Moderation.Classifier.Registry;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Perspective;

/// <summary>How often a model agrees with what clients suggest: both are at .5 or above, or both beneath.</summary>
/// <param name="Community">As the client names itself; empty where it does not.</param>
/// <param name="Label">Name of the label.</param>
/// <param name="Count">How many suggestions.</param>
/// <param name="Yes">How many say that the comment is so.</param>
/// <param name="InUse">How many the model in use agrees with.</param>
/// <param name="Shadow">How many the model on trial agrees with; null when none is.</param>
public sealed record FeedbackGroup(string Community, string Label, int Count, int Yes, int InUse, int? Shadow);

/// <param name="Count">All suggestions that are kept.</param>
/// <param name="Looked">The latest of them, which the groups are of, as far as their attributes are scored here.</param>
/// <param name="Learned">Whether trainings learn from them.</param>
/// <param name="Groups">By client and label.</param>
public sealed record FeedbackAnswer(int Count, int Looked, bool Learned, IReadOnlyList<FeedbackGroup> Groups);

/// <summary>What Perspective's clients suggest: for evaluation alone, unless <c>Perspective:Teaches</c> says otherwise.</summary>
internal static class FeedbackApi
{
    private const int Most = 5_000;

    public static void MapFeedback(this IEndpointRouteBuilder app) =>
        app.MapOperation("/feedback")
            .AddEndpointFilter(RegistryApi.TellAwayAsync)
            .ProducesProblem(503)
            .MapGet("", AnswerAsync)
            .WithSummary("What clients of comments:suggestscore say, and how far models agree");

    private static async Task<FeedbackAnswer> AnswerAsync(
        FeedbackStore store,
        ModelInUse model,
        PerspectiveOptions options,
        CancellationToken cancellationToken
    )
    {
        var (latest, count) = await store.LatestAsync(Most, cancellationToken);
        var groups = latest
            .Where(one => one.ScoredAs is not null)
            .GroupBy(one => (one.Community, Label: one.ScoredAs!))
            .OrderByDescending(same => same.Count())
            .Select(same => new FeedbackGroup(
                same.Key.Community,
                same.Key.Label,
                same.Count(),
                same.Count(one => one.SaysYes),
                Agreeing(same, model.Scorer) ?? 0,
                Agreeing(same, model.Shadow)
            ));
        return new FeedbackAnswer(count, latest.Count, options.Teaches, [.. groups]);
    }

    private static int? Agreeing(IEnumerable<Feedback> suggested, CommentScorer? scorer) =>
        scorer is null
            ? null
            : suggested.Count(one =>
                IsYes(scorer.Score(new CommentInput("", one.Text, ""))[ScoreLabels.Named(one.ScoredAs)!.Label] ?? 0)
                == one.SaysYes
            );

    internal static bool IsYes(float score) => score >= 0.5f;
}
