using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// Nothing of an erased comment's text and author is left. Published by Moderator; consumed by Intake (clock of the erasure).
/// </summary>
public sealed record CommentForgotten
{
    public required Guid CommentId { get; init; }

    /// <summary>As in the <see cref="CommentErased"/> that it answers.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    public required DateTimeOffset ForgottenAt { get; init; }
}
