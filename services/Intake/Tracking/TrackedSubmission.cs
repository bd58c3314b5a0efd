namespace Moderation.Intake.Tracking;

/// <summary>The values of <c>submissions.status</c>.</summary>
public static class SubmissionStatus
{
    /// <summary>No decision is in force.</summary>
    public const string Pending = "pending";

    public const string Approved = "approved";

    public const string Rejected = "rejected";

    /// <summary>It was published, and taken back.</summary>
    public const string Retracted = "retracted";
}

/// <summary>What its author may see of a submission; the texts are null once they were erased.</summary>
public sealed record TrackedSubmission(
    Guid Id,
    string ArticleId,
    string? ArticleHeadline,
    string? ArticleUrl,
    DateTimeOffset SubmittedAt,
    string Status,
    string? Reason,
    DateTimeOffset? DecidedAt,
    bool Edited,
    bool Shown,
    string? Name,
    string? Title,
    string? Content
);
