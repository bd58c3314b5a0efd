using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Batches;

/// <summary>
/// Decides many comments at once. They are chosen by one of: the filter (its queue, or an author, of whom all that waits is
/// meant), <c>commentIds</c>, or <c>preview</c> (exactly what an earlier dry run counted).
/// </summary>
public sealed record BatchRequest : FilterRequest
{
    internal const int MostIds = 400;

    /// <summary>At most 400.</summary>
    public Guid[]? CommentIds { get; init; }

    /// <summary>Id of a dry run.</summary>
    public Guid? Preview { get; init; }

    /// <summary><c>approve</c>, <c>reject</c> or <c>hold</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>For <c>reject</c> alone.</summary>
    public string? Reason { get; init; }

    /// <summary>For colleagues, at most 1,000 characters as people count them.</summary>
    public string? Note { get; init; }

    /// <summary>Counts and shows a sample, and decides nothing.</summary>
    public bool DryRun { get; init; }

    internal Outcome? ParsedOutcome => Outcomes.Decidable(Outcome);

    internal RejectReason? ParsedReason => EnumWords.Named<RejectReason>(Reason);

    private bool HasFilter =>
        (Queue ?? Section ?? Article ?? Author ?? Label ?? Q) is not null
        || (MinScore ?? MaxScore) is not null
        || (From ?? To) is not null;

    internal Dictionary<string, IReadOnlyList<FieldError>> Errors()
    {
        var errors = DecisionRequest.ErrorsOf(ParsedOutcome, Reason, Note);
        if (CommentIds is { Length: 0 or > MostIds })
            errors["commentIds"] =
            [
                new("commentIds-invalid", $"Chọn từ 1 đến {MostIds} bình luận.", $"Choose 1 to {MostIds} comments."),
            ];
        if (CommentIds is not null && (HasFilter || Preview is not null))
            errors["commentIds"] =
            [
                new("commentIds-unexpected", "Chỉ chọn bình luận theo một cách.", "Choose the comments in one way only."),
            ];
        if (Preview is not null && HasFilter)
            errors["preview"] =
            [
                new("preview-unexpected", "Chỉ chọn bình luận theo một cách.", "Choose the comments in one way only."),
            ];
        if (Preview is not null && DryRun)
            errors["dryRun"] =
            [
                new("dryRun-unexpected", "Bản xem trước này đã được chạy thử.", "This preview has been run dry already."),
            ];
        return errors;
    }
}

/// <summary>A comment that a batch left alone, and where it stands now.</summary>
public sealed record SkippedItem
{
    public required Guid CommentId { get; init; }

    /// <summary>
    /// Why: <c>score-not-low</c>, <c>leased</c>, <c>already-decided</c>, <c>other-revision</c>, <c>other-section</c> or
    /// <c>not-found</c>.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>Null where the person who asks may not see it.</summary>
    public CommentText? Text { get; init; }

    public CommentStatus? Queue { get; init; }

    /// <summary>The latest decision: what it said, and the name of the person, or the rule, that took it.</summary>
    public Outcome? Outcome { get; init; }

    public string? Moderator { get; init; }

    public string? Rule { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Name of the person who has it in hand.</summary>
    public string? Holder { get; init; }
}

/// <summary>What a batch left alone.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="Next">What follows is found with it; null when these are the last.</param>
public sealed record SkippedPage(IReadOnlyList<SkippedItem> Items, Guid? Next);

/// <summary>Many decisions that were, or can be, taken at once.</summary>
public sealed record Batch
{
    public required Guid Id { get; init; }

    /// <summary><c>previewed</c>, <c>decided</c> or <c>undone</c>.</summary>
    public required string Status { get; init; }

    public required Outcome Outcome { get; init; }

    public RejectReason? Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Whose batch it is.</summary>
    public required string Moderator { get; init; }

    internal Guid ModeratorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Until then an undo is unseen outside; later it sends retractions. Null when nothing was to be sent.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>How many comments were chosen.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them were decided.</summary>
    public required int Decided { get; init; }

    /// <summary>How many were left alone, when deciding or when undoing.</summary>
    public required int SkippedCount { get; init; }

    /// <summary>How many of those for which reason, by its code.</summary>
    public required IReadOnlyDictionary<string, int> SkippedBy { get; init; }

    /// <summary>The first hundred of those; the others have pages of their own.</summary>
    public required IReadOnlyList<SkippedItem> Skipped { get; init; }

    /// <summary>How many an approval would leave alone for their scores; null but in the answer to a dry run of one.</summary>
    public int? NotLow { get; init; }

    /// <summary>How many retractions an undo sent; null but in the answer to it.</summary>
    public int? Retracted { get; init; }

    /// <summary>The riskiest twenty of what would be decided; null but in the answer to a dry run.</summary>
    public IReadOnlyList<QueueItem>? Sample { get; init; }
}
