using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// The comment must not be shown any more: the decision that was in force is taken back, so that it waits again; or, with a
/// reason, what was shown is rejected. Published by Moderator; consumed by Publisher (removes it) and Intake (tracking page).
/// </summary>
public sealed record CommentRetracted
{
    public required Guid CommentId { get; init; }

    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    /// <summary>See <see cref="CommentApproved.Version"/>.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Version { get; init; }

    public required string ArticleId { get; init; }

    public required DateTimeOffset RetractedAt { get; init; }

    /// <summary>
    /// What is taken back is a rejection, so that nothing was shown. Absent in messages from before this was told.
    /// </summary>
    public bool WasRejected { get; init; }

    /// <summary>
    /// Why it is rejected, of a comment that was shown before, as this or as an earlier revision. Absent when it waits again.
    /// </summary>
    public RejectReason? Reason { get; init; }

    /// <summary>With a reason, see <see cref="CommentRejected.Automatic"/>.</summary>
    public bool? Automatic { get; init; }

    /// <summary>With a reason, see <see cref="CommentRejected.Rule"/>.</summary>
    public Words? Rule { get; init; }

    /// <summary>With a reason, see <see cref="CommentRejected.Upheld"/>.</summary>
    public bool Upheld { get; init; }
}
