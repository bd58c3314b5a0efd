using System.ComponentModel.DataAnnotations;

namespace Moderation.ServiceDefaults;

/// <summary>
/// A secret text of <see cref="ServiceOptions"/>. In Production it must not be a sample. It is never part of what is said of it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public class SecretAttribute : ValidationAttribute
{
    private static readonly string[] SampleWords =
    [
        "guest:guest@",
        "changeme",
        "change-me",
        "password=postgres",
        "example",
        "sample",
    ];

    /// <returns>What the secret must be instead, or null.</returns>
    protected virtual string? FaultOf(string secret, bool production) =>
        production && SampleWords.Any(word => secret.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? "holds a sample value. In Production it must be a secret of your own."
            : null;

    /// <summary>Whether they can be the product of a random generator: samples repeat few bytes.</summary>
    protected static bool LookRandom(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Distinct().Count() >= bytes.Length / 4;
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

    protected override string? FaultOf(string secret, bool production)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var key = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret, key, out var written) || written != Bytes)
            return $"must be {Bytes} random bytes in base64, such as `head -c {Bytes} /dev/urandom | base64` prints.";
        return production && !LookRandom(key[..written])
            ? $"looks like a sample. In Production it must be {Bytes} random bytes in base64."
            : base.FaultOf(secret, production);
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

    protected override string? FaultOf(string secret, bool production) =>
        Parse(secret) is not { } bytes
            ? "must be whsec_ and 24 to 64 random bytes in base64, "
                + "such as `echo whsec_$(head -c 32 /dev/urandom | base64)` prints."
        : production && !LookRandom(bytes) ? "looks like a sample. In Production it must hold random bytes."
        : base.FaultOf(secret, production);
}
