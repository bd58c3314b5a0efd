namespace Moderation.Intake.Archives;

/// <summary>
/// A comment as an archive says it, before <see cref="ArchiveRules"/> looked at it: a line of our JSON Lines, or of a table with
/// the same names. Instants are in ISO 8601, those without an offset in UTC.
/// </summary>
public sealed record ArchivedComment
{
    /// <summary>Its id there. A UUID stays the comment's id; from all else one is derived.</summary>
    public string? Id { get; init; }

    public string? ArticleId { get; init; }

    public string? Headline { get; init; }

    public string? Lead { get; init; }

    public string? Section { get; init; }

    public string? Url { get; init; }

    /// <summary>The id there of the comment that it answers.</summary>
    public string? ParentId { get; init; }

    public string? SubmittedAt { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Content { get; init; }

    /// <summary>What its author wrote, where something else was published.</summary>
    public ReceivedText? Received { get; init; }

    public string? Phone { get; init; }

    /// <summary>The version of the text to which its author agreed.</summary>
    public string? Consent { get; init; }

    public string? ConsentedAt { get; init; }

    /// <summary>One of <see cref="ArchivedStatus"/>; all else is not known.</summary>
    public string? Status { get; init; }

    /// <summary>Why it was rejected, such as <c>personalAttack</c>.</summary>
    public string? Reason { get; init; }

    public string? DecidedAt { get; init; }

    /// <summary><c>true</c> when the newsroom picked it out for readers.</summary>
    public bool? Featured { get; init; }

    /// <summary><c>author</c>: the article's author wrote it; <c>newsroom</c>: its own answer. Null is a reader's.</summary>
    public string? Badge { get; init; }

    public string? WithdrawnAt { get; init; }
}

public sealed record ReceivedText(string? Title, string? Content);

/// <summary>Where a comment stood in the system that it is brought from.</summary>
public static class ArchivedStatus
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Rejected = "rejected";

    /// <summary>Its author took it back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>It cannot be told, so nothing is published of it.</summary>
    public const string Unknown = "unknown";
}

/// <summary>What stands in one place of an archive.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record ArchiveEntry(long Line)
{
    public sealed record Found(long Line, ArchivedComment Comment) : ArchiveEntry(Line);

    /// <summary>It was deleted there, or is no comment.</summary>
    public sealed record LeftOut(long Line) : ArchiveEntry(Line);

    /// <summary>It cannot be read; what comes after it can.</summary>
    public sealed record Broken(long Line, string Reason) : ArchiveEntry(Line);
}

/// <summary>Nothing of an archive can be read, or nothing from some place on; the text says why.</summary>
public sealed class BrokenArchiveException(string reason) : Exception(reason);
