using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// A decision allows the comment to be shown. Published by Moderator; consumed by Publisher (shows it) and Intake (tracking
/// page). Carries everything public: Publisher knows no other text.
/// </summary>
public sealed record CommentApproved
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision that was decided.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    /// <summary>
    /// Counts the decisions, from 1; raised by Moderator alone. Receivers compare it alone: an older one changes nothing.
    /// </summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Version { get; init; }

    public required string ArticleId { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>The public text: normalised to NFC, without invisible characters.</summary>
    public required CommentText Text { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    /// <summary>
    /// Title or content are a moderator's, not as the reader wrote them. Absent in messages from before there were edits.
    /// </summary>
    public bool Edited { get; init; }

    /// <summary>
    /// The newsroom picked it out for readers, until a later version says otherwise. Absent before there were such.
    /// </summary>
    public bool Featured { get; init; }

    /// <summary>Whose voice it is, shown beside the name; absent for a reader's.</summary>
    public Badge? Badge { get; init; }
}
