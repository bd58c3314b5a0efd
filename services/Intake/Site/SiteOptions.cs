using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Site;

/// <summary>How the news site's server is recognised: the configuration section <c>Site</c>.</summary>
public sealed class SiteOptions : IValidatableObject
{
    /// <summary>Every caller on this machine is the site's server.</summary>
    public const string TrustedLocal = "trusted-local";

    /// <summary>Whoever shows <see cref="ApiKey"/>, or a key of a registered site, is a site's server.</summary>
    public const string WithKey = "api-key";

    public string? Policy { get; set; }

    /// <summary>The key of the site that the configuration stands for; none when all have keys of their own.</summary>
    [Secret]
    public string? ApiKey { get; set; }

    /// <summary>From where readers' browsers may send to the site that the configuration stands for.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>What is asked of browsers that send comments straight to this service; the site's server needs none.</summary>
    public Challenge Challenge { get; set; } = Challenge.Code;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Policy is not (TrustedLocal or WithKey))
            yield return new ValidationResult($"Site:Policy must be {TrustedLocal} or {WithKey}, but is '{Policy}'.");
        foreach (var origin in Origins.Where(origin => !IsOrigin(origin)))
            yield return new ValidationResult($"Site:Origins holds '{origin}'; it must be such as https://www.example.vn.");
        if (Policy == TrustedLocal && validationContext.IsProduction())
            yield return new ValidationResult(
                $"Site:Policy {TrustedLocal} is not allowed in Production: "
                    + $"behind a proxy every reader would be the site. Set {WithKey} and Site:ApiKey."
            );
    }

    /// <summary>Scheme, host in ASCII and lower case, and a port that is not the scheme's own.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && text.All(char.IsAscii)
        && uri.GetLeftPart(UriPartial.Authority) == text;
}
