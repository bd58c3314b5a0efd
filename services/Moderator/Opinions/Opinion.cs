using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Opinions;

/// <summary>Why a person is asked. Nobody is told which it is before they have answered.</summary>
public enum OpinionKind
{
    /// <summary>By lot, of what another decided.</summary>
    Drawn,

    /// <summary>Another was unsure.</summary>
    Asked,

    /// <summary>The right answer is known.</summary>
    Golden,
}

/// <summary>How far an opinion is.</summary>
public enum OpinionStatus
{
    Waiting,

    /// <summary>With whoever decided or asked, or with the golden comment's answer.</summary>
    Agreed,

    /// <summary>Otherwise, or both reject it for different reasons, which readers are told.</summary>
    Disagreed,

    /// <summary>A senior decided anew.</summary>
    Settled,
}

/// <summary>One row of opinions, as stored.</summary>
internal sealed record Opinion
{
    public required Guid Id { get; init; }

    public required OpinionKind Kind { get; init; }

    public required OpinionStatus Status { get; init; }

    public Guid? CommentId { get; init; }

    public int? Revision { get; init; }

    public Guid? GoldenId { get; init; }

    public string? Section { get; init; }

    public required Guid DecisionId { get; init; }

    public Guid? FirstBy { get; init; }

    public Outcome? FirstOutcome { get; init; }

    public RejectReason? FirstReason { get; init; }

    public Guid? ReaderId { get; init; }

    /// <summary>Whether a second person says the same; whoever asked without saying anything agrees with all.</summary>
    public bool IsLike(Outcome outcome, RejectReason? reason) =>
        FirstOutcome is null || (FirstOutcome == outcome && FirstReason == reason);

    /// <summary>
    /// Opinions <c>o</c> whose comment is as it was when they were asked for, in SQL: nobody has decided or corrected it since,
    /// and its author has not taken it back.
    /// </summary>
    public const string Stands = $"""
        EXISTS (SELECT FROM comments c WHERE c.id = o.comment_id AND c.revision = o.revision AND c.content <> ''
                AND CASE WHEN o.kind = 'asked' AND o.status = 'waiting' THEN is_waiting(c.status) ELSE is_decided(c.status) END)
            AND NOT EXISTS (SELECT FROM comments newer WHERE newer.id = o.comment_id AND newer.revision > o.revision
                AND newer.received_at IS NOT NULL)
            AND NOT EXISTS (SELECT FROM decisions d JOIN decisions later ON later.comment_id = d.comment_id
                    AND later.version > d.version AND later.outcome NOT IN {Outcomes.Beside}
                WHERE d.id = o.decision_id)
        """;
}

/// <summary>
/// A comment that a person is to give an opinion on: what readers will see, and nothing of what anybody said of it.
/// </summary>
/// <param name="Id">Of the opinion. That of the comment is not told.</param>
/// <param name="Section">Of the article.</param>
/// <param name="Headline">Of the article.</param>
/// <param name="Text">As received.</param>
/// <param name="Parent">What it answers.</param>
public sealed record AskedOpinion(Guid Id, string? Section, string? Headline, CommentText Text, CommentText? Parent);

/// <summary>What came of an opinion.</summary>
/// <param name="Golden">The right answer, where it was known; else null.</param>
public sealed record OpinionAnswer(GoldenAnswer? Golden);

/// <param name="IsRight">Whether the person decided the same; for which reason does not matter.</param>
/// <param name="Outcome">The right one.</param>
/// <param name="Reason">Of a rejection.</param>
/// <param name="Why">As a senior wrote it.</param>
public sealed record GoldenAnswer(bool IsRight, Outcome Outcome, RejectReason? Reason, string Why);
