using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.People;

public sealed class PeopleTests(ModeratorFixture moderator)
{
    private const string NewPassword = "một mật khẩu khác hẳn";

    [Fact]
    public async Task An_added_person_sets_a_password_by_the_link_once_and_signs_in()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị thêm người", Role.Administrator);

        using var added = await administrator.PostAsJsonAsync(
            "/api/people",
            new
            {
                name = "Người mới thêm",
                role = "senior",
                sections = new[] { "Thể thao" },
            }
        );
        var answer = await added.JsonAsync();
        var invitation = answer.GetProperty("invitation");
        var token = invitation.GetProperty("token").GetString()!;
        using var tooEarly = await SignInAsync("Người mới thêm", NewPassword);
        using var tooShort = await RedeemAsync(token, "ngắn");
        using var redeemed = await RedeemAsync(token, NewPassword);
        using var again = await RedeemAsync(token, "mật khẩu của kẻ khác");
        using var session = await SignInAsync("người mới THÊM", NewPassword);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("invited", answer.GetProperty("person").GetProperty("status").GetString());
        Assert.Equal("/invitation#" + token, invitation.GetProperty("link").GetString());
        Assert.InRange(
            invitation.GetProperty("until").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(),
            TimeSpan.FromHours(47.9),
            TimeSpan.FromHours(48.1)
        );
        Assert.Equal(22, token.Length);
        Assert.Equal(
            0,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM invitations WHERE position(@Token IN encode(token_digest, 'escape')) > 0",
                new { Token = token }
            )
        );
        Assert.Equal(HttpStatusCode.Unauthorized, tooEarly.StatusCode);
        Assert.Equal(
            "password-too-short",
            (await tooShort.JsonAsync()).GetProperty("errors").GetProperty("password")[0].GetProperty("code").GetString()
        );
        Assert.Equal("Người mới thêm", (await redeemed.JsonAsync()).GetProperty("name").GetString());
        Assert.Equal("invitation-unknown", await again.CodeAsync());
        var signedIn = await session.JsonAsync();
        Assert.Equal(
            ("senior", "Thể thao"),
            (signedIn.GetProperty("role").GetString(), signedIn.GetProperty("sections")[0].GetString())
        );
    }

    [Fact]
    public async Task A_link_is_worth_nothing_after_48_hours_or_once_a_newer_one_was_made()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị gửi liên kết", Role.Administrator);
        using var added = await administrator.PostAsJsonAsync("/api/people", new { name = "Người chậm trễ", role = "moderator" });
        var (id, first) = await IdAndTokenAsync(added);
        using var renewed = await administrator.PostAsync($"/api/people/{id}/invitation", null);
        var (_, second) = await IdAndTokenAsync(renewed);

        using var old = await RedeemAsync(first, NewPassword);
        await moderator.ExecuteAsync(
            "UPDATE invitations SET expires_at = clock_timestamp() WHERE moderator_id = @id",
            new { id }
        );
        using var late = await RedeemAsync(second, NewPassword);

        Assert.Equal(("invitation-unknown", "invitation-unknown"), (await old.CodeAsync(), await late.CodeAsync()));
        Assert.False((await PersonAsync(administrator, id)).TryGetProperty("invitedUntil", out _));
    }

    [Fact]
    public async Task The_list_shows_no_secret()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị xem danh sách", Role.Administrator);
        using var limited = await moderator.SignedInAsync("Người trong danh sách", Role.Moderator, "Thời sự");

        var people = (await (await administrator.GetAsync("/api/people")).JsonAsync())
            .GetProperty("people")
            .EnumerateArray()
            .ToList();

        var person = people.Single(p => p.GetProperty("name").GetString() == "Người trong danh sách");
        Assert.Equal(
            ["createdAt", "hasSecondFactor", "id", "name", "role", "sections", "status"],
            person.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal("active", person.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("""{"role":"senior"}""")]
    [InlineData("""{"sections":["Thể thao"]}""")]
    [InlineData("""{"status":"disabled"}""")]
    public async Task S11_A_change_of_what_a_person_may_do_ends_their_sessions_at_once(string change)
    {
        var name = $"Người bị đổi quyền {change.Length}";
        using var administrator = await moderator.SignedInAsync($"Quản trị đổi quyền {change.Length}", Role.Administrator);
        using var person = await moderator.SignedInAsync(name);
        var id = await IdOfAsync(name);

        using var changed = await administrator.PatchAsync($"/api/people/{id}", Json(change));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task S11_A_new_link_ends_the_old_password_and_its_sessions()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị cấp lại", Role.Administrator);
        using var person = await moderator.SignedInAsync("Người quên mật khẩu");
        var id = await IdOfAsync("Người quên mật khẩu");

        using var invited = await administrator.PostAsync($"/api/people/{id}/invitation", null);
        using var withOld = await SignInAsync("Người quên mật khẩu", ModeratorFixture.Password);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (invited.StatusCode, withOld.StatusCode));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.GetAsync("/api/session")).StatusCode);
    }

    [Fact]
    public async Task S11_Ones_own_new_password_needs_the_old_one_and_ends_all_other_sessions()
    {
        using var here = await moderator.SignedInAsync("Người đổi mật khẩu");
        using var elsewhere = await moderator.SignedInAsync("Người đổi mật khẩu");

        using var wrong = await here.PostAsJsonAsync(
            "/api/session/password",
            new { oldPassword = "không phải mật khẩu", newPassword = NewPassword }
        );
        using var tooShort = await here.PostAsJsonAsync(
            "/api/session/password",
            new { oldPassword = ModeratorFixture.Password, newPassword = "ngắn" }
        );
        using var changed = await here.PostAsJsonAsync(
            "/api/session/password",
            new { oldPassword = ModeratorFixture.Password, newPassword = NewPassword }
        );

        Assert.Equal(
            "old-password-wrong",
            (await wrong.JsonAsync()).GetProperty("errors").GetProperty("oldPassword")[0].GetProperty("code").GetString()
        );
        Assert.Equal(
            "password-too-short",
            (await tooShort.JsonAsync()).GetProperty("errors").GetProperty("newPassword")[0].GetProperty("code").GetString()
        );
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            ((await here.GetAsync("/api/session")).StatusCode, (await elsewhere.GetAsync("/api/session")).StatusCode)
        );
        here.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        here.DefaultRequestHeaders.Add("X-CSRF-TOKEN", (await changed.JsonAsync()).GetProperty("antiforgeryToken").GetString());
        using var ended = await here.DeleteAsync("/api/session");
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
    }

    [Fact]
    public async Task A_password_is_the_same_however_the_keyboard_composes_its_letters()
    {
        using var known = await moderator.SignedInAsync("Người gõ tổ hợp");

        using var decomposed = await SignInAsync(
            "Người gõ tổ hợp".Normalize(System.Text.NormalizationForm.FormD),
            ModeratorFixture.Password.Normalize(System.Text.NormalizationForm.FormD)
        );

        Assert.Equal(HttpStatusCode.OK, decomposed.StatusCode);
    }

    [Fact]
    public async Task What_is_not_changed_stays_and_an_empty_list_is_every_section()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị sửa từng phần", Role.Administrator);
        using var person = await moderator.SignedInAsync("Người được sửa", Role.Senior, "Thời sự");
        var id = await IdOfAsync("Người được sửa");

        using var disabled = await administrator.PatchAsync($"/api/people/{id}", Json("""{"status":"disabled"}"""));
        using var opened = await administrator.PatchAsync($"/api/people/{id}", Json("""{"status":"active","sections":[]}"""));

        var before = await disabled.JsonAsync();
        Assert.Equal(
            ("disabled", "senior", "Thời sự"),
            (
                before.GetProperty("status").GetString(),
                before.GetProperty("role").GetString(),
                before.GetProperty("sections")[0].GetString()
            )
        );
        var after = await opened.JsonAsync();
        Assert.Equal(
            ("active", "senior", false),
            (
                after.GetProperty("status").GetString(),
                after.GetProperty("role").GetString(),
                after.TryGetProperty("sections", out _)
            )
        );
    }

    [Theory]
    [InlineData("""{"name":" ","role":"moderator"}""", "name", "name-invalid")]
    [InlineData("""{"name":"Hai\ndòng","role":"moderator"}""", "name", "name-invalid")]
    [InlineData("""{"name":"\u3164\u200b","role":"moderator"}""", "name", "name-invalid")]
    [InlineData("""{"name":"Quản trị\u200b","role":"moderator"}""", "name", "name-invalid")]
    [InlineData("""{"name":"Vai lạ","role":"owner"}""", "role", "role-unknown")]
    [InlineData("""{"name":"Không vai"}""", "role", "role-unknown")]
    [InlineData("""{"name":"Mục rỗng","role":"moderator","sections":[""]}""", "sections", "section-invalid")]
    public async Task A_person_who_cannot_be_added_is_not(string person, string member, string code)
    {
        using var administrator = await moderator.SignedInAsync($"Quản trị nhập sai {code} {person.Length}", Role.Administrator);

        using var response = await administrator.PostAsync("/api/people", Json(person));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            code,
            (await response.JsonAsync()).GetProperty("errors").GetProperty(member)[0].GetProperty("code").GetString()
        );
    }

    [Fact]
    public async Task Names_are_unique_and_unknown_people_are_not_found()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị trùng tên", Role.Administrator);

        using var taken = await administrator.PostAsJsonAsync(
            "/api/people",
            new { name = "QUẢN TRỊ trùng tên ", role = "moderator" }
        );
        using var unknown = await administrator.PatchAsync($"/api/people/{Guid.CreateVersion7()}", Json("""{"role":"senior"}"""));
        using var uninvited = await administrator.PostAsync($"/api/people/{Guid.CreateVersion7()}/invitation", null);
        using var own = await administrator.PostAsync($"/api/people/{await IdOfAsync("Quản trị trùng tên")}/invitation", null);

        Assert.Equal((HttpStatusCode.Conflict, "name-taken"), (taken.StatusCode, await taken.CodeAsync()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, uninvited.StatusCode));
        Assert.Equal("own-account", await own.CodeAsync());
    }

    [Theory]
    [InlineData("""{"sections":[]}""", "beyond-own-rights")]
    [InlineData("""{"sections":["Giới hạn A","Giới hạn B"]}""", "beyond-own-rights")]
    [InlineData("""{"sections":["giới hạn a"]}""", "beyond-own-rights")]
    [InlineData("""{"role":"administrator","sections":[]}""", "beyond-own-rights")]
    public async Task Nobody_gives_themselves_or_others_more_sections_than_they_have(string change, string code)
    {
        var name = $"Quản trị một mục {change.Length}";
        using var limited = await moderator.SignedInAsync(name, Role.Administrator, "Giới hạn A");
        using var inSection = await moderator.SignedInAsync($"Người cùng mục {change.Length}", Role.Moderator, "Giới hạn A");
        var id = await IdOfAsync($"Người cùng mục {change.Length}");

        using var own = await limited.PatchAsync($"/api/people/{await IdOfAsync(name)}", Json(change));
        using var another = await limited.PatchAsync($"/api/people/{id}", Json(change));

        Assert.Equal((HttpStatusCode.Forbidden, code), (own.StatusCode, await own.CodeAsync()));
        Assert.Equal((HttpStatusCode.Forbidden, code), (another.StatusCode, await another.CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, (await inSection.GetAsync("/api/session")).StatusCode);
    }

    [Theory]
    [InlineData("unlimited")]
    [InlineData("half", "Giới hạn C", "Giới hạn D")]
    [InlineData("other", "Giới hạn D")]
    public async Task A_limited_administrator_acts_on_nobody_whose_sections_reach_further(string who, params string[] sections)
    {
        using var limited = await moderator.SignedInAsync($"Quản trị mục C {who}", Role.Administrator, "Giới hạn C");
        using var person = await moderator.SignedInAsync($"Người ngoài mục C {who}", Role.Moderator, sections);
        var id = await IdOfAsync($"Người ngoài mục C {who}");

        using var reset = await limited.PostAsync($"/api/people/{id}/invitation", null);
        using var disabled = await limited.PatchAsync($"/api/people/{id}", Json("""{"status":"disabled"}"""));
        using var taken = await limited.PatchAsync($"/api/people/{id}", Json("""{"sections":["Giới hạn C"]}"""));

        foreach (var refused in new[] { reset, disabled, taken })
            Assert.Equal((HttpStatusCode.Forbidden, "other-section"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("/api/session")).StatusCode);
        Assert.DoesNotContain(
            id.ToString(),
            await (await limited.GetAsync("/api/people")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"name":"Quản trị toàn quyền mới","role":"administrator"}""")]
    [InlineData("""{"name":"Quản trị rộng hơn","role":"administrator","sections":["Giới hạn E","Giới hạn F"]}""")]
    [InlineData("""{"name":"Người vận hành mới","role":"operator","sections":[]}""")]
    public async Task A_limited_administrator_adds_nobody_whose_sections_reach_further(string person)
    {
        using var limited = await moderator.SignedInAsync($"Quản trị mục E {person.Length}", Role.Administrator, "Giới hạn E");

        using var refused = await limited.PostAsync("/api/people", Json(person));
        using var added = await limited.PostAsJsonAsync(
            "/api/people",
            new
            {
                name = $"Người mới mục E {person.Length}",
                role = "administrator",
                sections = new[] { "Giới hạn E" },
            }
        );

        Assert.Equal((HttpStatusCode.Forbidden, "beyond-own-rights"), (refused.StatusCode, await refused.CodeAsync()));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
    }

    [Fact]
    public async Task Every_change_of_an_account_is_in_the_log_of_accounts_with_who_made_it()
    {
        using var administrator = await moderator.SignedInAsync("Quản trị được ghi lại", Role.Administrator);
        using var added = await administrator.PostAsJsonAsync(
            "/api/people",
            new
            {
                name = "Người được ghi lại",
                role = "moderator",
                sections = new[] { "Mục ghi lại" },
            }
        );
        var (id, token) = await IdAndTokenAsync(added);
        using var redeemed = await RedeemAsync(token, NewPassword);
        using var promoted = await administrator.PatchAsync($"/api/people/{id}", Json("""{"role":"senior","sections":[]}"""));
        using var same = await administrator.PatchAsync($"/api/people/{id}", Json("""{"role":"senior","status":"active"}"""));
        using var disabled = await administrator.PatchAsync($"/api/people/{id}", Json("""{"status":"disabled"}"""));
        using var enabled = await administrator.PatchAsync($"/api/people/{id}", Json("""{"status":"active"}"""));
        using var session = moderator.Service.Client();
        using var signedIn = await session.PostAsJsonAsync(
            "/api/session",
            new { name = "Người được ghi lại", password = NewPassword }
        );
        var csrf = (await signedIn.JsonAsync()).GetProperty("antiforgeryToken").GetString();
        session.DefaultRequestHeaders.Add("X-CSRF-TOKEN", csrf);
        using var changed = await session.PostAsJsonAsync(
            "/api/session/password",
            new { oldPassword = NewPassword, newPassword = NewPassword + "!" }
        );
        using var reset = await administrator.PostAsync($"/api/people/{id}/invitation", null);

        var log = (await administrator.ReadAsync("/api/people/changes"))
            .GetProperty("items")
            .EnumerateArray()
            .Where(change => change.GetProperty("name").GetString() == "Người được ghi lại")
            .Reverse()
            .ToList();

        const string by = "Quản trị được ghi lại";
        const string self = "Người được ghi lại";
        Assert.Equal(
            [
                ("added", by),
                ("passwordSet", self),
                ("rightsChanged", by),
                ("disabled", by),
                ("enabled", by),
                ("passwordChanged", self),
                ("linkMade", by),
            ],
            log.Select(change => (change.GetProperty("kind").GetString(), change.GetProperty("by").GetString()))
        );
        var rights = log[2];
        Assert.Equal(
            ("senior", "moderator", "Mục ghi lại", false),
            (
                rights.GetProperty("role").GetString(),
                rights.GetProperty("formerRole").GetString(),
                rights.GetProperty("formerSections")[0].GetString(),
                rights.TryGetProperty("sections", out _)
            )
        );
        await Eventually.IsTrueAsync("all are sealed", () =>
            moderator.ReadAsync<bool>(
                "SELECT count(*) = 7 FROM account_changes a JOIN decision_seals s ON s.account_change_id = a.id "
                    + "WHERE a.moderator_id = @id",
                new { id }
            )
        );
        using var limited = await moderator.SignedInAsync("Quản trị không thấy", Role.Administrator, "Mục khác");
        Assert.DoesNotContain(
            self,
            (await limited.ReadAsync("/api/people/changes")).GetRawText(),
            StringComparison.Ordinal
        );
    }

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static async Task<(Guid Id, string Token)> IdAndTokenAsync(HttpResponseMessage response)
    {
        var answer = await response.JsonAsync();
        return (
            answer.GetProperty("person").GetProperty("id").GetGuid(),
            answer.GetProperty("invitation").GetProperty("token").GetString()!
        );
    }

    private static async Task<JsonElement> PersonAsync(HttpClient administrator, Guid id) =>
        (await (await administrator.GetAsync("/api/people")).JsonAsync())
            .GetProperty("people")
            .EnumerateArray()
            .Single(p => p.GetProperty("id").GetGuid() == id);

    private Task<Guid> IdOfAsync(string name) =>
        moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = @name", new { name });

    private async Task<HttpResponseMessage> RedeemAsync(string token, string password)
    {
        using var client = moderator.Service.Client();
        return await client.PostAsJsonAsync("/api/invitation", new { token, password });
    }

    private async Task<HttpResponseMessage> SignInAsync(string name, string password)
    {
        using var client = moderator.Service.Client();
        return await client.PostAsJsonAsync("/api/session", new { name, password });
    }
}
