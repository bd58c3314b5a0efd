using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using OtpNet;

namespace Moderation.Moderator.Tests.People;

/// <summary>The second factor of signing in: an app's codes, recovery codes, and who takes it away.</summary>
public sealed class SecondFactorTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Signing_in_asks_for_the_apps_code_and_takes_each_once()
    {
        const string name = "Người dùng hai bước";
        using var client = await moderator.SignedInAsync(name);
        using var elsewhere = await moderator.SignedInAsync(name);
        using var wrongPassword = await client.PostAsJsonAsync("/api/me/second-factor", new { password = "không phải" });
        var (app, start) = await BeginAsync(client);

        using var notYet = await SignInAsync(name, null);
        using var wrongCode = await ConfirmAsync(client, "000000");
        using var confirmed = await ConfirmAsync(client, CodeOf(app, -1));
        var answer = await confirmed.JsonAsync();
        var codes = answer.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()).ToList();

        Assert.Equal("invalid-password", await wrongPassword.CodeAsync());
        Assert.StartsWith("otpauth://totp/", start.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("M", start.GetProperty("qrCode").GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "invalid-code"), (notYet.StatusCode, await wrongCode.CodeAsync()));
        Assert.Equal((10, 10), (codes.Count, codes.Distinct().Count()));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/session")).StatusCode);

        using var asked = await SignInAsync(name, null);
        using var guessed = await SignInAsync(name, "123456");
        using var used = await SignInAsync(name, CodeOf(app, -1));
        using var right = await SignInAsync(name, CodeOf(app, 0).Insert(3, " "));
        using var again = await SignInAsync(name, CodeOf(app, 0));
        using var wrongName = await SignInAsync("Không ai hai bước", CodeOf(app, 1));

        Assert.Equal(
            ("code-required", "wrong-code", "wrong-code"),
            (await asked.CodeAsync(), await guessed.CodeAsync(), await used.CodeAsync())
        );
        Assert.Equal((HttpStatusCode.OK, "wrong-code"), (right.StatusCode, await again.CodeAsync()));
        Assert.Equal("wrong-credentials", await wrongName.CodeAsync());
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_new_ones_end_the_old()
    {
        const string name = "Người mất điện thoại";
        using var client = await moderator.SignedInAsync(name);
        var codes = await TurnOnAsync(client);

        using var first = await SignInAsync(name, codes[0].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        using var again = await SignInAsync(name, codes[0]);
        var left = (await client.ReadAsync("/api/me/second-factor")).GetProperty("recoveryCodes").GetInt32();
        using var renewed = await client.PostAsJsonAsync(
            "/api/me/second-factor/recovery-codes",
            new { password = ModeratorFixture.Password }
        );
        using var old = await SignInAsync(name, codes[1]);
        var fresh = (await renewed.JsonAsync()).GetProperty("recoveryCodes")[0].GetString();
        using var renewedOne = await SignInAsync(name, fresh);

        Assert.Equal((HttpStatusCode.OK, "wrong-code", 9), (first.StatusCode, await again.CodeAsync(), left));
        Assert.Equal(("wrong-code", HttpStatusCode.OK), (await old.CodeAsync(), renewedOne.StatusCode));
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_recovery_code_can_be_read_in_the_database()
    {
        using var client = await moderator.SignedInAsync("Người giữ bí mật");
        var (app, start) = await BeginAsync(client);
        using var confirmed = await ConfirmAsync(client, CodeOf(app, 0));
        var code = (await confirmed.JsonAsync()).GetProperty("recoveryCodes")[0].GetString()!;

        var row = await moderator.ReadAsync<string>(
            """
            SELECT f.secret || ' ' || string_agg(encode(c.digest, 'escape'), ' ') FROM second_factors f
            JOIN recovery_codes c USING (moderator_id) JOIN moderators m ON m.id = f.moderator_id
            WHERE m.name = 'Người giữ bí mật' GROUP BY f.secret
            """,
            new { }
        );

        var secret = start.GetProperty("secret").GetString()!;
        Assert.DoesNotContain(secret, row, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(Base32Encoding.ToBytes(secret)), row, StringComparison.Ordinal);
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), row, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guesses_at_the_code_wait_like_those_at_the_password_and_asking_for_it_forgives_none()
    {
        const string name = "Người bị đoán mã";
        using var client = await moderator.SignedInAsync(name);
        await TurnOnAsync(client);
        using var any = moderator.Service.Client();
        using var guesser = LoopbackClient.From("127.0.0.78", any.BaseAddress!);
        var statuses = new List<HttpStatusCode>();

        for (var i = 0; i < 12 && statuses.LastOrDefault() != HttpStatusCode.TooManyRequests; i++)
        {
            using var asked = await SignInAsync(guesser, name, null);
            using var guessed = await SignInAsync(guesser, name, "123456");
            statuses.AddRange([asked.StatusCode, guessed.StatusCode]);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task An_administrator_takes_it_away_from_another_and_oneself_with_the_password_and_the_log_tells()
    {
        const string name = "Người nhờ đặt lại";
        using var administrator = await moderator.SignedInAsync("Quản trị đặt lại hai bước", Role.Administrator);
        using var client = await moderator.SignedInAsync(name);
        await TurnOnAsync(client);
        var id = await moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = @name", new { name });
        var own = await moderator.ReadAsync<Guid>(
            "SELECT id FROM moderators WHERE name = 'Quản trị đặt lại hai bước'",
            new { }
        );

        using var oneself = await administrator.PostAsync($"/api/people/{own}/second-factor/reset", null);
        using var reset = await administrator.PostAsync($"/api/people/{id}/second-factor/reset", null);
        using var ended = await client.GetAsync("/api/session");
        using var signedIn = await SignInAsync(name, null);
        await TurnOnAsync(administrator);
        using var refused = await administrator.PostAsJsonAsync("/api/me/second-factor/remove", new { password = "không phải" });
        using var removed = await administrator.PostAsJsonAsync(
            "/api/me/second-factor/remove",
            new { password = ModeratorFixture.Password }
        );

        Assert.Equal(("own-account", HttpStatusCode.OK), (await oneself.CodeAsync(), reset.StatusCode));
        Assert.False((await reset.JsonAsync()).GetProperty("hasSecondFactor").GetBoolean());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (ended.StatusCode, signedIn.StatusCode));
        Assert.Equal(("invalid-password", HttpStatusCode.OK), (await refused.CodeAsync(), removed.StatusCode));
        Assert.Equal(
            "added secondFactorAdded secondFactorReset",
            await moderator.ReadAsync<string>(
                "SELECT string_agg(kind, ' ' ORDER BY id) FROM account_changes WHERE moderator_id = @id",
                new { id }
            )
        );
    }

    private static string CodeOf(Totp app, int steps) =>
        app.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));

    private static async Task<(Totp App, JsonElement Start)> BeginAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync("/api/me/second-factor", new { password = ModeratorFixture.Password });
        var start = await response.JsonAsync();
        return (new Totp(Base32Encoding.ToBytes(start.GetProperty("secret").GetString())), start);
    }

    private static async Task<HttpResponseMessage> ConfirmAsync(HttpClient client, string code)
    {
        var response = await client.PostAsJsonAsync("/api/me/second-factor/confirm", new { code });
        if (response.IsSuccessStatusCode)
        {
            client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
            // The stream of the answer can be read once, and the test reads it as well.
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            var token = answer.RootElement.GetProperty("antiforgeryToken").GetString();
            client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", token);
        }
        return response;
    }

    /// <returns>The recovery codes.</returns>
    private static async Task<List<string>> TurnOnAsync(HttpClient client)
    {
        var (app, _) = await BeginAsync(client);
        using var confirmed = await ConfirmAsync(client, CodeOf(app, 0));
        return [.. (await confirmed.JsonAsync()).GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)];
    }

    private async Task<HttpResponseMessage> SignInAsync(string name, string? code)
    {
        using var client = moderator.Service.Client();
        return await SignInAsync(client, name, code);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string? code) =>
        client.PostAsJsonAsync(
            "/api/session",
            new
            {
                name,
                password = ModeratorFixture.Password,
                code,
            }
        );
}
