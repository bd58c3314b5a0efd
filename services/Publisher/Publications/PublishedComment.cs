using System.Text.Json.Serialization;

namespace Moderation.Publisher.Publications;

/// <summary>All that the public may know of a comment. Texts are plain: whoever shows them encodes them.</summary>
/// <param name="Id">The comment's id.</param>
/// <param name="ParentId">The comment that it answers, if it is a reply.</param>
/// <param name="Name">The reader's name.</param>
/// <param name="Title">The comment's title.</param>
/// <param name="Content">The comment.</param>
/// <param name="SubmittedAt">When the reader sent it.</param>
/// <param name="ApprovedAt">When this text was approved.</param>
/// <param name="Revision">Counts the reader's edits, from 1.</param>
/// <param name="Edited">Whether the newsroom changed title or content before it was published.</param>
/// <param name="Featured">Whether the newsroom picked it out for readers.</param>
/// <param name="Badge"><c>newsroom</c> when the newsroom answers, <c>author</c> the article's author; null for a reader.</param>
/// <param name="Likes">How many readers like it.</param>
public sealed record PublishedComment(
    Guid Id,
    Guid? ParentId,
    string Name,
    string Title,
    string Content,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ApprovedAt,
    int Revision,
    bool Edited,
    bool Featured,
    string? Badge,
    int Likes
)
{
    /// <summary>The first answers in this thread, the oldest first; left out on a reply.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PublishedComment>? Replies { get; init; }

    /// <summary>The cursor of the thread's next page of replies; left out when these are all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextReplies { get; init; }
}

/// <param name="ArticleId">The article.</param>
/// <param name="Comments">Threads, in the order that was asked for.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ThreadPage(string ArticleId, IReadOnlyList<PublishedComment> Comments, string? Next);

/// <param name="ArticleId">The article.</param>
/// <param name="CommentId">The comment that began the thread.</param>
/// <param name="Replies">Answers in the thread, the oldest first.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReplyPage(string ArticleId, Guid CommentId, IReadOnlyList<PublishedComment> Replies, string? Next);

/// <summary>A thread in the order of likes, without its texts.</summary>
public sealed record RankedThread(Guid Id, int Likes);

/// <param name="ArticleId">The article.</param>
/// <param name="Threads">Those that most readers like first.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record Ranking(string ArticleId, IReadOnlyList<RankedThread> Threads, string? Next);

/// <summary>How many comments readers see under one article.</summary>
public sealed record CommentCount(string ArticleId, int Count);

/// <summary>How many comments readers see under each article that was asked for.</summary>
public sealed record CommentCounts(IReadOnlyDictionary<string, int> Counts);
