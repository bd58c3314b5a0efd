namespace Moderation.Load;

/// <summary>One comment to send.</summary>
internal sealed record Comment(string ArticleId, Headline? Headline, string Name, string? Phone, string Title, string Content)
{
    /// <summary>How many places before this one stands the comment that it answers; 0 when it answers none.</summary>
    public int Answers { get; init; }

    /// <summary>Its <c>Idempotency-Key</c>; without one it is new whenever it is sent.</summary>
    public string? Key { get; init; }
}

/// <summary>What the site says of an article; <paramref name="Path"/> is below the site's address.</summary>
internal sealed record Headline(string Text, string? Lead, string? Section, string? Path);
