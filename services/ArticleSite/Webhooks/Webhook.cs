using System.Text.Json;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>The body of a webhook: what happened, and to what.</summary>
public sealed record Webhook
{
    /// <summary>
    /// Unknown members are let through, for the sender may add some; nulls where there must be a value are not.
    /// </summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { RespectNullableAnnotations = true };

    public const string Approved = "comment.approved";
    public const string Retracted = "comment.retracted";

    public required string Type { get; init; }

    public required JsonElement Data { get; init; }
}

/// <summary>The data of <c>comment.approved</c>: show this, in place of what was shown of the comment before.</summary>
public sealed record ApprovedComment
{
    public required Guid Id { get; init; }

    public required string ArticleId { get; init; }

    public Guid? ParentId { get; init; }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Content { get; init; }

    /// <summary>The newsroom changed title or content. A sender from before there were edits leaves it out.</summary>
    public bool Edited { get; init; }

    /// <summary>The newsroom picked it out for readers. A sender from before there were such leaves it out.</summary>
    public bool Featured { get; init; }

    /// <summary>
    /// <c>newsroom</c> when the newsroom answers, <c>author</c> the article's author. Left out or null for a reader.
    /// </summary>
    public string? Badge { get; init; }

    public required int Revision { get; init; }

    /// <summary>Counts the decisions on the comment; an older one than was seen changes nothing.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }
}

/// <summary>The data of <c>comment.retracted</c>: show it no longer.</summary>
public sealed record RetractedComment
{
    public required Guid Id { get; init; }

    public required string ArticleId { get; init; }

    public required int Revision { get; init; }

    /// <inheritdoc cref="ApprovedComment.Version"/>
    public required int Version { get; init; }

    public required DateTimeOffset RetractedAt { get; init; }
}
