using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.People;

/// <summary>Passkeys: adding and removing one's own, signing in with them, and what is refused.</summary>
public sealed class PasskeyTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_passkey_signs_in_alone_and_with_it_the_password_alone_does_not()
    {
        var name = Make.Unique("Người có passkey");
        using var client = await SignedInAsync(name);
        using var elsewhere = await SignedInAsync(name, isNew: false);
        using var phone = Authenticator(client);
        using var key = Authenticator(client);

        using var added = await AddAsync(client, phone, "Điện thoại của tôi");
        var answer = await added.JsonAsync();
        Assert.Equal(10, answer.GetProperty("recoveryCodes").GetArrayLength());
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/session")).StatusCode);
        using var second = await AddAsync(client, key, "Khóa ở bàn");
        Assert.Equal(0, (await second.JsonAsync()).GetProperty("recoveryCodes").GetArrayLength());

        using var browser = Browser();
        using var byPassword = await PasswordAsync(name, null);
        using var byCode = await PasswordAsync(name, answer.GetProperty("recoveryCodes")[0].GetString());
        using var byPhone = await SignInAsync(browser, phone);
        using var byKey = await SignInAsync(browser, key);

        Assert.Equal(("code-required", HttpStatusCode.OK), (await byPassword.CodeAsync(), byCode.StatusCode));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byPhone.StatusCode, byKey.StatusCode));
        Assert.Equal(name, (await browser.ReadAsync("/api/session")).GetProperty("name").GetString());
        var factor = await browser.ReadAsync("/api/me/second-factor");
        Assert.True(factor.GetProperty("isOn").GetBoolean());
        Assert.False(factor.GetProperty("hasApp").GetBoolean());
        var listed = (await client.ReadAsync("/api/me/passkeys")).GetProperty("passkeys").EnumerateArray().ToList();
        Assert.Equal(["Điện thoại của tôi", "Khóa ở bàn"], listed.Select(one => one.GetProperty("name").GetString()));
        Assert.All(listed, one => Assert.Equal(JsonValueKind.String, one.GetProperty("usedAt").ValueKind));
    }

    [Theory]
    [InlineData("origin", "passkey-refused")]
    [InlineData("domain", "passkey-refused")]
    [InlineData("frame", "passkey-refused")]
    [InlineData("challenge", "passkey-refused")]
    [InlineData("unverified", "passkey-refused")]
    [InlineData("forged", "passkey-refused")]
    [InlineData("counter", "passkey-refused")]
    [InlineData("user", "passkey-refused")]
    [InlineData("credential", "passkey-refused")]
    [InlineData("unknown", "passkey-refused")]
    [InlineData("name", "passkey-refused")]
    [InlineData("disabled", "passkey-refused")]
    [InlineData("replayed", "passkey-expired")]
    [InlineData("browser", "passkey-expired")]
    [InlineData("unasked", "passkey-expired")]
    [InlineData("old", "passkey-expired")]
    public async Task What_is_not_right_signs_nobody_in(string wrong, string code)
    {
        var (name, other) = (Make.Unique("Người bị giả passkey"), Make.Unique("Người khác có passkey"));
        using var client = await SignedInAsync(name);
        using var colleague = await SignedInAsync(other);
        using var own = Authenticator(client);
        using var theirs = Authenticator(colleague);
        (await AddAsync(client, own)).Dispose();
        (await AddAsync(colleague, theirs)).Dispose();
        using var browser = Browser();
        using var another = Browser();
        (await SignInAsync(browser, own)).Dispose();
        var (used, options) = (own, await OptionsAsync(browser));
        string? asName = null;
        switch (wrong)
        {
            case "origin":
                own.Origin = "https://localhost.example.com";
                break;
            case "domain":
                own.Domain = "example.com";
                break;
            case "frame":
                own.CrossOrigin = true;
                break;
            case "challenge":
                own.Challenge = RandomNumberGenerator.GetBytes(32);
                break;
            case "unverified":
                own.VerifiesUser = false;
                break;
            case "forged":
                own.Forges = true;
                break;
            case "counter":
                own.Count = 0;
                break;
            case "user":
                own.User = await IdOfAsync(other);
                break;
            case "credential":
                // The own key, under the id of the colleague's passkey and as the colleague.
                used = new SoftAuthenticator
                {
                    Origin = own.Origin,
                    CredentialId = theirs.CredentialId,
                    User = await IdOfAsync(other),
                };
                break;
            case "unknown":
                used = new SoftAuthenticator { Origin = own.Origin, User = await IdOfAsync(name) };
                break;
            case "name":
                asName = other;
                break;
            case "disabled":
                await moderator.ExecuteAsync("UPDATE moderators SET status = 'disabled' WHERE name = @name", new { name });
                break;
            case "old":
                // The state may write what is not a letter or a digit in another way.
                var challenge = options.GetProperty("challenge").GetString()!.Replace('-', '%').Replace('_', '%');
                await moderator.ExecuteAsync(
                    "UPDATE passkey_challenges SET created_at = created_at - interval '6 minutes' WHERE state LIKE @Challenge",
                    new { Challenge = $"%{challenge}%" }
                );
                break;
        }
        var credential = used.Get(options);
        if (wrong == "replayed")
            (await PostAsync(browser, credential)).Dispose();

        using var refused = await PostAsync(wrong is "browser" or "unasked" ? another : browser, credential, asName);

        Assert.Equal(code, await refused.CodeAsync());
        Assert.False(refused.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(IsSession));
    }

    [Fact]
    public async Task One_answer_that_is_sent_many_times_at_once_begins_one_session()
    {
        using var client = await SignedInAsync(Make.Unique("Người gửi nhiều lần"));
        using var own = Authenticator(client);
        (await AddAsync(client, own)).Dispose();
        using var browser = Browser();
        var credential = own.Get(await OptionsAsync(browser));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(browser, credential)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("origin", "passkey-refused")]
    [InlineData("challenge", "passkey-refused")]
    [InlineData("unverified", "passkey-refused")]
    [InlineData("taken", "passkey-refused")]
    [InlineData("session", "passkey-expired")]
    [InlineData("replayed", "passkey-expired")]
    [InlineData("blank", "invalid-passkey")]
    public async Task What_is_not_right_is_not_added(string wrong, string code)
    {
        using var client = await SignedInAsync(Make.Unique("Người thêm passkey sai"));
        using var colleague = await SignedInAsync(Make.Unique("Đồng nghiệp đã có passkey"));
        using var theirs = Authenticator(colleague);
        (await AddAsync(colleague, theirs)).Dispose();
        using var own = wrong == "taken"
            ? new SoftAuthenticator { Origin = theirs.Origin, CredentialId = theirs.CredentialId }
            : Authenticator(client);
        switch (wrong)
        {
            case "origin":
                own.Origin = "https://localhost.example.com";
                break;
            case "challenge":
                own.Challenge = RandomNumberGenerator.GetBytes(32);
                break;
            case "unverified":
                own.VerifiesUser = false;
                break;
        }
        var credential = own.Create(await CreationAsync(wrong == "session" ? colleague : client));
        var name = wrong == "blank" ? "\u3164" : "Điện thoại";
        if (wrong == "replayed")
            await RenewTokenAsync(client, await client.PostAsJsonAsync("/api/me/passkeys", new { name, credential }));

        using var refused = await client.PostAsJsonAsync("/api/me/passkeys", new { name, credential });

        Assert.Equal(code, await refused.CodeAsync());
        var count = (await client.ReadAsync("/api/me/passkeys")).GetProperty("passkeys").GetArrayLength();
        Assert.Equal(wrong == "replayed" ? 1 : 0, count);
    }

    [Fact]
    public async Task It_is_removed_with_the_password_or_reset_by_an_administrator_and_the_log_tells()
    {
        var name = Make.Unique("Người gỡ passkey");
        using var administrator = await moderator.SignedInAsync(Make.Unique("Quản trị gỡ passkey"), Role.Administrator);
        using var client = await SignedInAsync(name);
        using var own = Authenticator(client);
        using var again = Authenticator(client);
        using var wrongPassword = await client.PostAsJsonAsync("/api/me/passkeys/options", new { password = "không phải" });
        (await AddAsync(client, own)).Dispose();
        var id = (await client.ReadAsync("/api/me/passkeys")).GetProperty("passkeys")[0].GetProperty("id").GetGuid();

        using var foreign = await administrator.PostAsJsonAsync(
            $"/api/me/passkeys/{id}/remove",
            new { password = ModeratorFixture.Password }
        );
        using var guessed = await client.PostAsJsonAsync($"/api/me/passkeys/{id}/remove", new { password = "không phải" });
        using var removed = await client.PostAsJsonAsync(
            $"/api/me/passkeys/{id}/remove",
            new { password = ModeratorFixture.Password }
        );
        await RenewTokenAsync(client, removed);
        using var browser = Browser();
        using var gone = await SignInAsync(browser, own);
        using var alone = await PasswordAsync(name, null);
        (await AddAsync(client, again)).Dispose();
        using var reset = await administrator.PostAsync($"/api/people/{await IdOfAsync(name)}/second-factor/reset", null);
        using var goneToo = await SignInAsync(browser, again);

        Assert.Equal(("invalid-password", "not-found"), (await wrongPassword.CodeAsync(), await foreign.CodeAsync()));
        Assert.Equal(("invalid-password", HttpStatusCode.OK), (await guessed.CodeAsync(), removed.StatusCode));
        Assert.Equal(("passkey-refused", HttpStatusCode.OK), (await gone.CodeAsync(), alone.StatusCode));
        Assert.Equal((HttpStatusCode.OK, "passkey-refused"), (reset.StatusCode, await goneToo.CodeAsync()));
        Assert.Equal(
            "added passkeyAdded passkeyRemoved passkeyAdded secondFactorReset",
            await moderator.ReadAsync<string>(
                "SELECT string_agg(kind, ' ' ORDER BY id) FROM account_changes WHERE moderator_id = @Id::uuid",
                new { Id = await IdOfAsync(name) }
            )
        );
    }

    [Fact]
    public async Task At_an_ip_address_it_says_where_passkeys_work()
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người mở bằng IP"));
        using var stranger = moderator.Service.Client();

        using var signingIn = await stranger.PostAsync("/api/session/passkey/options", null);
        var own = (await client.ReadAsync("/api/me/passkeys")).GetProperty("notHere");

        Assert.Equal("passkeys-elsewhere", await signingIn.CodeAsync());
        Assert.Contains(
            $"http://localhost:{stranger.BaseAddress!.Port}",
            own.GetProperty("vi").GetString(),
            StringComparison.Ordinal
        );
    }

    /// <summary>The name under which passkeys work in Development; the socket is that of the address.</summary>
    private HttpClient Browser()
    {
        var client = moderator.Service.Client();
        client.DefaultRequestHeaders.Host = $"localhost:{client.BaseAddress!.Port}";
        return client;
    }

    private static SoftAuthenticator Authenticator(HttpClient client) =>
        new() { Origin = $"http://{client.DefaultRequestHeaders.Host}" };

    private async Task<HttpClient> SignedInAsync(string name, bool isNew = true)
    {
        if (isNew)
            (await moderator.SignedInAsync(name)).Dispose();
        var client = Browser();
        using var response = await client.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        await RenewTokenAsync(client, response);
        return client;
    }

    private Task<string> IdOfAsync(string name) =>
        moderator.ReadAsync<string>("SELECT id::text FROM moderators WHERE name = @name", new { name });

    private async Task<HttpResponseMessage> PasswordAsync(string name, string? code)
    {
        using var client = moderator.Service.Client();
        var body = new
        {
            name,
            password = ModeratorFixture.Password,
            code,
        };
        return await client.PostAsJsonAsync("/api/session", body);
    }

    private static async Task<JsonElement> CreationAsync(HttpClient client)
    {
        using var options = await client.PostAsJsonAsync(
            "/api/me/passkeys/options",
            new { password = ModeratorFixture.Password }
        );
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        return await options.JsonAsync();
    }

    private static async Task<HttpResponseMessage> AddAsync(
        HttpClient client,
        SoftAuthenticator authenticator,
        string name = "Máy tính"
    )
    {
        var credential = authenticator.Create(await CreationAsync(client));
        var response = await client.PostAsJsonAsync("/api/me/passkeys", new { name, credential });
        await RenewTokenAsync(client, response);
        return response;
    }

    /// <summary>The session went on as another one.</summary>
    private static async Task RenewTokenAsync(HttpClient client, HttpResponseMessage response)
    {
        await response.Content.LoadIntoBufferAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        client.DefaultRequestHeaders.Remove(Sessions.TokenHeader);
        client.DefaultRequestHeaders.Add(
            Sessions.TokenHeader,
            answer.RootElement.GetProperty("antiforgeryToken").GetString()
        );
    }

    private static async Task<JsonElement> OptionsAsync(HttpClient browser)
    {
        using var options = await browser.PostAsync("/api/session/passkey/options", null);
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        return await options.JsonAsync();
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, JsonObject credential, string? name = null) =>
        browser.PostAsJsonAsync("/api/session/passkey", new { credential, name });

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, SoftAuthenticator authenticator) =>
        await PostAsync(browser, authenticator.Get(await OptionsAsync(browser)));

    /// <summary>Not one that ends.</summary>
    private static bool IsSession(string cookie) =>
        cookie.StartsWith("moderator=", StringComparison.Ordinal)
        && !cookie.StartsWith("moderator=;", StringComparison.Ordinal);
}
