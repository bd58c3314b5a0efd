using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Moderation.Moderator.Policy;

/// <summary>The part of the policy that a newsroom sets, from the section <c>Policy</c>.</summary>
public sealed record PolicyOptions
{
    public const string Section = "Policy";

    /// <summary>How long a comment waits for its scores before it is held without them.</summary>
    public TimeSpan ScoringTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a comment that no rule doubts is published without a person.</summary>
    public bool AutomaticApproval { get; init; }

    /// <summary>Whether a comment over a rejecting threshold is refused without a person.</summary>
    public bool AutomaticRejection { get; init; }

    public Thresholds Spam { get; init; } = new();

    public Thresholds Toxicity { get; init; } = new();

    public Thresholds Hate { get; init; } = new();

    /// <summary>Tells one set of settings from another: equal settings have equal versions.</summary>
    public string Version => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { ScoringTimeout, AutomaticApproval, AutomaticRejection, Spam, Toxicity, Hate })))[..12];
}

/// <summary>Scores from 0 to 1 at which a comment is held, and at which it is to be rejected.</summary>
public sealed record Thresholds
{
    public double Hold { get; init; } = 0.6;

    public double Reject { get; init; } = 0.9;
}

/// <summary>Refuses to start with thresholds that contradict each other.</summary>
internal sealed class PolicyOptionsValidation : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        string?[] failures =
        [
            Check("Spam", options.Spam),
            Check("Toxicity", options.Toxicity),
            Check("Hate", options.Hate),
            options.ScoringTimeout > TimeSpan.Zero && options.ScoringTimeout <= TimeSpan.FromHours(1)
                ? null
                : $"Policy:ScoringTimeout is {options.ScoringTimeout}; it must be longer than nothing and at most an hour.",
        ];
        return failures.Any(f => f is not null) ? ValidateOptionsResult.Fail(failures.OfType<string>()) : ValidateOptionsResult.Success;
    }

    private static string? Check(string score, Thresholds thresholds) =>
        thresholds is { Hold: > 0, Reject: <= 1 } && thresholds.Hold < thresholds.Reject
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Policy:{score}:Hold is {thresholds.Hold} and Policy:{score}:Reject is {thresholds.Reject}; they must be above 0, at most 1, and Hold below Reject.");
}
