using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Models;

/// <summary>What is done about a model.</summary>
/// <param name="Why">1 to 500 characters.</param>
public sealed record ModelChange(string? Why)
{
    internal static TextRule Reason { get; } = new("Lý do", "reason", 500) { Required = true };
}

/// <summary>A candidate that is to be put in use.</summary>
/// <param name="Why">May be left out where it is shown that the candidate does no worse.</param>
/// <param name="Policy">The policy with thresholds fitted to it, as it was shown; null leaves the thresholds.</param>
public sealed record Promotion(string? Why = null, PolicyRequest? Policy = null);

/// <summary>The model in use is to give its place back to the one before it.</summary>
/// <param name="Why">May be left out: it is done in a hurry.</param>
public sealed record RollBack(string? Why = null);
