using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

/// <summary>Sites and keys as the console makes them.</summary>
public class SitesApiTests(IntakeUnderTest intake)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_is_made_its_keys_serve_at_once_and_a_revoked_one_no_more()
    {
        var name = NewName();
        var origin = $"https://{name}.example";
        Assert.Equal(204, (await AskAsync(HttpMethod.Post, "", new { name, origins = new[] { origin, origin } })).Status);
        Assert.Equal(
            (409, "site-exists"),
            Told(await AskAsync(HttpMethod.Post, "", new { name, origins = Array.Empty<string>() }))
        );
        var old = await KeyAsync(name);
        var young = await KeyAsync(name);
        Assert.Equal((409, "two-keys-already"), Told(await AskAsync(HttpMethod.Post, $"/{name}/keys")));
        await Eventually.IsTrueAsync("the key serves", async () => await SendAsync(old.Key) == 202);

        var listed = await FindAsync(name);
        Assert.Equal([origin], listed.GetProperty("origins").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(
            [old.Id, young.Id],
            listed.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("id").GetGuid())
        );
        Assert.DoesNotContain(old.Key, listed.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(old.Secret, listed.GetRawText(), StringComparison.Ordinal);

        var other = NewName();
        Assert.Equal(204, (await AskAsync(HttpMethod.Post, "", new { name = other, origins = Array.Empty<string>() })).Status);
        Assert.Equal((404, "no-such-key"), Told(await AskAsync(HttpMethod.Delete, $"/{other}/keys/{old.Id}")));
        Assert.Equal(204, (await AskAsync(HttpMethod.Delete, $"/{name}/keys/{old.Id}")).Status);
        Assert.Equal((404, "no-such-key"), Told(await AskAsync(HttpMethod.Delete, $"/{name}/keys/{old.Id}")));
        await Eventually.IsTrueAsync("the revoked key is refused", async () => await SendAsync(old.Key) == 403);
        Assert.Equal(202, await SendAsync(young.Key));

        Assert.Equal(204, (await AskAsync(HttpMethod.Put, $"/{name}/signing", new { signs = true })).Status);
        await Eventually.IsTrueAsync("the key alone is refused", async () => await SendAsync(young.Key) == 403);
        Assert.Equal(204, (await AskAsync(HttpMethod.Put, $"/{name}/signing", new { signs = false })).Status);
        await Eventually.IsTrueAsync("the key is taken again", async () => await SendAsync(young.Key) == 202);
    }

    [Fact]
    public async Task An_origin_is_of_one_site_also_when_twenty_take_it_at_once()
    {
        var origin = $"https://{NewName()}.example";
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => AskAsync(HttpMethod.Post, "", new { name = NewName(), origins = new[] { origin } }))
        );
        Assert.Single(made, answer => answer.Status == 204);
        Assert.Equal(19, made.Count(answer => Told(answer) == (409, "origin-taken")));
        var late = NewName();
        Assert.Equal(204, (await AskAsync(HttpMethod.Post, "", new { name = late, origins = Array.Empty<string>() })).Status);
        var answer = await AskAsync(HttpMethod.Put, $"/{late}/origins", new { origins = new[] { origin } });
        Assert.Equal((409, "origin-taken"), Told(answer));
    }

    [Fact]
    public async Task The_key_that_vouches_for_readers_is_a_public_one_and_can_be_taken_away()
    {
        var name = NewName();
        await AskAsync(HttpMethod.Post, "", new { name, origins = Array.Empty<string>() });
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var wrong in new[] { "", "abc", ecdsa.ExportPkcs8PrivateKeyPem(), "\0" + ecdsa.ExportSubjectPublicKeyInfoPem() })
            Assert.Equal(
                (400, "invalid-fields"),
                Told(await AskAsync(HttpMethod.Put, $"/{name}/reader-key", new { readerKey = wrong }))
            );
        var pem = ecdsa.ExportSubjectPublicKeyInfoPem();
        Assert.Equal(204, (await AskAsync(HttpMethod.Put, $"/{name}/reader-key", new { readerKey = pem })).Status);
        Assert.Equal(pem, (await FindAsync(name)).GetProperty("readerKey").GetString());
        Assert.Equal(204, (await AskAsync(HttpMethod.Put, $"/{name}/reader-key", new { readerKey = (string?)null })).Status);
        Assert.Equal(JsonValueKind.Null, (await FindAsync(name)).GetProperty("readerKey").ValueKind);
    }

    [Theory]
    [InlineData("Tên", "https://a.example", "name")]
    [InlineData("", "https://a.example", "name")]
    [InlineData("ten", "a.example", "origins")]
    [InlineData("ten", "https://a.example/duong", "origins")]
    [InlineData("ten", "*", "origins")]
    [InlineData("ten", "https://a.example\0", "origins")]
    public async Task What_no_browser_sends_is_refused_by_field(string name, string origin, string field)
    {
        var answer = await AskAsync(HttpMethod.Post, "", new { name, origins = new[] { origin } });
        Assert.Equal((400, "invalid-fields"), Told(answer));
        Assert.True(answer.Body!.Value.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("PUT", "/khong-co-trang-nay/origins")]
    [InlineData("PUT", "/khong-co-trang-nay/signing")]
    [InlineData("PUT", "/khong-co-trang-nay/reader-key")]
    [InlineData("POST", "/khong-co-trang-nay/keys")]
    public async Task An_unknown_site_is_told(string method, string path)
    {
        object? body = path.EndsWith("origins", StringComparison.Ordinal) ? new { origins = Array.Empty<string>() }
            : path.EndsWith("signing", StringComparison.Ordinal) ? new { signs = true }
            : path.EndsWith("reader-key", StringComparison.Ordinal) ? new { readerKey = (string?)null }
            : null;
        Assert.Equal((404, "no-such-site"), Told(await AskAsync(new HttpMethod(method), path, body)));
    }

    [Fact]
    public async Task Without_the_key_of_operation_nothing_is_told_or_done()
    {
        var name = NewName();
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Post, $"/{name}/keys") })
        {
            var answer = await AskAsync(
                method,
                path,
                method == HttpMethod.Get ? null : new { name, origins = Array.Empty<string>() },
                key: Convert.ToBase64String(new byte[32])
            );
            Assert.Equal((401, "operation-key-required"), Told(answer));
        }
    }

    private static string NewName() => $"trang-{Guid.CreateVersion7():n}";

    private static (int, string?) Told((int Status, JsonElement? Body) answer) =>
        (answer.Status, answer.Body?.GetProperty("code").GetString());

    private async Task<(Guid Id, string Key, string Secret)> KeyAsync(string name)
    {
        var (status, body) = await AskAsync(HttpMethod.Post, $"/{name}/keys");
        Assert.Equal(200, status);
        var made = body!.Value;
        Assert.StartsWith("whsec_", made.GetProperty("signingSecret").GetString(), StringComparison.Ordinal);
        return (
            made.GetProperty("id").GetGuid(),
            made.GetProperty("key").GetString()!,
            made.GetProperty("signingSecret").GetString()!
        );
    }

    private async Task<JsonElement> FindAsync(string name) =>
        (await AskAsync(HttpMethod.Get, "")).Body!.Value.EnumerateArray().Single(site =>
            site.GetProperty("name").GetString() == name
        );

    /// <summary>Of a comment that only a site's server may send.</summary>
    private async Task<int> SendAsync(string key) =>
        (await IntakeUnderTest.SendAsync(intake.Public, Comments.With("article.headline", "Cầu mới"), apiKey: key)).Status;

    private async Task<(int Status, JsonElement? Body)> AskAsync(
        HttpMethod method,
        string path,
        object? body = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, "operation/sites" + path)
        {
            Content = body is null ? null : JsonContent.Create(body),
            Headers = { { "X-Operation-Key", key ?? IntakeUnderTest.OperationKey } },
        };
        using var response = await intake.Public.SendAsync(request, Cancellation);
        return (
            (int)response.StatusCode,
            response.StatusCode == HttpStatusCode.NoContent
                ? null
                : await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)
        );
    }
}
