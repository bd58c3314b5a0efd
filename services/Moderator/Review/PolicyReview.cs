using System.Globalization;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Lanes;
using Moderation.Moderator.Policy;
using Npgsql;

namespace Moderation.Moderator.Review;

/// <summary>Runs the policy on stored comments and writes down what it decided.</summary>
public sealed class PolicyReview(DecisionLog log, Rulebooks rulebooks, EvidenceStore evidence)
{
    /// <param name="transaction">The one that holds the rows of the comments.</param>
    /// <param name="comments">What the policy looks at.</param>
    /// <param name="touched">Those that a person has decided on before: they are put where they belong, and not decided.</param>
    public async Task RunAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<Comment> comments,
        IReadOnlySet<Guid>? touched = null
    )
    {
        var open = comments.Count == 0 ? OpenLanes.None : await LaneStore.HoldAsync(transaction);
        var decisions = await DecideAsync(transaction, comments, touched is null ? open : open.OnlyForbidding());
        await log.AddAsync(
            transaction,
            [.. decisions.Select(d => touched?.Contains(d.Comment.Id) == true ? Held(d) : d)]
        );
        await BlindReads.CoverAsync(transaction, [.. decisions.Select(d => d.Blind).OfType<BlindRead>()]);
    }

    /// <summary>What the policy would write down of each that waits; lanes take what comes, not what people have.</summary>
    internal async Task<IReadOnlyList<NewDecision>> DecideAgainAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<Comment> comments
    ) =>
        comments.Count == 0
            ? []
            : await DecideAsync(transaction, comments, (await LaneStore.HoldAsync(transaction)).OnlyForbidding());

    private async Task<IReadOnlyList<NewDecision>> DecideAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<Comment> comments,
        OpenLanes open
    )
    {
        if (comments.Count == 0)
            return [];
        var connection = transaction.Connection!;
        var rulebook = await rulebooks.CurrentAsync(connection);
        (comments, var fresh) = await evidence.PrepareAsync(connection, comments, rulebook);
        var known = await EvidenceStore.GatherAsync(
            connection,
            comments,
            fresh,
            comment => rulebook.Settings.For(comment.Section, comment.ArticleId),
            [.. comments.Select(c => TextEvidence.Of(c.Text, rulebook.Terms))]
        );
        return [.. comments.Select((comment, i) => Decide(comment, known[i], rulebook, open))];
    }

    private static NewDecision Held(NewDecision decision) =>
        decision with
        {
            Outcome = Outcome.Hold,
            MovesTo = decision.Origin,
            Reason = null,
        };

    private static NewDecision Decide(Comment comment, Evidence evidence, Rulebook rulebook, OpenLanes lanes)
    {
        var rules = lanes.Allowed(rulebook.Settings.For(comment.Section, comment.ArticleId));
        var verdict = Policy.Policy.Decide(evidence, rules);
        var decision = Of(comment, verdict, rulebook) with { Language = evidence.Language };
        return lanes.Of(comment, verdict, rulebook.Settings) switch
        {
            null => decision,
            { IsBlind: true } taken => decision with
            {
                Rule = Policy.Policy.BlindRead,
                Origin = CommentStatus.Pending,
                MovesTo = CommentStatus.Pending,
                Advice = null,
                Findings = [],
                Blind = new BlindRead(
                    comment,
                    taken.Lane?.Name.Word(),
                    taken.Lane?.OpeningId,
                    verdict.Decisive.Rule
                ),
            },
            { Lane: { } lane } taken => decision with
            {
                Outcome = lane.Outcome,
                MovesTo = Queues.After(lane.Outcome, verdict.Queue),
                Rule = lane.Rule,
                Reason = lane.Outcome == Outcome.Reject ? Taken.ReasonFor(comment) : null,
                Advice = lane.Outcome,
                Findings = [.. verdict.Findings, taken.Finding(comment)],
            },
            _ => decision,
        };
    }

    private static NewDecision Of(Comment comment, Verdict verdict, Rulebook rulebook)
    {
        return new NewDecision(
            comment,
            verdict.Outcome,
            Origin: verdict.Queue,
            MovesTo: Queues.After(verdict.Outcome, verdict.Queue)
        )
        {
            Rule = verdict.Decisive.Rule,
            Reason = verdict.Outcome == Outcome.Reject ? verdict.Decisive.Reason : null,
            Advice = verdict.Decisive.Advice,
            Findings = verdict.Findings,
            PolicyVersion = rulebook.PolicyVersion.ToString(CultureInfo.InvariantCulture),
            ListVersion = rulebook.ListVersion,
        };
    }
}
