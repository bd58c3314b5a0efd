namespace Moderation.Moderator.Erasures;

/// <summary>A request to erase, as Intake tells of it.</summary>
public sealed record Erasure
{
    public required Guid CommentId { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the reader was told what happens; null while a letter is not answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    public required DateTimeOffset AnswerBy { get; init; }

    public required DateTimeOffset FinishBy { get; init; }

    /// <summary>When nothing was left here; null until Intake has heard so.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>It is not done, and should be.</summary>
    public required bool IsLate { get; init; }

    /// <summary>
    /// Who has not said yet that nothing is left: <see cref="Moderator"/>, <see cref="Publisher"/>, and receivers of webhooks by
    /// their names.
    /// </summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];

    internal const string Moderator = "moderator";

    internal const string Publisher = "publisher";

    /// <param name="receipt">What Publisher says of it; null when nothing of it is left there.</param>
    public Erasure With(Receipt? receipt) =>
        this with
        {
            Waiting =
            [
                .. DoneAt is null ? (string[])[Moderator] : [],
                .. receipt is { IsPublished: true } ? (string[])[Publisher] : [],
                .. receipt?.Waiting ?? [],
            ],
        };
}

/// <param name="CommentId">The comment.</param>
/// <param name="IsPublished">Publisher still shows it.</param>
/// <param name="Waiting">The receivers of webhooks that have not taken in that it is gone.</param>
public sealed record Receipt(Guid CommentId, bool IsPublished, IReadOnlyList<string> Waiting);

/// <param name="Open">How many are not done.</param>
/// <param name="Late">How many of these should be.</param>
/// <param name="Items">Those that are not done from the oldest on; those that are from the newest on.</param>
/// <param name="Next">The <c>cursor</c> of the page behind.</param>
/// <param name="KnowsReceivers">False while Publisher does not say who has taken in what.</param>
public sealed record ErasureList(
    int Open,
    int Late,
    IReadOnlyList<Erasure> Items,
    string? Next,
    bool KnowsReceivers = false
);
