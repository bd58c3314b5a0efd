namespace Moderation.Moderator.Lists;

/// <summary>One version of one list.</summary>
public sealed record ListVersion
{
    public required ListKind Kind { get; init; }

    /// <summary>
    /// Counts the changes of all lists together; 0 for a list that was never changed, 1 for those that came with the software.
    /// </summary>
    public required int Version { get; init; }

    /// <summary>How many terms it has.</summary>
    public required int Count { get; init; }

    /// <summary>Left out in overviews.</summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>Against the version before.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Null for version 1 where it came with the software, and for version 0.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The version whose content this one has again.</summary>
    public int? RevertsTo { get; init; }
}
