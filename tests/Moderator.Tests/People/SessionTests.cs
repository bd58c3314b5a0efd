using System.Net;
using System.Net.Http.Json;

namespace Moderation.Moderator.Tests.People;

public sealed class SessionTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task The_session_says_who_one_is_and_ends_on_request()
    {
        using var client = await moderator.SignedInAsync("Phạm Châu");

        var session = await (await client.GetAsync("/api/session")).JsonAsync();
        Assert.Equal(
            ("Phạm Châu", "moderator"),
            (session.GetProperty("name").GetString(), session.GetProperty("role").GetString())
        );
        Assert.False(session.TryGetProperty("sections", out _));
        using var left = await client.DeleteAsync("/api/session");

        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_its_cookie_and_no_other_session()
    {
        using var known = await moderator.SignedInAsync("Người bị chép bánh");
        using var client = Bare();
        var (cookie, token) = await SignInAsync(client, "Người bị chép bánh");

        using var before = await SendAsync(client, HttpMethod.Get, "/api/session", cookie);
        using var left = await SendAsync(client, HttpMethod.Delete, "/api/session", cookie, token);
        using var after = await SendAsync(client, HttpMethod.Get, "/api/session", cookie);
        using var page = await SendAsync(client, HttpMethod.Get, "/log", cookie);
        using var unsafeOne = await SendAsync(client, HttpMethod.Delete, "/api/me/sessions", cookie, token);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized),
            (before.StatusCode, left.StatusCode, after.StatusCode)
        );
        Assert.Equal("/login?ReturnUrl=%2Flog", page.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, unsafeOne.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await known.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task Ones_own_sessions_are_listed_and_ended_one_by_one_or_all_at_once()
    {
        using var another = await moderator.SignedInAsync("Người khác hẳn");
        using var here = await moderator.SignedInAsync("Người nhiều máy");
        using var client = Bare();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0");
        var (first, firstToken) = await SignInAsync(client, "Người nhiều máy");
        var (second, _) = await SignInAsync(client, "Người nhiều máy");
        var strangers = (await another.ReadAsync("/api/me/sessions")).GetProperty("sessions")[0].GetProperty("id").GetGuid();

        using var answer = await SendAsync(client, HttpMethod.Get, "/api/me/sessions", first);
        var sessions = (await answer.JsonAsync()).GetProperty("sessions").EnumerateArray().ToList();
        var own = Assert.Single(sessions, session => session.GetProperty("isThisOne").GetBoolean());
        var secondId = sessions.First(s => s.GetProperty("device").GetString() == "Firefox · Windows" && !Equals(s, own));
        Assert.Equal((3, "Firefox · Windows"), (sessions.Count, own.GetProperty("device").GetString()));
        Assert.Single(sessions, session => session.GetProperty("device").GetString()!.Length == 0);

        using var others = await here.DeleteAsync($"/api/me/sessions/{strangers}");
        using var ended = await here.DeleteAsync($"/api/me/sessions/{secondId.GetProperty("id").GetGuid()}");
        using var gone = await SendAsync(client, HttpMethod.Get, "/api/session", second);
        using var there = await SendAsync(client, HttpMethod.Get, "/api/session", first);
        using var everywhere = await SendAsync(client, HttpMethod.Delete, "/api/me/sessions", first, firstToken);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (others.StatusCode, ended.StatusCode));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (gone.StatusCode, there.StatusCode));
        Assert.Equal(HttpStatusCode.NoContent, everywhere.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await here.GetAsync("/api/session")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await another.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_replaces_the_session_of_the_browser()
    {
        using var client = await moderator.SignedInAsync("Người đăng nhập lại");

        using var again = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người đăng nhập lại", password = ModeratorFixture.Password }
        );

        Assert.Single((await client.ReadAsync("/api/me/sessions")).GetProperty("sessions").EnumerateArray());
    }

    [Theory]
    [InlineData("UPDATE sessions SET seen_at = clock_timestamp() - interval '12 hours 1 minute'", HttpStatusCode.Unauthorized)]
    [InlineData("UPDATE sessions SET seen_at = clock_timestamp() - interval '11 hours'", HttpStatusCode.OK)]
    [InlineData("DELETE FROM sessions", HttpStatusCode.Unauthorized)]
    public async Task A_session_ends_after_12_hours_without_a_request(string change, HttpStatusCode expected)
    {
        var name = $"Người đi vắng {change.Length}";
        using var client = await moderator.SignedInAsync(name);

        await moderator.ExecuteAsync(
            $"{change} WHERE moderator_id = (SELECT id FROM moderators WHERE name = @name)",
            new { name }
        );

        Assert.Equal(expected, (await client.GetAsync("/api/session")).StatusCode);
        Assert.Equal(expected, (await client.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        using var other = await moderator.SignedInAsync("Người giữ bánh");
        using var client = moderator.Service.Client();
        using var response = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "người GIỮ bánh", password = ModeratorFixture.Password }
        );

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c =>
            c.StartsWith("moderator=", StringComparison.Ordinal)
        );
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("UPDATE moderators SET security_stamp = 'another' WHERE name = @name")]
    [InlineData("UPDATE moderators SET status = 'disabled' WHERE name = @name")]
    public async Task S11_A_session_ends_when_its_account_changes(string change)
    {
        var name = $"Người bị đổi {change.Length}";
        using var client = await moderator.SignedInAsync(name);

        await moderator.ExecuteAsync(change, new { name });

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/queue")).StatusCode);
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("")]
    public async Task A_name_that_is_not_text_is_a_wrong_name(string name)
    {
        using var client = moderator.Service.Client();

        using var response = await client.PostAsJsonAsync("/api/session", new { name, password = "không phải mật khẩu" });

        Assert.Equal("wrong-credentials", await response.CodeAsync());
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_sites_page_cannot_sign_anybody_in(string origin)
    {
        using var known = await moderator.SignedInAsync("Người bị dụ");
        using var client = moderator.Service.Client();
        client.DefaultRequestHeaders.Add("Origin", origin);

        using var response = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người bị dụ", password = ModeratorFixture.Password }
        );

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_consoles_own_origin_may_sign_in_and_a_form_may_not()
    {
        using var known = await moderator.SignedInAsync("Người ở nhà");
        using var client = moderator.Service.Client();
        using var form = await client.PostAsync(
            "/api/session",
            new FormUrlEncodedContent([new("name", "Người ở nhà"), new("password", ModeratorFixture.Password)])
        );
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var own = await client.PostAsJsonAsync(
            "/api/session",
            new { name = "Người ở nhà", password = ModeratorFixture.Password }
        );

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (form.StatusCode, own.StatusCode));
        Assert.False(form.Headers.Contains("Set-Cookie"));
    }

    /// <summary>A client that keeps no cookies: what was signed in is told by hand.</summary>
    private HttpClient Bare()
    {
        using var any = moderator.Service.Client();
        return LoopbackClient.From("127.0.0.67", any.BaseAddress!, keepCookies: false);
    }

    private static async Task<(string Cookie, string Token)> SignInAsync(HttpClient client, string name)
    {
        using var response = await client.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        return (
            string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])),
            (await response.JsonAsync()).GetProperty("antiforgeryToken").GetString()!
        );
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client,
        HttpMethod method,
        string path,
        string cookie,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", cookie);
        if (token is not null)
            request.Headers.Add("X-CSRF-TOKEN", token);
        return await client.SendAsync(request);
    }
}
