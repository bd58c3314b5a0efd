namespace Moderation.Moderator.Lists;

/// <summary>What a list does. The names are the words of the database and the API.</summary>
public enum ListKind
{
    /// <summary>Wants the comment rejected.</summary>
    Banned,

    /// <summary>Holds it.</summary>
    Suspect,

    /// <summary>Takes back hits of the other two that overlap it: names such as Thái Bình Dương.</summary>
    Allowed,
}
