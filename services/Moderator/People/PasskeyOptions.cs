using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Moderation.Moderator.People;

/// <summary>
/// From the section <c>Passkeys</c>: where the console is opened. A passkey belongs to a domain and works nowhere else.
/// </summary>
public sealed record PasskeyOptions : IValidatableObject
{
    private const string Loopback = "localhost";

    /// <summary>
    /// Of the passkeys: the host of the addresses, or what their hosts end with. That of the first address unless told otherwise.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>
    /// The console's addresses, such as <c>https://moderation.example.vn</c>. Without any there are no passkeys, but in
    /// Development on <c>localhost</c>.
    /// </summary>
    public IReadOnlyList<Uri> Origins { get; init; } = [];

    /// <summary>Set where nothing is configured in Development: any port of <c>localhost</c> is the console.</summary>
    internal bool IsLoopback { get; init; }

    private Uri? First => Origins is [var first, ..] ? first : null;

    /// <summary>Null when there are no passkeys.</summary>
    internal string? EffectiveDomain => IsLoopback ? Loopback : Domain ?? First?.Host;

    internal bool IsOwn(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var asked)
        && (
            IsLoopback
                ? asked is { Scheme: "http" or "https", Host: Loopback }
                : Origins.Any(own => own.GetLeftPart(UriPartial.Authority) == asked.GetLeftPart(UriPartial.Authority))
        );

    /// <summary>Whether a page that was opened at this host can use them.</summary>
    internal bool IsHere(HostString host) =>
        IsLoopback ? host.Host == Loopback : Origins.Any(own => own.Host == host.Host);

    /// <summary>Where a page that was opened elsewhere can use them; null when there are none.</summary>
    internal string? AddressFor(HostString host) =>
        IsLoopback ? $"http://{new HostString(Loopback, host.Port ?? 80)}" : First?.GetLeftPart(UriPartial.Authority);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var section = validationContext.DisplayName;
        for (var i = 0; i < Origins.Count; i++)
        {
            var (key, origin) = ($"{section}:{nameof(Origins)}:{i}", Origins[i]);
            if (!origin.IsAbsoluteUri || IPAddress.TryParse(origin.Host.Trim('[', ']'), out _))
                yield return new ValidationResult($"{key} must be an address with a name: passkeys know no IP addresses.");
            else if (origin.Scheme != Uri.UriSchemeHttps && origin.Host != Loopback)
                yield return new ValidationResult($"{key} must begin with https://, or browsers offer no passkeys.");
            else if (Domain is not null && origin.Host != Domain && !origin.Host.EndsWith("." + Domain, StringComparison.Ordinal))
                yield return new ValidationResult($"{section}:{nameof(Domain)} must be the host of {key} or what it ends with.");
        }
        if (Domain is not null && Origins.Count == 0)
            yield return new ValidationResult(
                $"{section}:{nameof(Domain)} needs {section}:{nameof(Origins)}:0, the console's address."
            );
    }
}
