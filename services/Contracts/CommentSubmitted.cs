using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// A reader's comment was accepted and stored. Published by Intake; consumed by Classifier (scores it) and Moderator (shows it).
/// Carries no phone number, only the author's keys and the masked phone.
/// </summary>
public sealed record CommentSubmitted
{
    /// <summary>The same id in every table, message and log scope.</summary>
    public required Guid CommentId { get; init; }

    /// <summary>Counts the edits of the text, from 1; raised by Intake alone.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Revision { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The article that it stands under.</summary>
    public required Article Article { get; init; }

    /// <summary>The comment that it answers, if it is a reply.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Name, title and content as received.</summary>
    public required CommentText Text { get; init; }

    public required AuthorKeys Author { get; init; }

    /// <summary>
    /// The site asks that a person looks at each comment beneath the article. Absent in messages from before it could.
    /// </summary>
    public bool PreModerated { get; init; }

    /// <summary>The site vouches that the article's author wrote it. Absent in messages from before it could.</summary>
    public bool FromAuthor { get; init; }

    /// <summary>
    /// Of a comment from an archive, when what was decided there is to stand: Moderator writes that down as its own decision, and
    /// nobody scores it. Absent otherwise.
    /// </summary>
    public ArchivedDecision? Archived { get; init; }
}
