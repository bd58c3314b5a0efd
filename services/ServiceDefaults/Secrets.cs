using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Moderation.ServiceDefaults;

/// <summary>
/// A secret text of <see cref="ServiceOptions"/>: a key, or an address or connection string with a password in it. In Production
/// it must be long, look random and be no sample, however it is written. It is never part of what is said of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public class SecretAttribute : ValidationAttribute
{
    private const int MinLength = 16;

    /// <returns>
    /// What may serve one purpose alone, in a form that can be compared; null when there is nothing secret in it.
    /// </returns>
    public virtual string? CoreOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Login.Of(secret) is { } login ? login.Password : secret;
    }

    /// <returns>What the secret must be instead, or null.</returns>
    protected virtual string? FaultOf(string secret, bool production)
    {
        if (!production)
            return null;
        if (Samples.IsOne(secret))
            return "holds a sample value. In Production it must be a secret of your own.";
        return
            CoreOf(secret) is { } core
            && (core.Length < MinLength || !Randomness.Looks(Encoding.UTF8.GetBytes(core), least: 8))
            ? $"can be guessed. In Production it needs {MinLength} random characters or more, such as "
                + "`head -c 32 /dev/urandom | base64` prints."
            : null;
    }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return value is string { Length: > 0 } secret && FaultOf(secret, validationContext.IsProduction()) is { } fault
            ? new ValidationResult($"{validationContext.DisplayName} {fault}")
            : ValidationResult.Success;
    }
}

/// <summary>A key of 32 random bytes in base64.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RandomKeyAttribute : SecretAttribute
{
    private const int Bytes = 32;

    public override string? CoreOf(string secret) => Parse(secret) is { } key ? Convert.ToBase64String(key) : null;

    protected override string? FaultOf(string secret, bool production) =>
        Parse(secret) is not { } key
            ? $"must be {Bytes} random bytes in base64, such as `head -c {Bytes} /dev/urandom | base64` prints."
        : production && !Randomness.Looks(key) ? $"looks like a sample. In Production it must be {Bytes} random bytes in base64."
        : null;

    private static byte[]? Parse(string secret)
    {
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, key, out var written) && written == Bytes ? key[..written] : null;
    }
}

/// <summary>
/// A secret of webhooks as Standard Webhooks 1.0.0 writes it: <c>whsec_</c> and 24 to 64 random bytes in base64.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WebhookSecretAttribute : SecretAttribute
{
    private const string Prefix = "whsec_";

    /// <returns>The bytes, or null when the text is not such a secret.</returns>
    public static byte[]? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[text.Length];
        return
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var written)
            && written is >= 24 and <= 64
            ? bytes[..written]
            : null;
    }

    public override string? CoreOf(string secret) => Parse(secret) is { } key ? Convert.ToBase64String(key) : null;

    protected override string? FaultOf(string secret, bool production) =>
        Parse(secret) is not { } bytes
            ? "must be whsec_ and 24 to 64 random bytes in base64, "
                + "such as `echo whsec_$(head -c 32 /dev/urandom | base64)` prints."
        : production && !Randomness.Looks(bytes) ? "looks like a sample. In Production it must hold random bytes."
        : null;
}
