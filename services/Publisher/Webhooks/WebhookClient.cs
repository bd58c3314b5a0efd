using System.Globalization;
using System.Net.Http.Headers;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Moderation.Publisher.Webhooks;

/// <summary>Makes one attempt: signs, posts, and says how it went. Never throws.</summary>
internal sealed class WebhookClient(IHttpClientFactory clients, WebhooksOptions options, TimeProvider time)
{
    /// <summary>The clients for public addresses alone, and for those of one's own network as well.</summary>
    public const string Outside = "webhooks";
    public const string Inside = "webhooks-inside";

    /// <summary>Each endpoint has a circuit of its own.</summary>
    public static readonly HttpRequestOptionsKey<string> EndpointName = new("endpoint");

    /// <summary>While a circuit is open it is looked at this often, so that little time is lost when it closes.</summary>
    private static readonly TimeSpan CircuitPause = TimeSpan.FromSeconds(5);

    /// <param name="endpoint">Where to.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="message">What it says.</param>
    public async Task<Attempt> SendAsync(WebhookEndpoint endpoint, Guid id, WebhookMessage message)
    {
        var start = time.GetTimestamp();
        try
        {
            using var request = Sign(endpoint, id, message);
            using var response = await clients
                .CreateClient(endpoint.AllowPrivateAddresses ? Inside : Outside)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            return new Attempt((int)response.StatusCode, null, Wait(response.Headers.RetryAfter), time.GetElapsedTime(start));
        }
        catch (BrokenCircuitException exception)
        {
            var pause = exception.RetryAfter is { } rest && rest < CircuitPause ? rest : CircuitPause;
            return new Attempt(null, Attempt.CircuitOpen, pause, time.GetElapsedTime(start));
        }
        catch (Exception exception)
        {
            return new Attempt(null, Kind(exception), null, time.GetElapsedTime(start));
        }
    }

    private HttpRequestMessage Sign(WebhookEndpoint endpoint, Guid webhookId, WebhookMessage message)
    {
        var (now, id) = (time.GetUtcNow(), webhookId.ToString());
        var (body, contentType) = message.Write(endpoint.Format, webhookId, options.Source);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = contentType;
        request.Options.Set(EndpointName, endpoint.Name);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Moderation", "1.0"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Sign(id, now, body, endpoint.Secrets));
        return request;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - time.GetUtcNow());

    private static string Kind(Exception exception) =>
        exception switch
        {
            TimeoutRejectedException or OperationCanceledException => "timeout",
            { InnerException: AddressRefusedException } => "address-refused",
            _ => "connection",
        };
}
