using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// A reader says that a published comment should not be there. Published by Intake; consumed by Moderator (queue of reported
/// comments). The comment stays published until a moderator decides. Of the reader it carries a keyed hash alone.
/// </summary>
public sealed record CommentReported
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision that readers saw.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    /// <summary>The same for all that one reader reports; nobody without Intake's key learns more from it.</summary>
    public required string Reporter { get; init; }

    public required RejectReason Reason { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }
}
