using System.Globalization;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
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
        var decisions = await DecideAsync(transaction, comments);
        await log.AddAsync(
            transaction,
            [.. decisions.Select(d => touched?.Contains(d.Comment.Id) == true ? Held(d) : d)]
        );
    }

    /// <summary>What the policy would write down of each comment.</summary>
    internal async Task<IReadOnlyList<NewDecision>> DecideAsync(NpgsqlTransaction transaction, IReadOnlyList<Comment> comments)
    {
        if (comments.Count == 0)
            return [];
        var connection = transaction.Connection!;
        var rulebook = await rulebooks.CurrentAsync(connection);
        comments = await evidence.PrepareAsync(connection, comments, rulebook);
        var known = await EvidenceStore.GatherAsync(
            connection,
            comments,
            comment => rulebook.Settings.For(comment.Section, comment.ArticleId),
            [.. comments.Select(c => TextEvidence.Of(c.Text, rulebook.Terms))]
        );
        return [.. comments.Select((comment, i) => Decide(comment, known[i], rulebook))];
    }

    private static NewDecision Held(NewDecision decision) =>
        decision with
        {
            Outcome = Outcome.Hold,
            MovesTo = decision.Origin,
            Reason = null,
        };

    private static NewDecision Decide(Comment comment, Evidence evidence, Rulebook rulebook)
    {
        var verdict = Policy.Policy.Decide(evidence, rulebook.Settings.For(comment.Section, comment.ArticleId));
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
