using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// Its author took a comment back, for good: it must not be shown, whatever was or will be decided. Published by Intake; consumed
/// by Publisher (removes it) and Moderator (takes it out of the queues).
/// </summary>
public sealed record CommentWithdrawn
{
    public required Guid CommentId { get; init; }

    /// <summary>The newest there was.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    public required string ArticleId { get; init; }

    public required DateTimeOffset WithdrawnAt { get; init; }
}
