using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Push;

/// <summary>
/// The configuration section <c>Push</c>: notices that browsers show. Without its key no reader is offered any.
/// </summary>
public sealed class PushOptions : IValidatableObject
{
    private static readonly string[] KnownServices =
    [
        "fcm.googleapis.com",
        "updates.push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ];

    /// <summary>The private key (P-256) that tells push services who sends; the public one follows from it.</summary>
    [RandomKey]
    public string Key { get; set; } = "";

    /// <summary>Whom push services write to when something is wrong: <c>mailto:</c> or <c>https:</c>.</summary>
    public string Contact { get; set; } = "";

    /// <summary>
    /// The hosts to which anything is sent, for browsers name them; one that begins with a dot stands for all below it. Those of
    /// the common browsers unless there are any.
    /// </summary>
    public IReadOnlyList<string> Services { get; set; } = [];

    public bool IsOn => Key.Length > 0;

    /// <summary>The point as browsers want it: 65 bytes.</summary>
    public byte[] PublicKey()
    {
        using var key = ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromBase64String(Key) }
        );
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }

    public bool Knows(string host) =>
        (Services.Count > 0 ? Services : KnownServices).Any(service =>
            service.StartsWith('.')
                ? host.EndsWith(service, StringComparison.OrdinalIgnoreCase)
                : host.Equals(service, StringComparison.OrdinalIgnoreCase)
        );

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (
            IsOn
            && !(
                Uri.TryCreate(Contact, UriKind.Absolute, out var contact)
                && contact.Scheme is "mailto" or "https"
                && Contact.All(c => c is > ' ' and <= '~' and not '"' and not '\\')
            )
        )
            yield return new ValidationResult("Push:Contact must begin with mailto: or https://, such as mailto:kythuat@bao.vn.");
        if (Services.Any(service => Uri.CheckHostName(service.TrimStart('.')) == UriHostNameType.Unknown))
            yield return new ValidationResult("Push:Services must be hosts, such as push.example.vn or .push.example.vn.");
    }
}
