namespace Moderation.Publisher.Webhooks;

/// <summary>A shared secret as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 random bytes in base64.</summary>
public static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int MinBytes = 24,
        MaxBytes = 64;

    /// <returns>The bytes, or null when the text is not such a secret.</returns>
    public static byte[]? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[text.Length];
        return
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var written)
            && written is >= MinBytes and <= MaxBytes
            ? bytes[..written]
            : null;
    }

    /// <summary>Whether it can be the product of a random generator: samples repeat few bytes.</summary>
    public static bool LooksRandom(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Distinct().Count() >= secret.Length / 4;
    }
}
