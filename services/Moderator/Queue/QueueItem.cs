using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Leases;

namespace Moderation.Moderator.Queue;

/// <summary>A comment as a moderator sees it.</summary>
public record QueueItem
{
    public required Guid Id { get; init; }

    public required int Revision { get; init; }

    /// <summary>The queue that it is in, or what it waits for.</summary>
    public required CommentStatus Queue { get; init; }

    /// <summary>The named queue in which it waits, if a route leads it to one.</summary>
    public Guid? NamedQueue { get; init; }

    public required Article Article { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>A moderator picked it out for readers.</summary>
    public bool Featured { get; init; }

    /// <summary>Whose voice it is when it is no reader's.</summary>
    public Badge? Badge { get; init; }

    /// <summary>As received; spans point into it.</summary>
    public required CommentText Text { get; init; }

    public string? MaskedPhone { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Null when it is not scored.</summary>
    public Scores? Scores { get; init; }

    /// <summary>The words without which a score would not have held it.</summary>
    public required IReadOnlyList<ScoreSpan> Spans { get; init; }

    public string? Model { get; init; }

    /// <summary>It is to be decided without what the machine says, which stands nowhere until it is.</summary>
    public bool Blind { get; init; }

    /// <summary>How likely it would be rejected here; null from a model that learnt none of this newsroom's decisions.</summary>
    public float? Rejection { get; init; }

    /// <summary>What the policy decided last: why the comment is here.</summary>
    public Decision? Review { get; init; }

    /// <summary>What a person decided or undid last.</summary>
    public Decision? Decision { get; init; }

    /// <summary>What its author says to its rejection, where it is asked for by itself or in a queue.</summary>
    public Appeal? Appeal { get; init; }

    /// <summary>What readers report of it, where it is asked for by itself or in a queue.</summary>
    public Reports? Reports { get; init; }

    /// <summary>What it said before its author corrected it, where it is asked for by itself or in a queue.</summary>
    public Earlier? Earlier { get; init; }

    /// <summary>Who has it in hand now.</summary>
    public Holder? Holder { get; init; }

    /// <param name="comment">As stored.</param>
    /// <param name="decisions">Of this comment, oldest first; those on other revisions do not say why this one is here.</param>
    /// <param name="lease">If it is in somebody's hand.</param>
    internal static QueueItem Of(Comment comment, IEnumerable<Decision> decisions, Lease? lease = null)
    {
        var own = decisions.Where(d => d.Revision == comment.Revision).ToList();
        var review = own.LastOrDefault(d => d.Rule is not null);
        return new()
        {
            Id = comment.Id,
            Revision = comment.Revision,
            Queue = comment.Status,
            NamedQueue = Queues.Waiting.Contains(comment.Status) ? comment.NamedQueueId : null,
            Article = new Article
            {
                Id = comment.ArticleId,
                Headline = comment.Headline,
                Lead = comment.Lead,
                Section = comment.Section,
                Url = comment.Url,
            },
            ParentId = comment.ParentId,
            Featured = comment.Featured,
            Badge = comment.Badge,
            Text = comment.Text,
            MaskedPhone = comment.MaskedPhone,
            SubmittedAt = comment.SubmittedAt,
            QueuedAt = comment.QueuedAt,
            Scores = comment.Scores,
            Spans = Marks.Of(comment.Spans, review?.Findings ?? []),
            Model = comment.Model,
            Blind = comment.Blind,
            Rejection = comment.Rejection,
            Review = review,
            Decision = own.LastOrDefault(d =>
                d.Moderator is not null && d.Outcome is not (Outcome.Feature or Outcome.Unfeature)
            ),
            Holder = lease?.Holder,
        };
    }
}

/// <summary>One page of a queue.</summary>
/// <param name="Items">Waiting ones in the order asked for, decided ones latest first.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
/// <param name="End">The cursor behind the last item: what comes later is found by it. Null on an empty page.</param>
/// <param name="Counts">How many stand in each queue, those of named ones by their ids.</param>
/// <param name="Hits">
/// Of a search, how many are found in each queue, at least, when they are many; null without one, or when it takes too long.
/// </param>
public sealed record QueuePage(
    IReadOnlyList<QueueItem> Items,
    string? Next,
    string? End,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, int>? Hits = null
);

/// <summary>How the scores of what waits are spread.</summary>
/// <param name="Label">The score that was asked for; null is the risk.</param>
/// <param name="Bins">How many stand in each twentieth from 0 to 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record Histogram(string? Label, IReadOnlyList<int> Bins, int Total);
