namespace Moderation.Contracts;

/// <summary>
/// The model scored one revision of a comment. Published by Classifier; consumed by Moderator (decides by policy).
/// </summary>
public sealed record CommentClassified
{
    public required Guid CommentId { get; init; }

    /// <summary>The revision whose text was scored.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset ClassifiedAt { get; init; }

    public required Scores Scores { get; init; }

    /// <summary>What raised the scores; empty when nothing stands out.</summary>
    public required IReadOnlyList<ScoreSpan> Spans { get; init; }

    /// <summary>Name and version of the model, such as <c>open-2026.11</c>.</summary>
    public required string Model { get; init; }
}

/// <summary>Probabilities from 0 to 1.</summary>
public sealed record Scores
{
    public required float Spam { get; init; }

    public required float Toxicity { get; init; }

    public required float Hate { get; init; }

    public required float Constructive { get; init; }
}

/// <summary>A part of the text that raised one score.</summary>
public sealed record ScoreSpan
{
    /// <summary>The score that it raised.</summary>
    public required ScoreLabel Label { get; init; }

    public required CommentField Field { get; init; }

    /// <summary>First UTF-16 unit.</summary>
    public required int Start { get; init; }

    /// <summary>One past the last UTF-16 unit.</summary>
    public required int End { get; init; }
}

public enum ScoreLabel
{
    Spam,
    Toxicity,
    Hate,
    Constructive,
}

public enum CommentField
{
    Name,
    Title,
    Content,
}
