using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>What a copy's doctor says of one of its parts.</summary>
public sealed record ExaminedPart
{
    /// <summary>Such as <c>database</c>.</summary>
    public required string Part { get; init; }

    public required Verdict Verdict { get; init; }

    public required Words Found { get; init; }

    /// <summary>What to do; null when there is nothing to do.</summary>
    public Words? Remedy { get; init; }
}

/// <summary>One copy, examined.</summary>
/// <param name="Address">Host and port.</param>
/// <param name="Parts">Null when it did not say.</param>
/// <param name="Silence">Why it did not.</param>
public sealed record ExaminedCopy(string Address, IReadOnlyList<ExaminedPart>? Parts, Silence? Silence);

/// <param name="Service">Such as <c>intake</c>.</param>
/// <param name="IsWatched">Whether it is known where to ask.</param>
/// <param name="Copies">All of them.</param>
public sealed record ExaminedService(string Service, bool IsWatched, IReadOnlyList<ExaminedCopy> Copies);

/// <param name="At">When it ended.</param>
/// <param name="Services">In the order of the flow.</param>
public sealed record Examination(DateTimeOffset At, IReadOnlyList<ExaminedService> Services);
