using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Moderation.Intake.Mail;

namespace Moderation.Intake.Push;

/// <summary>What a browser shows. No text of a comment is in it: the service that brings it is nobody's here.</summary>
/// <param name="Title">In bold.</param>
/// <param name="Body">Beneath.</param>
/// <param name="Url">Where a click leads.</param>
/// <param name="Tag">One takes the place of another with the same.</param>
public sealed record PushNotice(string Title, string Body, Uri Url, Guid Tag);

/// <summary>Hands notices to push services, encrypted for the browser (RFC 8291) and signed (RFC 8292).</summary>
public sealed class PushSender(PushOptions options, IHttpClientFactory clients) : IDisposable
{
    internal const string Client = "push";

    /// <summary>How long a push service keeps what is for a browser that is not running.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private readonly VapidAuthentication? _authentication = options.IsOn
        ? new VapidAuthentication(
            Base64Url.EncodeToString(options.PublicKey()),
            Base64Url.EncodeToString(Convert.FromBase64String(options.Key))
        )
        {
            Subject = options.Contact,
        }
        : null;

    public async Task<Sent> SendAsync(PushTarget target, PushNotice notice)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(notice);
        var browser = new PushSubscription { Endpoint = target.Endpoint };
        browser.SetKey(PushEncryptionKeyName.P256DH, target.P256dh);
        browser.SetKey(PushEncryptionKeyName.Auth, target.Auth);
        var message = new PushMessage(JsonSerializer.Serialize(notice, JsonSerializerOptions.Web))
        {
            TimeToLive = (int)Lifetime.TotalSeconds,
            Topic = notice.Tag.ToString("n"),
        };
        using var http = clients.CreateClient(Client);
        var client = new PushServiceClient(http) { DefaultAuthentication = _authentication, AutoRetryAfter = false };
        try
        {
            await client.RequestPushMessageDeliveryAsync(browser, message);
            return new Sent.Accepted();
        }
        catch (PushServiceClientException refused)
        {
            return refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
                ? new Sent.Refused($"the push service knows no such browser: {(int)refused.StatusCode}")
                : new Sent.Failed($"the push service answers {(int)refused.StatusCode}");
        }
        catch (OperationCanceledException)
        {
            return new Sent.Failed("the push service does not answer in time");
        }
        catch (HttpRequestException fault)
        {
            return new Sent.Failed($"the push service cannot be reached: {fault.HttpRequestError}");
        }
    }

    public void Dispose() => _authentication?.Dispose();
}
