using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>Verifies webhooks, see <see cref="SignedRequest"/>.</summary>
public sealed class WebhookSignature(WebhookOptions options, TimeProvider time)
{
    private readonly byte[] _secret = WebhookSecretAttribute.Parse(options.Secret)!;

    /// <inheritdoc cref="SignedRequest.IsFresh"/>
    public bool IsFresh(string timestamp) => SignedRequest.IsFresh(timestamp, time.GetUtcNow());

    /// <inheritdoc cref="SignedRequest.IsGenuine"/>
    public bool IsGenuine(string id, string timestamp, string signatures, ReadOnlySpan<byte> body) =>
        SignedRequest.IsGenuine(_secret, id, timestamp, signatures, body);
}
