namespace Moderation.Contracts;

/// <summary>A decision refuses the comment. Published by Moderator; consumed by Intake (tracking page).</summary>
public sealed record CommentRejected
{
    public required Guid CommentId { get; init; }

    public required int Revision { get; init; }

    /// <summary>See <see cref="CommentApproved.Version"/>.</summary>
    public required int Version { get; init; }

    public required RejectReason Reason { get; init; }

    public required DateTimeOffset RejectedAt { get; init; }
}
