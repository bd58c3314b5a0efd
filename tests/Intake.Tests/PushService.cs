using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>
/// A push service on this machine (RFC 8030), with browsers that have keys of their own. It takes what is signed as RFC 8292
/// wants, and opens what is encrypted as RFC 8291 does. A browser may refuse what it is sent first.
/// </summary>
public sealed class PushService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, PushBrowser> _browsers = new(StringComparer.Ordinal);
    private readonly string _contact;

    private PushService(WebApplication app, string contact) => (_app, _contact) = (app, contact);

    public string Url => _app.Urls.Single();

    /// <param name="contact">Whom senders must say that it may write to.</param>
    public static async Task<PushService> StartAsync(string contact)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new PushService(builder.Build(), contact);
        service._app.MapPost("/push/{name}", service.TakeAsync);
        await service._app.StartAsync();
        return service;
    }

    /// <param name="publicKey">Who may send to it, in base64url.</param>
    /// <param name="refusal">How it answers the first time.</param>
    public PushBrowser Subscribe(string publicKey, int? refusal = null)
    {
        var name = Guid.CreateVersion7().ToString("n");
        return _browsers[name] = new PushBrowser($"{Url}/push/{name}", publicKey, _contact, refusal);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string name, HttpRequest request)
    {
        if (!_browsers.TryGetValue(name, out var browser))
            return TypedResults.NotFound();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return TypedResults.StatusCode(browser.Take(request, body.ToArray(), Url));
    }
}

/// <summary>One browser's subscription, with what it was sent.</summary>
public sealed class PushBrowser(string endpoint, string publicKey, string contact, int? refusal)
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);
    private readonly ConcurrentQueue<JsonElement> _notices = new();
    private int _attempts;

    public string Endpoint => endpoint;

    public int Attempts => _attempts;

    public IReadOnlyList<JsonElement> Notices => [.. _notices];

    /// <summary>As the page's script sends it.</summary>
    public object Subscription =>
        new { endpoint, keys = new { p256dh = Base64Url.EncodeToString(Public), auth = Base64Url.EncodeToString(_auth) } };

    private byte[] Public => PointOf(_key.ExportParameters(includePrivateParameters: false).Q);

    public Task<IReadOnlyList<JsonElement>> ReceivedAsync(int count) =>
        Eventually.FindAsync<IReadOnlyList<JsonElement>>(
            $"the browser shows {count}",
            () => Task.FromResult(Notices.Count >= count ? Notices : null)
        );

    /// <returns>The status.</returns>
    internal int Take(HttpRequest request, byte[] body, string url)
    {
        if (Interlocked.Increment(ref _attempts) == 1 && refusal is { } status)
            return status;
        if (!IsSigned(request.Headers.Authorization.ToString(), new Uri(url)))
            return 403;
        if (request.Headers.ContentEncoding != "aes128gcm" || !int.TryParse(request.Headers["TTL"], out _))
            return 400;
        _notices.Enqueue(JsonDocument.Parse(Open(body)).RootElement);
        return 201;
    }

    private bool IsSigned(string header, Uri url)
    {
        var parts = header.Replace("vapid ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries);
        var (token, key) = (parts[0][2..], parts[1][2..]);
        Assert.Equal(publicKey, key);
        var point = Base64Url.DecodeFromChars(key);
        using var signer = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33], Y = point[33..] },
            }
        );
        var cut = token.LastIndexOf('.');
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
        return header.StartsWith("vapid ", StringComparison.Ordinal)
            && claims.GetProperty("aud").GetString()!.StartsWith($"{url.Scheme}://{url.Host}", StringComparison.Ordinal)
            && claims.GetProperty("sub").GetString() == contact
            && claims.GetProperty("exp").GetInt64() < TimeProvider.System.GetUtcNow().AddHours(24).ToUnixTimeSeconds()
            && signer.VerifyData(
                Encoding.ASCII.GetBytes(token, 0, cut),
                Base64Url.DecodeFromChars(token.AsSpan(cut + 1)),
                HashAlgorithmName.SHA256
            );
    }

    /// <summary>RFC 8188: salt, size of records, the sender's key of this message; then one record.</summary>
    private byte[] Open(byte[] body)
    {
        var (salt, sender, record) = (body[..16], body[21..(21 + body[20])], body[(21 + body[20])..]);
        using var other = ECDiffieHellman.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = sender[1..33], Y = sender[33..] },
            }
        );
        var shared = _key.DeriveRawSecretAgreement(other.PublicKey);
        byte[] info = [.. "WebPush: info\0"u8, .. Public, .. sender];
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, _auth, info);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());
        var plain = new byte[record.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, record.AsSpan(..^16), record.AsSpan(^16..), plain);
        return plain[..Array.LastIndexOf(plain, (byte)2)];
    }

    private static byte[] PointOf(ECPoint point) => [0x04, .. point.X!, .. point.Y!];
}
