using Moderation.Contracts;

namespace Moderation.Intake.Tests;

/// <summary>What Moderator tells of its decisions.</summary>
public static class Decisions
{
    public static readonly DateTimeOffset Decided = new(2026, 3, 1, 8, 30, 0, TimeSpan.Zero);

    public static CommentApproved Approved(Guid id, int version) =>
        new()
        {
            CommentId = id,
            Revision = 1,
            Version = version,
            ArticleId = "bai",
            Text = new CommentText
            {
                Name = "văn bản công khai",
                Title = "văn bản công khai",
                Content = "văn bản công khai",
            },
            SubmittedAt = Decided,
            ApprovedAt = Decided,
        };

    public static CommentRejected Rejected(Guid id, int version, RejectReason reason) =>
        new()
        {
            CommentId = id,
            Revision = 1,
            Version = version,
            Reason = reason,
            RejectedAt = Decided,
        };

    public static CommentRetracted Retracted(Guid id, int version) =>
        new()
        {
            CommentId = id,
            Revision = 1,
            Version = version,
            ArticleId = "bai",
            RetractedAt = Decided,
        };
}
