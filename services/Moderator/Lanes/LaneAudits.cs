namespace Moderation.Moderator.Lanes;

/// <summary>What blind audits say of an open lane.</summary>
/// <param name="Budget">The share of its decisions that may be wrong.</param>
public sealed record LaneAudits(double Budget)
{
    /// <summary>The chance that the bounds are mistaken at any time.</summary>
    public const double Level = 0.05;

    /// <summary>By which it is first proven, so that a bound at the budget does not go over it with the next audit.</summary>
    private const double Surely = 0.001;

    /// <summary>How many a person decided.</summary>
    public int Decided { get; init; }

    /// <summary>How many of these the lane would have decided otherwise.</summary>
    public int Wrong { get; init; }

    /// <summary>Whether the audits alone have once shown, surely, that the budget is kept.</summary>
    public bool WasProven { get; init; }

    /// <summary>The lane's share of wrong decisions is at most this, at whatever time one looks.</summary>
    public double Upper => AtAnyTime.Upper(Wrong, Decided);

    /// <summary>And at least this.</summary>
    public double Lower => AtAnyTime.Lower(Wrong, Decided);

    public bool IsProven => WasProven || new ConfidenceSequence(Budget, Surely).IsBelow(Wrong, Decided, Budget);

    /// <summary>The budget is broken, or what was proven no longer is.</summary>
    public bool AreOverBudget =>
        AtAnyTime.IsAbove(Wrong, Decided, Budget) || (WasProven && !AtAnyTime.IsBelow(Wrong, Decided, Budget));

    private ConfidenceSequence AtAnyTime => new(Budget, Level);

    public LaneAudits With(bool isWrong) =>
        this with
        {
            Decided = Decided + 1,
            Wrong = Wrong + (isWrong ? 1 : 0),
            WasProven = IsProven,
        };
}
