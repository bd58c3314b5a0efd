namespace Moderation.Publisher.Webhooks;

/// <summary>One change of one comment or article on its way to one site, with what is public of it now.</summary>
public sealed record Delivery
{
    public required Guid WebhookId { get; init; }

    public required string Type { get; init; }

    public required int Attempts { get; init; }

    public required TimeSpan Age { get; init; }

    public required int Version { get; init; }

    public required string ArticleId { get; init; }

    /// <summary>Null when it tells of the article, and so is all that follows, to <see cref="RetractedAt"/>.</summary>
    public Guid? CommentId { get; init; }

    public Guid? ParentId { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Content { get; init; }

    public bool? Edited { get; init; }

    public bool? Featured { get; init; }

    public string? Badge { get; init; }

    public int? Revision { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? RetractedAt { get; init; }

    /// <summary>Null when it tells of a comment, and so is all that follows.</summary>
    public string? ArticleStatus { get; init; }

    public int? SlowMinutes { get; init; }

    public bool? PreModerated { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Of the trace in which the comment was published; null when there is none.</summary>
    public string? Traceparent { get; init; }

    /// <summary>What it tells of: a comment's id, or an article's.</summary>
    internal string Subject => CommentId?.ToString() ?? ArticleId;

    /// <summary>A retraction carries no text.</summary>
    internal WebhookMessage Message() =>
        ChangedAt is { } changedAt
            ? new WebhookMessage(
                WebhookEvents.ArticleChanged,
                changedAt,
                Subject,
                new
                {
                    ArticleId,
                    Status = ArticleStatus,
                    SlowMinutes,
                    PreModerated,
                    Version,
                    ChangedAt,
                }
            )
        : RetractedAt is { } retractedAt
            ? new WebhookMessage(
                WebhookEvents.Retracted,
                retractedAt,
                Subject,
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
            ApprovedAt!.Value,
            Subject,
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
