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
}
