using Moderation.Contracts;

namespace Moderation.Moderator.Comments;

/// <summary>What a decision does to a comment. The names are the words of the database, the API and the console.</summary>
public enum Outcome
{
    Approve,
    Reject,
    Hold,

    /// <summary>Takes back the decision before it.</summary>
    Undo,

    /// <summary>Its author took it back. Neither a person nor a rule decides this and what follows.</summary>
    Withdraw,

    /// <summary>Its author asks that another person look at a rejection again.</summary>
    Appeal,

    /// <summary>Readers report what is published.</summary>
    Report,

    /// <summary>A moderator picks out what is published.</summary>
    Feature,

    /// <summary>A moderator takes that back.</summary>
    Unfeature,
}

internal static class Outcomes
{
    /// <summary>What leaves the comment where it is, in SQL: such lines are no decision that another undoes.</summary>
    public const string Beside = "('feature', 'unfeature')";

    /// <summary>
    /// Decisions <c>d</c> on the comments <c>c</c> that are what people say of a reader's own text, in SQL. What was undone or
    /// decided again is no longer what people say, what was approved in other words says nothing of the comment's own, and the
    /// newsroom's replies nobody judges.
    /// </summary>
    public const string Standing = $"""
        d.moderator_id IS NOT NULL AND d.outcome IN ('approve', 'reject') AND d.edit_digest IS NULL
            AND c.badge IS DISTINCT FROM 'newsroom'
            AND NOT EXISTS (SELECT FROM decisions later WHERE later.comment_id = d.comment_id AND later.version > d.version
                AND later.outcome NOT IN {Beside})
        """;

    /// <summary>What a person or a rule may decide, as they name it.</summary>
    /// <returns>Null when nothing that may be decided is called so.</returns>
    public static Outcome? Decidable(string? name) =>
        EnumWords.Named<Outcome>(name) is { } outcome and (Outcome.Approve or Outcome.Reject or Outcome.Hold) ? outcome : null;
}
