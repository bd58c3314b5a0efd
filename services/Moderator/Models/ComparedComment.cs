using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Models;

/// <summary>What one model says of a comment.</summary>
internal sealed record ModelScores(Scores Scores, float? Rejection)
{
    /// <summary>By what the model orders the queue.</summary>
    public float Risk => Rejection ?? Scores.Risk;
}

/// <summary>A comment that two models scored when it came, and that a person decided later.</summary>
internal sealed record ComparedComment
{
    public Guid Id { get; init; }

    public string? Section { get; init; }

    public string ArticleId { get; init; } = "";

    public Outcome Outcome { get; init; }

    public RejectReason? Reason { get; init; }

    /// <summary>Of the model that was in use.</summary>
    public Scores Scores { get; init; } = new();

    public float? Rejection { get; init; }

    /// <summary>Of the candidate.</summary>
    public Scores ShadowScores { get; init; } = new();

    public float? ShadowRejection { get; init; }

    public bool IsRejected => Outcome == Outcome.Reject;

    public ModelScores Own => new(Scores, Rejection);

    public ModelScores Candidate => new(ShadowScores, ShadowRejection);

    /// <summary>By how much the candidate would set it higher in the queue.</summary>
    public float Difference => Candidate.Risk - Own.Risk;
}
