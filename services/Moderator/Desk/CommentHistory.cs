using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Queue;

namespace Moderation.Moderator.Desk;

/// <summary>A comment with all that is known of it.</summary>
/// <param name="Comment">Its newest revision.</param>
/// <param name="Parent">The comment that it answers, if it passed here and its section may be seen.</param>
/// <param name="Twin">The comment that it is a near-duplicate of, if its section may be seen.</param>
/// <param name="Siblings">The nearest before and after it under the same article, oldest first.</param>
/// <param name="Author">The record of its author, by the surest key that is known.</param>
/// <param name="Notes">What colleagues wrote, oldest first.</param>
/// <param name="History">Every decision, oldest first.</param>
public sealed record CommentHistory(
    QueueItem Comment,
    QueueItem? Parent,
    QueueItem? Twin,
    IReadOnlyList<QueueItem> Siblings,
    AuthorRecord Author,
    IReadOnlyList<Note> Notes,
    IReadOnlyList<Decision> History
);
