namespace Moderation.ArticleSite.Comments;

/// <summary>An approved comment, as readers see it.</summary>
public sealed record ShownComment
{
    public required Guid Id { get; init; }

    public Guid? ParentId { get; init; }

    public required Guid ThreadId { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty where a reply has none.</summary>
    public required string Title { get; init; }

    public required string Content { get; init; }

    /// <summary>The newsroom changed what the reader wrote.</summary>
    public bool Edited { get; init; }

    /// <summary>The newsroom picked it out for readers.</summary>
    public bool Featured { get; init; }

    /// <summary>Whose voice it is, as the webhook says; null for a reader's.</summary>
    public string? Badge { get; init; }

    /// <summary>What stands beside the name; null for a reader's, and for a badge that is not known here.</summary>
    public string? BadgeText =>
        Badge switch
        {
            Newsroom => "Tòa soạn",
            "author" => "Tác giả",
            _ => null,
        };

    /// <summary>The badge of the newsroom's own answers.</summary>
    public const string Newsroom = "newsroom";

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>What stands before it in its thread; read for a single comment alone.</summary>
    public Guid? Previous { get; init; }

    /// <summary>Who wrote the comment that this one answers, unless it began the thread.</summary>
    public string? Answers { get; init; }

    /// <summary>How many readers like it; null while that is not known.</summary>
    public long? Likes { get; init; }

    /// <summary>The reader before the page does.</summary>
    public bool Liked { get; init; }
}

/// <summary>A comment with the replies under it, oldest first.</summary>
/// <param name="First">What began it.</param>
/// <param name="Replies">One page of them.</param>
/// <param name="HasMore">There are later replies than these.</param>
public sealed record CommentThread(ShownComment First, IReadOnlyList<ShownComment> Replies, bool HasMore);

/// <summary>One page of threads.</summary>
/// <param name="Threads">At most <see cref="CommentStore.ThreadsOfPage"/>.</param>
/// <param name="HasMore">There are threads after these.</param>
public sealed record CommentPage(IReadOnlyList<CommentThread> Threads, bool HasMore);
