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
    public async Task S10_A_name_is_locked_from_everywhere_whether_somebody_has_it_or_not_and_the_right_password_with_it(
        string name,
        bool exists
    )
    {
        if (exists)
            (await moderator.SignedInAsync(name)).Dispose();
        using var guesser = From("127.0.0.63");
        using var elsewhere = From("127.0.0.64");

        // The next wait is long enough for the test, however slow the machine is.
        await moderator.ExecuteAsync(
            """
            INSERT INTO sign_in_failures (kind, key, failures, last_at, blocked_until)
            VALUES ('account', sha256(convert_to(lower(@name), 'UTF8')), 12, clock_timestamp(), clock_timestamp())
            """,
            new { name }
        );
        using var failed = await SignInAsync(guesser, name, Wrong);
        using var refused = await SignInAsync(
            elsewhere,
            name.ToUpper(CultureInfo.GetCultureInfo("vi-VN")),
            ModeratorFixture.Password
        );

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (failed.StatusCode, refused.StatusCode));
        Assert.Equal("too-many-attempts", await refused.CodeAsync());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 256);
    }

    [Theory]
    [InlineData("account", 1, 0)]
    [InlineData("account", 3, 0)]
    [InlineData("account", 4, 1)]
    [InlineData("account", 5, 2)]
    [InlineData("account", 9, 32)]
    [InlineData("account", 14, 900)]
    [InlineData("account", 5_000, 900)]
    [InlineData("address", 28, 0)]
    [InlineData("address", 29, 1)]
    [InlineData("address", 33, 16)]
    public async Task S10_Each_further_failure_doubles_the_wait_up_to_15_minutes(string kind, int before, int seconds)
    {
        var name = $"Người thử lần {before}";
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.1.{(kind == "account" ? 1 : 100) + (before % 100)}");
        var key =
            kind == "account"
                ? "sha256(convert_to(lower(@name), 'UTF8'))"
                : "sha256(decode(lpad(to_hex(@address::inet - '0.0.0.0'::inet), 8, '0'), 'hex'))";
        await moderator.ExecuteAsync(
            "INSERT INTO sign_in_failures (kind, key, failures, last_at, blocked_until) "
                + $"VALUES (@kind, {key}, @before, clock_timestamp(), clock_timestamp())",
            new
            {
                kind,
                name,
                address,
                before,
            }
        );
        using var client = From(address);

        using var response = await SignInAsync(client, name, Wrong);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(
            seconds,
            await moderator.ReadAsync<int>(
                "SELECT round(extract(epoch FROM blocked_until - last_at))::int FROM sign_in_failures WHERE kind = @kind "
                    + $"AND key = {key}",
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
        await moderator.ExecuteAsync(
            """
            INSERT INTO sign_in_failures (kind, key, failures, last_at, blocked_until)
            VALUES ('account', sha256(convert_to(lower('Người hay quên'), 'UTF8')), 40, clock_timestamp() - interval '61 minutes',
                clock_timestamp() - interval '46 minutes')
            """,
            new { }
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
        using var client = await moderator.SignedInAsync("Người bị chiếm phiên");

        for (var i = 0; i < 3; i++)
        {
            using var wrong = await client.PostAsJsonAsync(
                "/api/session/password",
                new { oldPassword = Wrong, newPassword = "một mật khẩu mới hẳn" }
            );
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }

        Assert.Equal(3, await FailuresAsync("Người bị chiếm phiên"));
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
