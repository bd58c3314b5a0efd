namespace Moderation.Classifier.Features;

/// <summary>
/// What a score is made of: the reader's title and content, and the headline of the article as context. Any may be empty.
/// </summary>
public readonly record struct CommentInput(string Title, string Content, string Headline);
