namespace Moderation.ArticleSite.Articles;

/// <summary>One article, as its file in this folder says it.</summary>
public sealed record Article
{
    /// <summary>Part of its address: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The name of one of <see cref="Section.All"/>.</summary>
    public required string Section { get; init; }

    public required string Headline { get; init; }

    public required string Lead { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string Author { get; init; }

    public required Picture Picture { get; init; }

    /// <summary>Paragraphs before the first heading.</summary>
    public required IReadOnlyList<string> Opening { get; init; }

    public required IReadOnlyList<ArticlePart> Parts { get; init; }

    public string Path => "/bai-viet/" + Id;
}

/// <summary>A drawing under <c>wwwroot/pictures</c>, 1200 by 675.</summary>
public sealed record Picture
{
    public required string File { get; init; }

    /// <summary>What it shows, for those who cannot see it.</summary>
    public required string Alt { get; init; }

    public required string Caption { get; init; }

    public string Path => "/pictures/" + File;
}

/// <summary>What stands under one heading.</summary>
public sealed record ArticlePart
{
    public required string Heading { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }
}
