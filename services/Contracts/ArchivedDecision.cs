namespace Moderation.Contracts;

/// <summary>What was decided on a comment in the system that it was brought from, and is to stand here.</summary>
public sealed record ArchivedDecision
{
    /// <summary>It was shown there; otherwise it was rejected.</summary>
    public required bool Approved { get; init; }

    /// <summary>Why it was rejected; absent when it was approved.</summary>
    public RejectReason? Reason { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    /// <summary>The title that was shown there, with <see cref="Content"/>. Absent when it is as its author wrote it.</summary>
    public string? Title { get; init; }

    /// <inheritdoc cref="Title"/>
    public string? Content { get; init; }

    /// <summary>It was picked out for readers there. Absent in messages from before archives told it.</summary>
    public bool Featured { get; init; }

    /// <summary>
    /// The newsroom's own answer; an author's says so as any reader's comment. Absent otherwise, and in messages from before
    /// archives told it.
    /// </summary>
    public bool Newsroom { get; init; }
}
