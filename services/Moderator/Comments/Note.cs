namespace Moderation.Moderator.Comments;

public enum NoteKind
{
    Note,

    /// <summary>Left to somebody else, and why.</summary>
    Skip,
}

/// <summary>What a colleague wrote of a comment; no reader sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">A note, or the reason of a skip.</param>
/// <param name="Moderator">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="CreatedAt">When, by the database's clock.</param>
public sealed record Note(Guid Id, NoteKind Kind, string Moderator, string Text, DateTimeOffset CreatedAt);
