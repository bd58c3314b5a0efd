using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace Moderation.Moderator.Tests.People;

/// <summary>S10: passwords cannot be guessed, nor accounts told from names that nobody has.</summary>
public sealed class GuessingTests(ModeratorFixture moderator)
{
    private const string Wrong = "không phải mật khẩu";

    [Theory]
    [InlineData("Người có thật bị khóa", true)]
    [InlineData("Người không có thật bị khóa", false)]
    public async Task S10_A_name_waits_where_it_was_guessed_at_whether_somebody_has_it_or_not_and_nowhere_else(
        string name,
        bool exists
    )
    {
        if (exists)
            (await moderator.SignedInAsync(name)).Dispose();
        using var guesser = From("127.0.0.63");
        using var elsewhere = From("127.0.0.64");
        await CountAsync("pair", name, "127.0.0.63", 12);

        using var failed = await SignInAsync(guesser, name, Wrong);
        using var refused = await SignInAsync(
            guesser,
            name.ToUpper(CultureInfo.GetCultureInfo("vi-VN")),
            ModeratorFixture.Password
        );
        using var other = await SignInAsync(elsewhere, name, ModeratorFixture.Password);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (failed.StatusCode, refused.StatusCode));
        Assert.Equal("too-many-attempts", await refused.CodeAsync());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 256);
        Assert.Equal(exists ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Theory]
    [InlineData("pair")]
    [InlineData("account")]
    [InlineData("address")]
    public async Task S10_Strangers_lock_nobody_out_where_they_have_signed_in_before(string kind)
    {
        var name = $"Người quen máy {kind}";
        var address = kind switch { "pair" => "127.0.0.71", "account" => "127.0.0.72", _ => "127.0.0.73" };
        using var first = await moderator.SignedInAsync(name);
        using var own = From(address);
        using var stranger = From(address);
        using var known = await SignInAsync(own, name, ModeratorFixture.Password);
        await CountAsync(kind, name, address, 5_000, minutesBlocked: 15);

        using var wrong = await SignInAsync(own, name, Wrong);
        using var right = await SignInAsync(own, name, ModeratorFixture.Password);
        using var refused = await SignInAsync(stranger, name, ModeratorFixture.Password);
        using var namesake = await SignInAsync(own, name + " khác", ModeratorFixture.Password);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (known.StatusCode, wrong.StatusCode));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (right.StatusCode, refused.StatusCode));
        Assert.Equal(kind == "address" ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized, namesake.StatusCode);
    }

    [Fact]
    public async Task S10_Thirty_five_failures_from_one_address_lock_nobody_else_in_the_newsroom()
    {
        using var colleague = await moderator.SignedInAsync("Người cùng tòa soạn");
        using var guesser = From("127.0.0.74");
        for (var i = 0; i < 35; i++)
        {
            using var wrong = await SignInAsync(guesser, $"Người bị đoán {i}", Wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var newBrowser = From("127.0.0.74");
        using var right = await SignInAsync(newBrowser, "Người cùng tòa soạn", ModeratorFixture.Password);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task S10_A_known_device_that_guesses_without_end_becomes_a_stranger()
    {
        using var known = await moderator.SignedInAsync("Người mất máy");
        using var own = From("127.0.0.75");
        using var first = await SignInAsync(own, "Người mất máy", ModeratorFixture.Password);
        await CountAsync("pair", "Người mất máy", "127.0.0.75", 40, minutesBlocked: 15);
        for (var i = 0; i < 50; i++)
        {
            using var wrong = await SignInAsync(own, "Người mất máy", Wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var refused = await SignInAsync(own, "Người mất máy", ModeratorFixture.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("không phải của chúng tôi")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("a b c")]
    public async Task S10_A_made_up_device_is_a_stranger(string cookie)
    {
        using var known = await moderator.SignedInAsync("Người bị giả máy");
        using var any = moderator.Service.Client();
        using var client = LoopbackClient.From("127.0.0.76", any.BaseAddress!, keepCookies: false);
        client.DefaultRequestHeaders.Add("Cookie", "moderator-device=" + Uri.EscapeDataString(cookie));
        await CountAsync("pair", "Người bị giả máy", "127.0.0.76", 40, minutesBlocked: 15);

        using var refused = await SignInAsync(client, "Người bị giả máy", ModeratorFixture.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [InlineData("pair", 1, 0)]
    [InlineData("pair", 3, 0)]
    [InlineData("pair", 4, 1)]
    [InlineData("pair", 5, 2)]
    [InlineData("pair", 9, 32)]
    [InlineData("pair", 14, 900)]
    [InlineData("pair", 5_000, 900)]
    [InlineData("account", 98, 0)]
    [InlineData("account", 99, 1)]
    [InlineData("account", 5_000, 900)]
    [InlineData("address", 98, 0)]
    [InlineData("address", 99, 1)]
    [InlineData("address", 103, 16)]
    public async Task S10_Each_further_failure_doubles_the_wait_up_to_15_minutes(string kind, int before, int seconds)
    {
        var name = $"Người thử lần {kind} {before}";
        var address = string.Create(
            CultureInfo.InvariantCulture,
            $"127.0.{(kind switch { "pair" => 1, "account" => 2, _ => 3 })}.{1 + (before % 200)}"
        );
        await CountAsync(kind, name, address, before);
        using var client = From(address);

        using var response = await SignInAsync(client, name, Wrong);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            seconds,
            await moderator.ReadAsync<int>(
                "SELECT round(extract(epoch FROM blocked_until - last_at))::int FROM sign_in_failures WHERE kind = @kind "
                    + $"AND key = {KeyOf(kind)}",
                new
                {
                    kind,
                    name,
                    address,
                }
            )
        );
    }

    [Fact]
    public async Task S10_An_hour_without_failures_forgets_them_and_signing_in_does_at_once()
    {
        using var known = await moderator.SignedInAsync("Người hay quên");
        using var client = From("127.0.0.65");
        await CountAsync("account", "Người hay quên", "127.0.0.65", 140);
        await CountAsync("pair", "Người hay quên", "127.0.0.65", 40);
        await moderator.ExecuteAsync(
            "UPDATE sign_in_failures SET last_at = last_at - interval '61 minutes', "
                + $"blocked_until = blocked_until - interval '46 minutes' WHERE key IN ({KeyOf("account")}, {KeyOf("pair")})",
            new { name = "Người hay quên", address = "127.0.0.65" }
        );

        using var wrong = await SignInAsync(client, "Người hay quên", Wrong);
        var counted = await FailuresAsync("Người hay quên");
        using var right = await SignInAsync(client, "Người hay quên", ModeratorFixture.Password);

        Assert.Equal((HttpStatusCode.Unauthorized, 1L), (wrong.StatusCode, counted));
        Assert.Equal((HttpStatusCode.OK, 0L), (right.StatusCode, await FailuresAsync("Người hay quên")));
    }

    [Fact]
    public async Task S10_Guesses_at_the_old_password_of_a_session_count_as_well()
    {
        using var known = await moderator.SignedInAsync("Người bị chiếm phiên");
        using var client = From("127.0.0.77");
        using var session = await SignInAsync(client, "Người bị chiếm phiên", ModeratorFixture.Password);
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (await session.JsonAsync()).GetProperty("antiforgeryToken").GetString());
        await CountAsync("pair", "Người bị chiếm phiên", "127.0.0.77", 40, minutesBlocked: 15);

        for (var i = 0; i < 50; i++)
        {
            using var wrong = await client.PostAsJsonAsync(
                "/api/session/password",
                new { oldPassword = Wrong, newPassword = "một mật khẩu mới hẳn" }
            );
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        using var refused = await client.PostAsJsonAsync(
            "/api/session/password",
            new { oldPassword = ModeratorFixture.Password, newPassword = "một mật khẩu mới hẳn" }
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task S10_A_hundred_guesses_at_once_are_no_hundred_free_ones()
    {
        using var client = From("127.0.0.66");

        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => SignInAsync(client, "Người bị dồn dập", Wrong)));

        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized), 1, 8);
        foreach (var answer in answers)
            answer.Dispose();
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string password) =>
        client.PostAsJsonAsync("/api/session", new { name, password });

    private static string KeyOf(string kind)
    {
        const string ofName = "convert_to(lower(@name), 'UTF8')";
        const string ofAddress = "sha256(decode(lpad(to_hex(@address::inet - '0.0.0.0'::inet), 8, '0'), 'hex'))";
        return kind switch
        {
            "account" => $"sha256({ofName})",
            "address" => ofAddress,
            _ => $"sha256({ofName} || {ofAddress})",
        };
    }

    private Task CountAsync(string kind, string name, string address, int failures, int minutesBlocked = 0) =>
        moderator.ExecuteAsync(
            $"""
            INSERT INTO sign_in_failures AS f (kind, key, failures, last_at, blocked_until)
            VALUES (@kind, {KeyOf(kind)}, @failures, clock_timestamp(),
                clock_timestamp() + make_interval(mins => @minutesBlocked))
            ON CONFLICT (kind, key) DO UPDATE SET
                failures = excluded.failures, last_at = excluded.last_at, blocked_until = excluded.blocked_until
            """,
            new
            {
                kind,
                name,
                address,
                failures,
                minutesBlocked,
            }
        );

    private Task<long> FailuresAsync(string name) =>
        moderator.ReadAsync<long>(
            "SELECT coalesce(sum(failures), 0) FROM sign_in_failures WHERE kind = 'account' "
                + "AND key = sha256(convert_to(lower(@name), 'UTF8'))",
            new { name }
        );

    private HttpClient From(string address)
    {
        using var any = moderator.Service.Client();
        return LoopbackClient.From(address, any.BaseAddress!);
    }
}
