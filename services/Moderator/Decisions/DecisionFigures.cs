using System.Diagnostics.Metrics;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Decisions;

/// <summary>
/// What is decided by whom and how soon. Counted when a decision is written down: one whose transaction then fails counts, too.
/// </summary>
internal static class DecisionFigures
{
    private static readonly Counter<long> Overturned = Telemetry.Meter.CreateCounter<long>(
        "moderation.decisions.overturned",
        "{decision}",
        "Decisions that a person took back or answered an appeal against, by who had decided."
    );

    private static readonly Histogram<double> Delay = Telemetry.Meter.CreateHistogram(
        "moderation.decision.delay",
        "s",
        "From a reader's request to the approval or rejection of the comment, by who decided.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200],
        }
    );

    /// <summary>Makes the series of what is overturned known before any is: a sum over nothing says nothing.</summary>
    public static void Begin() => Overturned.Add(0, new KeyValuePair<string, object?>(Counted.Decider, Decider.Machine));

    public static void Count(NewDecision decision, Decision written)
    {
        // Decided elsewhere, and long ago.
        if (decision.DecidedBefore is not null)
            return;
        var decider = Decider.Of(written.ModeratorId, written.Rule);
        Counted.Decisions.Add(1, new(Counted.Decider, decider), new("outcome", decision.Outcome.Word()));
        if (decision.Outcome is Outcome.Approve or Outcome.Reject)
            Delay.Record(
                Math.Max(0, (written.DecidedAt - decision.Comment.SubmittedAt).TotalSeconds),
                new KeyValuePair<string, object?>(Counted.Decider, decider)
            );
        if (decision.Overturned is { Outcome: Outcome.Approve or Outcome.Reject } overturned)
            Overturned.Add(
                1,
                new KeyValuePair<string, object?>(Counted.Decider, Decider.Of(overturned.ModeratorId, overturned.Rule))
            );
    }
}
