using Moderation.Contracts;

namespace Moderation.Publisher.Tests;

/// <summary>Messages as the Moderator publishes them.</summary>
internal static class Decisions
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 8, 0, 0, TimeSpan.FromHours(7));

    public static string NewArticle() => $"bai-{Guid.CreateVersion7():n}";

    /// <param name="article">The article's id.</param>
    /// <param name="version">The number of the decision.</param>
    /// <param name="minute">Minutes after eight in the morning at which it was sent.</param>
    public static CommentApproved Approved(string article, int version = 1, int minute = 0) =>
        new()
        {
            CommentId = Guid.CreateVersion7(),
            Revision = 1,
            Version = version,
            ArticleId = article,
            Text = new CommentText
            {
                Name = "Nguyễn Thị Hoà",
                Title = "Đường mới",
                Content = $"Con đường này đẹp thật, bản {version}.",
            },
            SubmittedAt = Morning.AddMinutes(minute),
            ApprovedAt = Morning.AddMinutes(minute + 1),
        };

    public static CommentRetracted Retracted(CommentApproved approved, int version = 2) =>
        new()
        {
            CommentId = approved.CommentId,
            Revision = approved.Revision,
            Version = version,
            ArticleId = approved.ArticleId,
            RetractedAt = approved.ApprovedAt.AddMinutes(version),
        };

    public static CommentWithdrawn Withdrawn(CommentApproved approved) =>
        new()
        {
            CommentId = approved.CommentId,
            Revision = approved.Revision,
            ArticleId = approved.ArticleId,
            WithdrawnAt = approved.ApprovedAt.AddMinutes(1),
        };
}
