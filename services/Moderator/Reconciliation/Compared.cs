namespace Moderation.Moderator.Reconciliation;

/// <summary>What is done where what was decided differs from what Publisher keeps. The names are those of the table.</summary>
public enum Mending
{
    None,

    /// <summary>Its approval is sent again.</summary>
    Published,

    /// <summary>Its retraction is sent again.</summary>
    Retracted,

    /// <summary>It is published and nobody knows of a decision for it: Publisher keeps it and shows it to nobody.</summary>
    Held,

    /// <summary>Publisher knows later decisions, or that its author took it back: a person is to look.</summary>
    LeftAlone,
}

/// <summary>What was decided about a comment.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Revision">The newest.</param>
/// <param name="IsPublic">Readers are to see it.</param>
/// <param name="ShownVersion">Of the last decision that told others what readers see; 0 without one.</param>
/// <param name="LastVersion">Of the last decision of any kind; 0 without one.</param>
/// <param name="IsLeaving">Something of it is still in the outbox.</param>
public sealed record DecidedComment(
    Guid CommentId,
    int Revision,
    bool IsPublic,
    int ShownVersion,
    int LastVersion,
    bool IsLeaving
);

/// <summary>What Publisher keeps of a comment, as it says it.</summary>
public sealed record KeptPublication(Guid CommentId, string ArticleId, int Version, string Status)
{
    public const string Published = "published";
    public const string Withdrawn = "withdrawn";
    public const string Held = "held";
}

public static class Compared
{
    /// <summary>
    /// Nothing is published that no decision in force approves (I3), nothing that was taken back comes again (I4), and nothing is
    /// lost that Publisher alone knows.
    /// </summary>
    /// <param name="decided">Read after <paramref name="kept"/>, so that it is never the older; null when nothing is known here.
    /// </param>
    /// <param name="kept">Null when Publisher has never heard of it.</param>
    public static Mending Of(DecidedComment? decided, KeptPublication? kept) =>
        (decided, kept) switch
        {
            ({ IsLeaving: true }, _) => Mending.None,
            ({ IsPublic: true }, null) => Mending.Published,
            ({ IsPublic: true }, { Status: KeptPublication.Withdrawn }) => Mending.LeftAlone,
            ({ IsPublic: true }, _) when kept!.Version < decided!.ShownVersion => Mending.Published,
            ({ IsPublic: true }, { Status: KeptPublication.Published }) when kept!.Version <= decided!.LastVersion =>
                Mending.None,
            ({ IsPublic: true }, _) => Mending.LeftAlone,
            (_, not { Status: KeptPublication.Published }) => Mending.None,
            _ when kept!.Version < (decided?.LastVersion ?? 0) => Mending.Retracted,
            _ => Mending.Held,
        };
}
