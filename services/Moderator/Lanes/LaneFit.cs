namespace Moderation.Moderator.Lanes;

/// <summary>What a person decided of a comment that the model had scored before, and was not trained on.</summary>
/// <param name="Score">The lower, the surer the lane is of it.</param>
/// <param name="IsWrong">Whether the person decided otherwise than the lane would have.</param>
/// <param name="OnTrial">Whether another model was in use when it was scored.</param>
public readonly record struct ScoredDecision(double Score, bool IsWrong, bool OnTrial = false);

/// <summary>What a search goes by.</summary>
/// <param name="Counted">In the order in which the comments came.</param>
/// <param name="LeftOut">Of a trial that counts for nothing, since too many were not read: how many comments it was.</param>
public sealed record LaneDecisions(IReadOnlyList<ScoredDecision> Counted, int LeftOut);

/// <summary>What a search for a threshold found.</summary>
/// <param name="Threshold">The lane takes what is scored strictly below; null when it must stay shut.</param>
/// <param name="Decisions">How many decisions there were.</param>
/// <param name="Tested">How many of them tested the threshold; the others chose where the search began.</param>
/// <param name="Taken">How many of those tested the lane would have taken.</param>
/// <param name="Wrong">How many of these it would have decided otherwise than people.</param>
/// <param name="Bound">Its share of wrong decisions is at most this, at the search's level; 1 when it stays shut.</param>
/// <param name="Needed">
/// When it stays shut: about how many more decisions would open it, if they are as those were; null when no number would.
/// </param>
public sealed record LaneFit(
    double? Threshold,
    int Decisions,
    int Tested,
    int Taken,
    int Wrong,
    double Bound,
    int? Needed
)
{
    /// <summary>The share of comments that the lane takes, 0 to 1.</summary>
    public double Share => Tested == 0 ? 0 : (double)Taken / Tested;
}
