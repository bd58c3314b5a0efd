namespace Moderation.Contracts;

/// <summary>
/// What is known of the article under which a comment stands. Only the id is certain; the site's server may send the rest.
/// </summary>
public sealed record Article
{
    /// <summary>1 to 100 characters of <c>[A-Za-z0-9._~-]</c>, unique on the site.</summary>
    public required string Id { get; init; }

    public string? Headline { get; init; }

    public string? Lead { get; init; }

    public string? Section { get; init; }

    public string? Url { get; init; }
}
