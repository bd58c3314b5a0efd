using Moderation.Moderator.Decisions;

namespace Moderation.Moderator.Opinions;

/// <summary>What came of an attempt to give an opinion, or to settle between two.</summary>
internal abstract record OpinionResult
{
    /// <param name="Golden">The right answer, where it was known.</param>
    public sealed record Given(GoldenAnswer? Golden) : OpinionResult;

    /// <param name="Decision">Of the senior.</param>
    public sealed record Settled(Decision Decision) : OpinionResult;

    public sealed record NotFound : OpinionResult;

    public sealed record OtherSection : OpinionResult;

    /// <summary>Nobody is their own second person, or judges between themselves and another.</summary>
    public sealed record Own : OpinionResult;

    /// <summary>Another has it before the eyes, or gave it.</summary>
    public sealed record Taken : OpinionResult;

    /// <summary>The comment was erased, taken back, corrected or decided by others meanwhile, or is golden no more.</summary>
    public sealed record Gone : OpinionResult;

    /// <summary>Both said the same, or a senior was quicker.</summary>
    public sealed record NothingToSettle : OpinionResult;

    /// <summary>The comment could not be decided.</summary>
    public sealed record Refused(DecisionResult Why) : OpinionResult;
}
