using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Opinions;

/// <summary>Comments of which two people said the same two things, neither knowing of the other.</summary>
public sealed record OpinionPair
{
    public string? Section { get; init; }

    /// <summary>The Monday of the week in which the second person said it.</summary>
    public required DateTimeOffset Week { get; init; }

    public required Outcome First { get; init; }

    public RejectReason? FirstReason { get; init; }

    public required Outcome Second { get; init; }

    public RejectReason? SecondReason { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }
}
