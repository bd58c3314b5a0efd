namespace Moderation.Contracts;

/// <summary>The three texts that a reader writes. Spans point into them by <see cref="CommentField"/>, in UTF-16 units.</summary>
public sealed record CommentText
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Content { get; init; }
}
