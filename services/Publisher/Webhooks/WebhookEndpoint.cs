using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>
/// A site's address that is told of every approval and retraction: the configuration section <c>Webhooks:Endpoints:N</c>.
/// </summary>
public sealed class WebhookEndpoint : IValidatableObject
{
    /// <summary>How logs and commands call it.</summary>
    [Configured, RegularExpression("[a-z0-9-]{1,50}", ErrorMessage = "{0} must have 1 to 50 characters of a-z, 0-9 and -.")]
    public string Name { get; set; } = "";

    /// <summary>Where it is.</summary>
    [Configured, HttpAddress]
    public Uri? Url { get; set; }

    /// <summary>What its messages are signed with.</summary>
    [Configured, WebhookSecret]
    public string Secret { get; set; } = "";

    /// <summary>The secret before, while it rotates.</summary>
    [WebhookSecret]
    public string? PreviousSecret { get; set; }

    /// <summary>Whether it may be on this machine or network.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>What it is told of, of <see cref="WebhookEvents"/>; none is the usual.</summary>
    public IReadOnlyList<string> Events { get; set; } = [];

    /// <summary>How that is written, of <see cref="WebhookFormats"/>.</summary>
    public string Format { get; set; } = WebhookFormats.Standard;

    /// <summary>One, or two while a secret rotates.</summary>
    public IEnumerable<byte[]> Secrets =>
        new[] { Secret, PreviousSecret }
            .Where(secret => !string.IsNullOrEmpty(secret))
            .Select(secret => WebhookSecretAttribute.Parse(secret!)!);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Events.Count > 0 && !WebhookEvents.AreValid(Events))
            yield return new ValidationResult(
                $"{validationContext.DisplayName}:Events may hold {string.Join(", ", WebhookEvents.All)}, "
                    + $"and {WebhookEvents.Edited} only beside {WebhookEvents.Approved}."
            );
        if (!WebhookFormats.All.Contains(Format, StringComparer.Ordinal))
            yield return new ValidationResult(
                $"{validationContext.DisplayName}:Format must be {string.Join(" or ", WebhookFormats.All)}."
            );
        if (validationContext.IsProduction() && Url is { IsAbsoluteUri: true, Scheme: "http" } && !AllowPrivateAddresses)
            yield return new ValidationResult(
                $"{validationContext.DisplayName}:Url must begin with https:// in Production, "
                    + "unless AllowPrivateAddresses says that it is on your own network."
            );
    }
}
