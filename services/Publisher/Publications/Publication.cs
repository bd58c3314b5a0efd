using System.Diagnostics;
using Moderation.Contracts;

namespace Moderation.Publisher.Publications;

/// <summary>What one decision makes of the public copy of a comment: shown with its text, or taken back without it.</summary>
public sealed record Publication
{
    public required Guid CommentId { get; init; }

    public required string ArticleId { get; init; }

    public required int Version { get; init; }

    public required int Revision { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Null when the comment is taken back.</summary>
    public CommentText? Text { get; init; }

    /// <summary>The text is not as the reader wrote it.</summary>
    public bool Edited { get; init; }

    /// <summary>The newsroom picked it out.</summary>
    public bool Featured { get; init; }

    public Badge? Badge { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? RetractedAt { get; init; }

    /// <summary>The trace that it came with, as W3C writes it.</summary>
    public string? Traceparent { get; } = Activity.Current?.Id;

    /// <summary>Its author took it back: no decision, of whatever version, changes that.</summary>
    public bool Withdrawn { get; private init; }

    public string Status =>
        Withdrawn ? "withdrawn"
        : Text is null ? "retracted"
        : "published";

    public static Publication Of(CommentApproved approved)
    {
        ArgumentNullException.ThrowIfNull(approved);
        return new()
        {
            CommentId = approved.CommentId,
            ArticleId = approved.ArticleId,
            Version = approved.Version,
            Revision = approved.Revision,
            ParentId = approved.ParentId,
            Text = approved.Text,
            Edited = approved.Edited,
            Featured = approved.Featured,
            Badge = approved.Badge,
            SubmittedAt = approved.SubmittedAt,
            ApprovedAt = approved.ApprovedAt,
        };
    }

    public static Publication Of(CommentRetracted retracted)
    {
        ArgumentNullException.ThrowIfNull(retracted);
        return new()
        {
            CommentId = retracted.CommentId,
            ArticleId = retracted.ArticleId,
            Version = retracted.Version,
            Revision = retracted.Revision,
            RetractedAt = retracted.RetractedAt,
        };
    }

    /// <summary>Its version is the first, or the one that follows what is stored.</summary>
    public static Publication Of(CommentWithdrawn withdrawn)
    {
        ArgumentNullException.ThrowIfNull(withdrawn);
        return new()
        {
            CommentId = withdrawn.CommentId,
            ArticleId = withdrawn.ArticleId,
            Version = 1,
            Revision = withdrawn.Revision,
            RetractedAt = withdrawn.WithdrawnAt,
            Withdrawn = true,
        };
    }

    /// <summary>
    /// The last word on each comment, ordered by comment, so that two copies of the service lock rows in the same order.
    /// What was approved and taken back within one group was never public.
    /// </summary>
    public static IReadOnlyList<Publication> Newest(IEnumerable<Publication> publications) =>
        [
            .. publications
                .GroupBy(p => p.CommentId)
                .Select(versions => versions.MaxBy(p => (p.Withdrawn, p.Version))!)
                .OrderBy(p => p.CommentId),
        ];
}
