using System.Globalization;
using Microsoft.Extensions.Options;
using Moderation.Contracts;

namespace Moderation.Moderator.Policy;

/// <summary>From the section <c>Policy</c>, which also gives the first version of <see cref="PolicySettings"/>.</summary>
public sealed record PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>How long a comment waits for its scores before it is held without them.</summary>
    public TimeSpan ScoringTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Refuses to start with settings that contradict each other, even if they would be used only once.</summary>
internal sealed class PolicyOptionsValidation : IValidateOptions<PolicyOptions>, IValidateOptions<PolicySettings>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options) =>
        options.ScoringTimeout > TimeSpan.Zero && options.ScoringTimeout <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Policy:ScoringTimeout is {options.ScoringTimeout}; it must be longer than nothing and at most an hour."
            );

    public ValidateOptionsResult Validate(string? name, PolicySettings options)
    {
        List<string> failures =
        [
            .. options.Thresholds.Select(of => Check(of.Key, of.Value)).OfType<string>(),
            .. PolicyErrors
                .Of(options)
                .Where(error => !error.Key.StartsWith("thresholds.", StringComparison.Ordinal))
                .Select(error => $"Policy:{error.Key}: {error.Value[0].En}"),
        ];
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static string? Check(ScoreLabel label, Thresholds thresholds) =>
        thresholds is { Hold: > 0, Reject: <= 1 } && thresholds.Hold < thresholds.Reject
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Policy:Thresholds:{label}:Hold is {thresholds.Hold} and "
                    + $"Policy:Thresholds:{label}:Reject is {thresholds.Reject}; they must be above 0, at most 1, "
                    + $"and Hold below Reject."
            );
}
