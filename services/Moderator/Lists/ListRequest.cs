using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Lists;

/// <summary>A whole list.</summary>
/// <param name="Version">The version that it changes, as it was read; 0 for a list that was never set.</param>
/// <param name="Terms">All its terms: 10,000 at most, of 1 to 100 characters.</param>
public sealed record ListRequest(int Version, IReadOnlyList<string> Terms);

/// <summary>Going back.</summary>
/// <param name="Version">The version that is in force, as it was read.</param>
public sealed record RevertRequest(int Version);

/// <summary>A list to be tried on what waits.</summary>
/// <param name="Terms">All its terms.</param>
public sealed record PreviewRequest(IReadOnlyList<string> Terms);

/// <summary>What a file holds; nothing of it is in force.</summary>
/// <param name="Terms">Each once, in the order of the file: 10,000 at most.</param>
/// <param name="Doubles">How many lines had a term that stood before.</param>
public sealed record FileAnswer(IReadOnlyList<string> Terms, int Doubles);

/// <summary>What a list would do to the comments that wait.</summary>
/// <param name="Examined">How many were looked at: the newest 20,000 that wait.</param>
/// <param name="Complete">Whether that was all.</param>
/// <param name="Gained">How many the lists would find something in that they find nothing in now.</param>
/// <param name="Lost">The other way round.</param>
/// <param name="Sample">At most 20 of both.</param>
public sealed record Preview(int Examined, bool Complete, int Gained, int Lost, IReadOnlyList<PreviewItem> Sample);

/// <summary>A comment for which the lists would say something else.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Gained">True if the lists would find something, false if they would no longer.</param>
/// <param name="Text">As received; spans point into it.</param>
/// <param name="Spans">What is found then, or was found before.</param>
public sealed record PreviewItem(Guid Id, int Revision, bool Gained, CommentText Text, IReadOnlyList<FoundSpan> Spans);

/// <summary>A page of one list's versions.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record ListVersions(IReadOnlyList<ListVersion> Items, string? Next);
