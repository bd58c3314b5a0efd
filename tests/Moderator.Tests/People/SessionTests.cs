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
        Assert.Equal("Phạm Châu", session.GetProperty("name").GetString());
        using var left = await client.DeleteAsync("/api/session");

        Assert.Equal(HttpStatusCode.NoContent, left.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites()
    {
        using var other = await moderator.SignedInAsync("Người giữ bánh");
        using var client = moderator.Service.Client();
        using var response = await client.PostAsJsonAsync("/api/session", new { name = "người GIỮ bánh", password = ModeratorFixture.Password });

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("moderator=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer()
    {
        using var known = await moderator.SignedInAsync("Người có thật");
        using var client = moderator.Service.Client();

        using var wrongPassword = await client.PostAsJsonAsync("/api/session", new { name = "Người có thật", password = "không phải mật khẩu" });
        using var wrongName = await client.PostAsJsonAsync("/api/session", new { name = "Người không có", password = "không phải mật khẩu" });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrongPassword.StatusCode, wrongName.StatusCode));
        Assert.Equal(await wrongPassword.CodeAsync(), await wrongName.CodeAsync());
        Assert.False(wrongName.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("UPDATE moderators SET security_stamp = 'another' WHERE name = @name")]
    [InlineData("UPDATE moderators SET status = 'disabled' WHERE name = @name")]
    public async Task A_session_ends_when_its_account_changes(string change)
    {
        var name = $"Người bị đổi {change.Length}";
        using var client = await moderator.SignedInAsync(name);

        await moderator.ExecuteAsync(change, new { name });

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/queue")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Another_sites_page_cannot_sign_anybody_in(string origin)
    {
        using var known = await moderator.SignedInAsync("Người bị dụ");
        using var client = moderator.Service.Client();
        client.DefaultRequestHeaders.Add("Origin", origin);

        using var response = await client.PostAsJsonAsync("/api/session", new { name = "Người bị dụ", password = ModeratorFixture.Password });

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task The_consoles_own_origin_may_sign_in_and_a_form_may_not()
    {
        using var known = await moderator.SignedInAsync("Người ở nhà");
        using var client = moderator.Service.Client();
        using var form = await client.PostAsync("/api/session", new FormUrlEncodedContent([new("name", "Người ở nhà"), new("password", ModeratorFixture.Password)]));
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var own = await client.PostAsJsonAsync("/api/session", new { name = "Người ở nhà", password = ModeratorFixture.Password });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (form.StatusCode, own.StatusCode));
        Assert.False(form.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_by_address_and_the_right_password_is_not()
    {
        using var known = await moderator.SignedInAsync("Người bị đoán");
        using var guesser = From("127.0.0.77");

        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await guesser.PostAsJsonAsync("/api/session", new { name = "Người bị đoán", password = $"thử lần thứ {i}" })).StatusCode);
        using var refused = await guesser.PostAsJsonAsync("/api/session", new { name = "Người bị đoán", password = ModeratorFixture.Password });
        using var elsewhere = From("127.0.0.78");
        using var right = await elsewhere.PostAsJsonAsync("/api/session", new { name = "Người bị đoán", password = ModeratorFixture.Password });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("too-many-attempts", await refused.CodeAsync());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    private HttpClient From(string address)
    {
        using var any = moderator.Service.Client();
        return LoopbackClient.From(address, any.BaseAddress!);
    }
}
