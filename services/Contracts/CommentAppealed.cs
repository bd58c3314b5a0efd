using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// The author of a rejected comment asks, once, that another person look at it again. Published by Intake; consumed by Moderator
/// (queue of appeals). It alone carries what the author says to it.
/// </summary>
public sealed record CommentAppealed
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision that was rejected.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    /// <summary>As received.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset AppealedAt { get; init; }
}
