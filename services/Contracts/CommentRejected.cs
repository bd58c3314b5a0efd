using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>A decision refuses the comment. Published by Moderator; consumed by Intake (tracking page).</summary>
public sealed record CommentRejected
{
    public required Guid CommentId { get; init; }

    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    /// <summary>See <see cref="CommentApproved.Version"/>.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Version { get; init; }

    public required RejectReason Reason { get; init; }

    public required DateTimeOffset RejectedAt { get; init; }

    /// <summary>Whether a rule decided, and no person. Absent in messages from before this was told.</summary>
    public bool? Automatic { get; init; }

    /// <summary>What that rule is called. Absent when a person decided.</summary>
    public Words? Rule { get; init; }

    /// <summary>
    /// It answers the author's appeal: another person looked again. Absent in messages from before there were appeals.
    /// </summary>
    public bool Upheld { get; init; }
}
