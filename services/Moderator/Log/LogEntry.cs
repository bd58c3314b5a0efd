using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Log;

/// <summary>One decision in the log, with where it was taken and without the comment's text.</summary>
public sealed record LogEntry
{
    public required Guid Id { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Name of the person, or null when a rule decided.</summary>
    public string? Moderator { get; init; }

    /// <summary>Name of the rule, or null when a person decided.</summary>
    public string? Rule { get; init; }

    public RejectReason? Reason { get; init; }

    /// <summary>For colleagues; null also when it was erased.</summary>
    public string? Note { get; init; }

    /// <summary>Whether an edited text was approved, which the comment's history holds.</summary>
    public bool Edited { get; init; }

    /// <summary>What the rule would have done if its switch were on.</summary>
    public Outcome? Advice { get; init; }

    public required Guid CommentId { get; init; }

    public required int Revision { get; init; }

    /// <summary>Its place in the comment's history.</summary>
    public required int Version { get; init; }

    public required string ArticleId { get; init; }

    public string? Headline { get; init; }

    public string? Section { get; init; }

    public string? PolicyVersion { get; init; }

    public string? Model { get; init; }

    /// <summary>The decision that this one takes back.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>The decision that took this one back.</summary>
    public Guid? UndoneBy { get; init; }

    /// <summary>Name of the person who took it back.</summary>
    public string? UndoneByModerator { get; init; }

    /// <summary>Whether nothing was decided on the comment since: only such a decision can be taken back.</summary>
    public required bool Latest { get; init; }
}

/// <summary>One page of the log.</summary>
/// <param name="Items">Latest first.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Items, string? Next);
