using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Moderator.Comments;

/// <summary>Where a comment stands. The names are the words of the database, the API and the console.</summary>
public enum CommentStatus
{
    /// <summary>Its scores came first.</summary>
    AwaitingText,

    /// <summary>Its text is there; the policy waits for scores.</summary>
    AwaitingScores,

    /// <summary>Held without a suspicion.</summary>
    Pending,

    /// <summary>Held because a rule or a person doubts it.</summary>
    Suspect,

    /// <summary>Held because no scores came in time.</summary>
    Unscored,

    /// <summary>Rejected, and its author asks that another person look again.</summary>
    Appealed,

    /// <summary>Published, and readers say that it should not be; it stays so until a person answers.</summary>
    Reported,

    Approved,
    Rejected,

    /// <summary>Its author took it back; nobody decides on it any more.</summary>
    Withdrawn,

    /// <summary>Its author wrote a later revision, which is decided in its place.</summary>
    Superseded,
}

/// <summary>One revision of a comment whose text is there, as stored.</summary>
public sealed record Comment
{
    /// <summary>Scores beneath it are low: the level that the console calls so.</summary>
    internal const float LowRisk = 0.3f;

    public Guid Id { get; init; }

    public int Revision { get; init; }

    public CommentStatus Status { get; init; }

    public string ArticleId { get; init; } = "";

    public string? Headline { get; init; }

    public string? Lead { get; init; }

    public string? Section { get; init; }

    public string? Url { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>The site asks that a person looks at it.</summary>
    public bool PreModerated { get; init; }

    /// <summary>A moderator picked it out for readers, who see it so.</summary>
    public bool Featured { get; init; }

    /// <summary>Whose voice it is when it is no reader's.</summary>
    public Badge? Badge { get; init; }

    /// <summary>As received; spans point into it.</summary>
    public CommentText Text =>
        new()
        {
            Name = Name,
            Title = Title,
            Content = Content,
        };

    public string? PhoneKey { get; init; }

    public string? AddressKey { get; init; }

    public string? DeviceKey { get; init; }

    /// <summary>The author's name as texts are matched; null until the policy has looked at the comment.</summary>
    public string? NameKey { get; init; }

    /// <summary>Near-duplicates share it: the id of the first among them. Null for short texts.</summary>
    public Guid? ClusterId { get; init; }

    public string? MaskedPhone { get; init; }

    public DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? ScoredAt { get; init; }

    public DateTimeOffset? QueuedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>How likely it would be rejected here, or else the highest of the unwanted scores; 0 without scores.</summary>
    public float Risk { get; init; }

    /// <summary>How likely it would be rejected here; null from a model that learnt none of this newsroom's decisions.</summary>
    public float? Rejection { get; init; }

    /// <summary>It was scored, and neither its risk nor any of the unwanted scores stands out.</summary>
    internal bool HasLowScores => ScoredAt is not null && Risk < LowRisk && !(Scores?.Risk >= LowRisk);

    /// <summary>The queue that a route leads it to; null where its status says where it waits.</summary>
    public Guid? NamedQueueId { get; init; }

    /// <summary>Whoever decides it sees nothing of what the machine says.</summary>
    public bool Blind { get; init; }

    /// <summary>When it was queued, set back by its risk.</summary>
    public DateTimeOffset? Priority { get; init; }

    /// <summary>The sum of what its open reports weigh; 0 without any.</summary>
    public float ReportWeight { get; init; }

    /// <summary>Null until the classifier answered.</summary>
    public Scores? Scores { get; init; }

    public IReadOnlyList<ScoreSpan> Spans { get; init; } = [];

    public string? Model { get; init; }

    /// <summary>The trace of the request that brought it, as W3C writes it.</summary>
    public string? Traceparent { get; init; }

    private string Name { get; init; } = "";

    private string Title { get; init; } = "";

    private string Content { get; init; } = "";

    /// <summary>A name as texts are matched, so that look-alike letters and cases make no other author.</summary>
    internal static string NameKeyOf(string name) => MatchingText.Of(name).Marked.Trim().ToString();
}
