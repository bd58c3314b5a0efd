using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>The configuration section <c>Webhooks</c>.</summary>
public sealed class WebhooksOptions : IValidatableObject
{
    /// <summary>Who is told.</summary>
    [ValidateEnumeratedItems]
    public IReadOnlyList<WebhookEndpoint> Endpoints { get; set; } = [];

    /// <summary>Of what the secrets of endpoints that are made on the console are derived. Without one none are made.</summary>
    [RandomKey]
    public string? Key { get; set; }

    /// <summary>Whether endpoints that are made on the console may be on this machine or network.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long a secret is good beside the one that takes its place on the console.</summary>
    public TimeSpan SecretOverlap { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Who tells, in CloudEvents.</summary>
    public Uri Source { get; set; } = new("urn:moderation:publisher");

    /// <summary>The wait before each attempt, instead of the standard schedule.</summary>
    public TimeSpan[] Schedule { get; set; } = [];

    /// <summary>How long a site may take to answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long finished deliveries and their attempts are kept.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often those that were kept long enough are looked for.</summary>
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var twice in Endpoints.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new ValidationResult($"Two webhook endpoints are named {twice.Key}; their deliveries are kept by name.");
        if (SecretOverlap < TimeSpan.Zero)
            yield return new ValidationResult("Webhooks:SecretOverlap must not be negative, such as 1.00:00:00 for a day.");
        if (DeleteEvery <= TimeSpan.Zero)
            yield return new ValidationResult("Webhooks:DeleteEvery must be longer than nothing, such as 0:01:00 for a minute.");
        if (KeepDeliveries <= TimeSpan.Zero)
            yield return new ValidationResult(
                "Webhooks:KeepDeliveries must be longer than nothing, such as 90.00:00:00 for 90 days."
            );
    }
}
