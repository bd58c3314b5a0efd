namespace Moderation.Moderator.Comments;

/// <summary>What a comment said before its author corrected it: the revision that readers see, or else the one before.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Title">As received.</param>
/// <param name="Content">As received.</param>
/// <param name="Published">Whether it stands approved until the correction is decided.</param>
public sealed record Earlier(int Revision, string Title, string Content, bool Published);
