namespace Moderation.Publisher.Webhooks;

/// <summary>One change of one comment on its way to one site, with the public copy as it is now.</summary>
public sealed record Delivery(
    Guid WebhookId,
    string Type,
    int Attempts,
    TimeSpan Age,
    Guid CommentId,
    string ArticleId,
    Guid? ParentId,
    string? Name,
    string? Title,
    string? Content,
    bool Edited,
    bool Featured,
    string? Badge,
    int Revision,
    int Version,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset ApprovedAt,
    DateTimeOffset? RetractedAt
)
{
    /// <summary>A retraction carries no text.</summary>
    internal WebhookMessage Message() =>
        RetractedAt is { } retractedAt
            ? new WebhookMessage(
                WebhookEvents.Retracted,
                retractedAt,
                CommentId.ToString(),
                new
                {
                    Id = CommentId,
                    ArticleId,
                    Revision,
                    Version,
                    RetractedAt,
                }
            )
            : new WebhookMessage(
                Type,
                ApprovedAt,
                CommentId.ToString(),
                new
                {
                    Id = CommentId,
                    ArticleId,
                    ParentId,
                    Name,
                    Title,
                    Content,
                    Edited,
                    Featured,
                    Badge,
                    Revision,
                    Version,
                    SubmittedAt,
                    ApprovedAt,
                }
            );
}
