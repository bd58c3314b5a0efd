using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

/// <summary>What became of a comment that was sent to Intake.</summary>
public abstract record IntakeAnswer
{
    private IntakeAnswer() { }

    /// <summary>It is stored and waits for review.</summary>
    public sealed record Accepted(SentComment Sent) : IntakeAnswer;

    /// <summary>Some fields are wrong, or it answers what is not published; none of it is stored.</summary>
    public sealed record Refused(IReadOnlyDictionary<string, IReadOnlyList<FieldError>> Errors) : IntakeAnswer;

    /// <summary>An earlier try with the same key was stored, with another text.</summary>
    public sealed record SentBefore : IntakeAnswer;

    /// <summary>The article takes no comments; none of it is stored.</summary>
    /// <param name="Words">What Intake says of it.</param>
    public sealed record NotTaken(string Words) : IntakeAnswer;

    /// <summary>A limit is reached; none of it is stored.</summary>
    /// <param name="Words">What Intake says of it and of when to try again; null when something before it refused.</param>
    public sealed record TooOften(string? Words) : IntakeAnswer;

    /// <summary>Nobody knows whether it is stored: the same key must be used for the next try.</summary>
    public sealed record Unavailable : IntakeAnswer;
}
