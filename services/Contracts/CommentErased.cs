using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// Its author asks that the comment's text and all that tells of its author be erased. Published by Intake, which has erased its
/// own; consumed by Moderator, which answers with <see cref="CommentForgotten"/>. Publisher and sites hold nothing of what was
/// withdrawn, as this was.
/// </summary>
public sealed record CommentErased
{
    public required Guid CommentId { get; init; }

    /// <summary>The newest there was.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    public required DateTimeOffset ErasedAt { get; init; }
}
