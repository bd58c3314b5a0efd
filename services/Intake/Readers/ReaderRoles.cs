namespace Moderation.Intake.Readers;

/// <summary>What a site may say that a reader is.</summary>
public static class ReaderRoles
{
    /// <summary>Who wrote the article beneath which the comment stands.</summary>
    public const string Author = "author";
}
