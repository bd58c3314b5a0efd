namespace Moderation.Moderator.Lanes;

/// <summary>On what a lane stands: what people's decisions would allow it, as they were when they were read.</summary>
/// <param name="Model">Whose scores; null before the first comment.</param>
/// <param name="Budget">The lane's own, which is among the levels.</param>
/// <param name="Decisions">How many decisions of people a search would go by.</param>
/// <param name="OnTrial">How many of these are of comments that the model scored before it was used.</param>
/// <param name="LeftOut">How many comments a trial was that counts for nothing, since too many were not read.</param>
/// <param name="Levels">What the lane would take at other budgets, each by itself with 95 % confidence.</param>
/// <param name="ReadAt">When the decisions were read.</param>
public sealed record LaneGround(
    string? Model,
    double Budget,
    int Decisions,
    int OnTrial,
    int LeftOut,
    IReadOnlyList<LaneLevel> Levels,
    DateTimeOffset ReadAt
)
{
    /// <summary>The named levels of caution, of the publish lane; to reject wrongly is given half as much.</summary>
    private static readonly (string Name, double Budget)[] Named =
    [
        ("strictest", 0.005),
        ("strict", 0.01),
        ("balanced", 0.02),
        ("bold", 0.05),
    ];

    internal static LaneGround Of(Lane lane, string? model, LaneDecisions decisions, DateTimeOffset readAt)
    {
        var levels = Named.Select(level => (Name: (string?)level.Name, Budget: lane.Publishes ? level.Budget : level.Budget / 2));
        if (levels.All(level => level.Budget != lane.Budget))
            levels = levels.Append((null, lane.Budget));
        return new(
            model,
            lane.Budget,
            decisions.Counted.Count,
            decisions.Counted.Count(decision => decision.OnTrial),
            decisions.LeftOut,
            [
                .. levels.Select(level =>
                {
                    var fit = ThresholdSearch.Find(decisions.Counted, level.Budget);
                    return new LaneLevel(level.Budget, level.Name, fit.Share, fit.Needed);
                }),
            ],
            readAt
        );
    }
}

/// <param name="Budget">Of a level of caution, or the lane's own.</param>
/// <param name="Level">Its name; null for a budget of one's own.</param>
/// <param name="Share">The share of comments that it would take; 0 when it would stay shut.</param>
/// <param name="Needed">When it would stay shut, how many more decisions would open it; null when none would.</param>
public sealed record LaneLevel(double Budget, string? Level, double Share, int? Needed);
