using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;

namespace Moderation.Moderator.Log;

/// <summary>One decision in the log with what was decided; of a batch, the last of it stands for all.</summary>
public sealed record LogEntry
{
    public required Guid Id { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Name of the person, or null when a rule decided, or readers withdrew, appealed or reported.</summary>
    public string? Moderator { get; init; }

    /// <summary>Name of the rule, or null when a person decided.</summary>
    public string? Rule { get; init; }

    public RejectReason? Reason { get; init; }

    /// <summary>Who may at least take it back, of those who did not decide it themselves.</summary>
    public Overturner Overturner => OverturnRight.Needed(byRule: Moderator is null, Reason);

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

    /// <summary>As received.</summary>
    public CommentText Text =>
        new()
        {
            Name = Name,
            Title = Title,
            Content = Content,
        };

    /// <summary>What raised the scores, in the text.</summary>
    public IReadOnlyList<ScoreSpan> Spans { get; init; } = [];

    public string? MaskedPhone { get; init; }

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

    /// <summary>The batch that it is part of.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>How many decisions of the batch it stands for; null where it stands for itself.</summary>
    public int? BatchCount { get; init; }

    /// <summary>How many of those were taken back.</summary>
    public int? BatchUndone { get; init; }

    private string Name { get; init; } = "";

    private string Title { get; init; } = "";

    private string Content { get; init; } = "";

    /// <summary>Whether nothing was decided on the comment since: only such a decision can be taken back.</summary>
    public required bool Latest { get; init; }
}

/// <summary>One page of the log.</summary>
/// <param name="Items">Latest first.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Items, string? Next);
