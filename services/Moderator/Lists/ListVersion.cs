namespace Moderation.Moderator.Lists;

/// <summary>One version of one list.</summary>
public sealed record ListVersion
{
    public required ListKind Kind { get; init; }

    /// <summary>Counts the changes of all lists together; 0 for a list that was never changed.</summary>
    public required int Version { get; init; }

    /// <summary>How many terms it has.</summary>
    public required int Count { get; init; }

    /// <summary>Left out in overviews.</summary>
    public IReadOnlyList<string>? Terms { get; init; }

    /// <summary>Against the version before.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    public IReadOnlyList<string> Removed { get; init; } = [];

    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The version whose content this one has again.</summary>
    public int? RevertsTo { get; init; }
}
