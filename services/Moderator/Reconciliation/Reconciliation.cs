namespace Moderation.Moderator.Reconciliation;

/// <summary>One comparison of all that was decided with all that Publisher keeps.</summary>
public sealed record Reconciliation
{
    public required Guid Id { get; init; }

    /// <summary><c>running</c>, <c>finished</c> or <c>stopped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Who began it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Comments, nearly.</summary>
    public required long Total { get; init; }

    public required long Compared { get; init; }

    /// <summary>Comments whose approval was sent again.</summary>
    public required int Published { get; init; }

    /// <summary>Comments whose retraction was sent again.</summary>
    public required int Retracted { get; init; }

    /// <summary>Comments that Publisher keeps and shows to nobody.</summary>
    public required int Held { get; init; }

    /// <summary>Comments that a person is to look at.</summary>
    public required int LeftAlone { get; init; }

    /// <summary>Webhooks that are sent again.</summary>
    public required int SentAgain { get; init; }

    /// <summary>Why it waits; null while it does not.</summary>
    public string? Fault { get; init; }
}

public sealed record ReconciliationList(IReadOnlyList<Reconciliation> Items);

/// <param name="CommentId">The comment.</param>
/// <param name="Mending">What was done; as <see cref="Reconciliation"/> counts them.</param>
public sealed record ReconciledComment(Guid CommentId, string Mending);

/// <param name="Items">At most 500, those that a person is to look at first.</param>
public sealed record ReconciledComments(IReadOnlyList<ReconciledComment> Items);
