using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Policy;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Lists;

/// <summary>The only tests that change the lists, with words that no other test uses.</summary>
public sealed class ListsTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("Ban biên tập")]
    [InlineData("Tòa soạn Báo Mới")]
    [InlineData("TOÀ SOẠN")]
    [InlineData("toa soan")]
    [InlineData("T.ò.a s.o.ạ.n")]
    [InlineData("Bаn Вiên Tập")]
    [InlineData("Quản\u200B trị\u00A0viên")]
    [InlineData("ADMIN")]
    public async Task A_name_that_only_the_newsroom_may_use_holds_the_comment_and_is_marked(string name)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người gác tên"));
        var held = await moderator.SendAsync("Tên dành riêng", "Bài viết hay, cảm ơn.", name: name);

        Assert.Equal("hold: reserved-name", await moderator.RulesOfAsync(held));
        var comment = (await client.ReadAsync($"/api/comments/{held}")).GetProperty("comment");
        var span = comment.GetProperty("review").GetProperty("findings")[0].GetProperty("spans")[0];
        Assert.Equal(("name", "reserved"), (span.GetProperty("field").GetString(), span.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("Nguyễn Thị Hòa", "Tòa soạn trả lời giúp tôi, ban biên tập ơi.")]
    [InlineData("Trần Biên", "Quản trị viên trang này làm tốt.")]
    public async Task Who_speaks_of_the_newsroom_is_not_taken_for_it(string name, string content)
    {
        var sent = await moderator.SendAsync("Tên dành riêng", content, name: name);

        Assert.Equal("hold: nothing-found", await moderator.RulesOfAsync(sent));
    }

    [Fact]
    public async Task A_list_holds_from_its_change_on_and_what_waits_is_looked_at_again_on_request()
    {
        using var client = await moderator.SignedInAsync("Người giữ danh sách", Role.Senior);
        var waiting = await moderator.SendAsync("Danh sách", "Đúng là đồ xàlỏn, b.ờ xàlỏn hết");
        var innocent = await moderator.SendAsync("Danh sách", "Không có gì.");
        var decided = await moderator.SendAsync("Danh sách", "Lại xàlỏn");
        await client.DecideAsync(decided, "hold");
        var seen = await ListAsync(client, "suspect");
        string[] terms = [.. seen.GetProperty("terms").EnumerateArray().Select(t => t.GetString()!), "xàlỏn"];

        var preview = await (await client.PostAsJsonAsync("/api/lists/suspect/preview", new { terms })).JsonAsync();
        var shown = preview.GetProperty("sample").EnumerateArray().Single(s => s.GetProperty("id").GetGuid() == waiting);
        Assert.True(shown.GetProperty("gained").GetBoolean());
        var span = shown.GetProperty("spans")[0];
        Assert.Equal(
            "xàlỏn",
            shown.GetProperty("text").GetProperty("content").GetString()![
                span.GetProperty("start").GetInt32()..span.GetProperty("end").GetInt32()
            ]
        );
        Assert.DoesNotContain(
            innocent,
            preview.GetProperty("sample").EnumerateArray().Select(s => s.GetProperty("id").GetGuid())
        );
        Assert.Equal(
            0,
            await moderator.ReadAsync<long>("SELECT count(*) FROM list_versions WHERE 'xàlỏn' = ANY(terms)", new { })
        );

        using var changed = await client.PutAsJsonAsync(
            "/api/lists/suspect",
            new { version = seen.GetProperty("version").GetInt32(), terms }
        );
        var version = await changed.JsonAsync();
        Assert.Equal(["xàlỏn"], version.GetProperty("added").EnumerateArray().Select(t => t.GetString()));
        var later = await moderator.SendAsync("Danh sách", "Vẫn xàlỏn");
        Assert.Equal("hold: suspect-words", await moderator.RulesOfAsync(later));
        Assert.Equal(
            version.GetProperty("version").GetInt32(),
            await moderator.ReadAsync<int>("SELECT list_version FROM decisions WHERE comment_id = @later", new { later })
        );
        Assert.Equal("hold: nothing-found", await moderator.RulesOfAsync(waiting));

        using var started = await client.PostAsync("/api/lists/apply", null);
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var run = await Eventually.FindAsync("the run is done", async () =>
        {
            var found = await (await client.GetAsync(started.Headers.Location)).JsonAsync();
            return found.GetProperty("status").GetString() == "done" ? found.GetRawText() : null;
        });
        Assert.True(JsonDocument.Parse(run).RootElement.GetProperty("changed").GetInt32() >= 1);
        Assert.Equal(
            ("hold: suspect-words", "hold: nothing-found", "hold: nothing-found"),
            (await moderator.RulesOfAsync(waiting), await moderator.RulesOfAsync(innocent), await moderator.RulesOfAsync(decided))
        );
        Assert.Equal("suspect", await moderator.StatusOfAsync(waiting));
        Assert.Equal(
            1,
            await moderator.ReadAsync<long>("SELECT count(*) FROM decisions WHERE comment_id = @innocent", new { innocent })
        );

        using var reverted = await client.PostAsJsonAsync(
            $"/api/lists/suspect/versions/{version.GetProperty("version").GetInt32()}/revert",
            new { version = version.GetProperty("version").GetInt32() }
        );
        Assert.Equal(version.GetProperty("version").GetInt32(), (await reverted.JsonAsync()).GetProperty("revertsTo").GetInt32());
    }

    [Fact]
    public async Task A_banned_word_wants_rejection_and_an_allowed_term_takes_it_back()
    {
        using var client = await moderator.SignedInAsync("Người cấm từ", Role.Senior);
        await PutFileAsync(client, "banned", "text/plain", "# thử\n\nbờrutxơ\n", HttpStatusCode.OK);
        await PutFileAsync(client, "allowed", "text/csv", "term\n\"Vịnh bờrutxơ\"\n", HttpStatusCode.OK);

        var banned = await moderator.SendAsync("Từ cấm", "Đồ bờrutxơ!");
        var allowed = await moderator.SendAsync("Từ cấm", "Du lịch Vịnh Bờrutxơ");

        Assert.Equal(
            ("hold: banned-words", "hold: nothing-found"),
            (await moderator.RulesOfAsync(banned), await moderator.RulesOfAsync(allowed))
        );
        Assert.Equal(
            "reject",
            await moderator.ReadAsync<string>("SELECT advice FROM decisions WHERE comment_id = @banned", new { banned })
        );
    }

    [Fact]
    public async Task A_file_with_faults_names_their_lines_in_both_languages_and_changes_nothing()
    {
        using var client = await moderator.SignedInAsync("Người nhập hỏng", Role.Senior);
        var before = await ListAsync(client, "allowed");
        byte[] file =
        [
            .. Encoding.UTF8.GetBytes("tốt\n"),
            0xC3,
            0x28,
            .. Encoding.UTF8.GetBytes($"\n...\n{new string('â', 101)}\n"),
        ];

        using var response = await client.PutAsync(
            $"/api/lists/allowed/file?version={before.GetProperty("version").GetInt32()}",
            new ByteArrayContent(file) { Headers = { { "Content-Type", "text/plain" } } }
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.JsonAsync()).GetProperty("errors");
        Assert.Equal(["lines[2]", "lines[3]", "lines[4]"], errors.EnumerateObject().Select(e => e.Name));
        Assert.Equal(
            ["line-not-utf8", "term-without-words", "term-length"],
            errors.EnumerateObject().Select(e => e.Value[0].GetProperty("code").GetString())
        );
        Assert.Equal(
            before.GetProperty("version").GetInt32(),
            (await ListAsync(client, "allowed")).GetProperty("version").GetInt32()
        );
        await PutFileAsync(client, "allowed", "text/csv", "term\nmột,hai\n", HttpStatusCode.BadRequest);
        await PutFileAsync(
            client,
            "allowed",
            "text/plain",
            string.Join('\n', Enumerable.Range(0, 10_001).Select(i => $"từ{i}")),
            HttpStatusCode.BadRequest
        );
        await PutFileAsync(client, "allowed", "application/pdf", "x", HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_file_is_read_before_anything_is_changed()
    {
        using var client = await moderator.SignedInAsync("Người xem tệp", Role.Senior);
        var before = await ListAsync(client, "allowed");

        using var read = await client.PostAsync(
            "/api/lists/file",
            new StringContent("term\n\"Vịnh \"\"Xanh\"\"\"\nĐảo xa\nđảo xa\nĐảo xa\n", Encoding.UTF8, "text/csv")
        );
        using var refused = await client.PostAsync(
            "/api/lists/file",
            new StringContent("Đảo xa\n...\n", Encoding.UTF8, "text/plain")
        );
        using var neither = await client.PostAsync("/api/lists/file", new StringContent("{}", Encoding.UTF8, "application/json"));

        var (answer, problem) = (await read.JsonAsync(), await refused.JsonAsync());
        Assert.Equal(
            ["Vịnh \"Xanh\"", "Đảo xa", "đảo xa"],
            answer.GetProperty("terms").EnumerateArray().Select(t => t.GetString())
        );
        Assert.Equal(1, answer.GetProperty("doubles").GetInt32());
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-list"), (refused.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("lines[2]", problem.GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, neither.StatusCode);
        Assert.Equal(
            before.GetProperty("version").GetInt32(),
            (await ListAsync(client, "allowed")).GetProperty("version").GetInt32()
        );
    }

    [Fact]
    public async Task Ten_thousand_terms_fit_and_a_change_of_an_older_version_is_refused()
    {
        using var client = await moderator.SignedInAsync("Người nhập nhiều", Role.Senior);
        var before = await ListAsync(client, "allowed");
        var version = before.GetProperty("version").GetInt32();
        var terms = Enumerable.Range(0, 9_000).Select(i => $"nghĩa địa xứ xa số {i} {new string('ê', 40)}").ToArray();

        using var changed = await client.PutAsJsonAsync("/api/lists/allowed", new { version, terms });
        using var late = await client.PutAsJsonAsync("/api/lists/allowed", new { version, terms });

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var problem = await late.JsonAsync();
        Assert.Equal(
            ("list-changed", "Người nhập nhiều"),
            (problem.GetProperty("code").GetString(), problem.GetProperty("changedBy").GetString())
        );
        Assert.Equal(9_000, (await ListAsync(client, "allowed")).GetProperty("count").GetInt32());
        using var unknown = await client.GetAsync("/api/lists/everything");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_senior_with_sections_does_not_change_what_holds_in_all()
    {
        using var client = await moderator.SignedInAsync("Trưởng ban danh sách", Role.Senior, "Danh sách");

        using var response = await client.PutAsJsonAsync("/api/lists/banned", new { version = 0, terms = new[] { "gì đó" } });

        Assert.Equal((HttpStatusCode.Forbidden, "other-section"), (response.StatusCode, await response.CodeAsync()));
    }

    private static async Task<JsonElement> ListAsync(HttpClient client, string kind) =>
        await (await client.GetAsync($"/api/lists/{kind}")).JsonAsync();

    private static async Task PutFileAsync(HttpClient client, string kind, string type, string file, HttpStatusCode expected)
    {
        var version = (await ListAsync(client, kind)).GetProperty("version").GetInt32();
        using var response = await client.PutAsync(
            $"/api/lists/{kind}/file?version={version}",
            new StringContent(file, Encoding.UTF8, type)
        );
        Assert.True(expected == response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
