using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// The decision that was in force is taken back, so the comment waits again and must not be shown.
/// Published by Moderator; consumed by Publisher (removes it) and Intake (tracking page).
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
}
