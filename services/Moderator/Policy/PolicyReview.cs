using Microsoft.Extensions.Options;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Policy;

/// <summary>Runs the policy on stored comments and writes down what it decided.</summary>
public sealed class PolicyReview(DecisionLog log, IOptions<PolicyOptions> options)
{
    /// <param name="transaction">The one that holds the rows of the comments.</param>
    /// <param name="comments">Comments that no person has decided.</param>
    public Task RunAsync(NpgsqlTransaction transaction, IReadOnlyList<Comment> comments) =>
        log.AddAsync(transaction, [.. comments.Select(comment => Decide(comment, options.Value))]);

    private static NewDecision Decide(Comment comment, PolicyOptions policy)
    {
        var verdict = Policy.Decide(comment.Scores, policy);
        return new NewDecision(comment, verdict.Outcome, Origin: verdict.Decisive.Queue, MovesTo: verdict.Outcome switch
        {
            Outcome.Approve => CommentStatus.Approved,
            Outcome.Reject => CommentStatus.Rejected,
            _ => verdict.Decisive.Queue,
        })
        {
            Rule = verdict.Decisive.Rule,
            Reason = verdict.Outcome == Outcome.Reject ? verdict.Decisive.Reason : null,
            Advice = verdict.Decisive.Advice,
            Findings = verdict.Findings,
            PolicyVersion = policy.Version,
        };
    }
}
