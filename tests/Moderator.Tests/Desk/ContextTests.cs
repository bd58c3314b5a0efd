using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;
using Moderation.Moderator.Tests.Leases;

namespace Moderation.Moderator.Tests.Desk;

public sealed class ContextTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Siblings_are_the_nearest_under_the_same_article_oldest_first()
    {
        using var client = await moderator.SignedInAsync("Người xem quanh");
        var article = Make.Unique("quanh");
        List<Guid> ids = [];
        for (var i = 0; i < 9; i++)
            ids.Add(await moderator.QueueAsync(Make.Under(article)));

        var answer = await client.ReadAsync($"/api/comments/{ids[4]}");

        Assert.Equal(ids[1..4].Concat(ids[5..8]), Ids(answer.GetProperty("siblings")));
    }

    [Fact]
    public async Task The_authors_record_counts_what_became_of_the_comments_and_shows_the_latest()
    {
        using var client = await moderator.SignedInAsync("Người tra tác giả");
        var (article, phone) = (Make.Unique("ho-so"), Make.Unique("phone"));
        List<Guid> ids = [];
        for (var i = 0; i < 4; i++)
            ids.Add(await moderator.QueueAsync(Make.Under(article, phone: phone)));
        using var approved = await client.DecideAsync(ids[0], "approve");
        using var rejected = await client.DecideAsync(ids[1], "reject", reason: "spam");

        var answer = await client.ReadAsync($"/api/comments/{ids[2]}");
        var author = answer.GetProperty("author");
        Assert.DoesNotContain(phone, answer.GetRawText(), StringComparison.Ordinal);
        var byName = await client.ReadAsync("/api/authors?key=name:TRẦN BÌNH");

        Assert.Equal($"phone:{ids[2]}", author.GetProperty("key").GetString());
        Assert.Equal(
            [$"phone:{ids[2]}", "name:Trần Bình"],
            author.GetProperty("keys").EnumerateArray().Select(key => key.GetString())
        );
        Assert.Equal(
            (1, 1, 2),
            (
                author.GetProperty("approved").GetInt32(),
                author.GetProperty("rejected").GetInt32(),
                author.GetProperty("waiting").GetInt32()
            )
        );
        Assert.Equal(ids.AsEnumerable().Reverse(), Ids(author.GetProperty("latest")));
        Assert.InRange(byName.GetProperty("latest").GetArrayLength(), 4, 10);
        using var wrong = await client.GetAsync("/api/authors?key=0912345678");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory]
    [InlineData("👨‍👩‍👧‍👦", 30)]
    [InlineData("👨🏽‍❤️‍💋‍👨🏿", 25)]
    [InlineData("Ậ̣̣̣̣", 40)]
    public async Task An_author_of_any_name_that_is_accepted_is_found_filtered_batched_and_banned(string character, int times)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người tra tên dài"), Role.Senior);
        var name = string.Concat(Enumerable.Repeat(character, times)) + Make.Unique(" ");
        var id = await moderator.QueueAsync(Make.Submitted(Make.Text() with { Name = name }));
        var author = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("author");
        var key = author.GetProperty("keys").EnumerateArray().Last().GetString()!;
        var asked = Uri.EscapeDataString(key);

        var record = await client.ReadAsync($"/api/authors?key={asked}");
        var page = await client.ReadAsync($"/api/queue?queue=pending&author={asked}");
        using var batch = await client.PostAsJsonAsync("/api/batches", new { author = key, outcome = "hold", dryRun = true });
        using var ban = await client.PostAsJsonAsync(
            "/api/bans",
            new
            {
                commentId = id,
                by = "name",
                effect = "mute",
                reason = "spam",
            }
        );

        Assert.Equal("name:" + name, key);
        Assert.Equal([id], Ids(record.GetProperty("latest")));
        Assert.Equal([id], Ids(page.GetProperty("items")));
        Assert.True(batch.IsSuccessStatusCode, await batch.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(ban.IsSuccessStatusCode, await ban.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_author_by_name_is_the_one_that_a_ban_by_name_would_meet()
    {
        using var client = await moderator.SignedInAsync("Người tra tên giả dạng");
        var name = Make.Unique("Kẻ Giả Dạng ");
        List<Guid> ids = [];
        string[] ways =
        [
            name,
            name.ToUpperInvariant(),
            name.Replace('a', 'а'),
            name.Replace("ả", "a\u0309", StringComparison.Ordinal),
        ];
        foreach (var written in ways)
            ids.Add(await moderator.QueueAsync(Make.Submitted(Make.Text() with { Name = written })));

        var record = await client.ReadAsync($"/api/authors?key={Uri.EscapeDataString("name:" + name)}");

        Assert.Equal(ids.AsEnumerable().Reverse(), Ids(record.GetProperty("latest")));
    }

    [Fact]
    public async Task The_record_and_the_siblings_end_at_the_sections_of_whoever_looks()
    {
        var (article, phone, section) = (Make.Unique("gioi-han"), Make.Unique("phone"), Make.Unique("Mục"));
        using var limited = await moderator.SignedInAsync("Người xem trong mục", sections: [section]);
        var others = await moderator.QueueAsync(Make.Under(article, phone: phone));
        var theirs = await moderator.QueueAsync(Make.Under(article, section, phone: phone));

        var answer = await limited.ReadAsync($"/api/comments/{theirs}");

        Assert.Empty(Ids(answer.GetProperty("siblings")));
        Assert.Equal([theirs], Ids(answer.GetProperty("author").GetProperty("latest")));
        Assert.DoesNotContain(others.ToString(), answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleagues_read_a_note_and_why_a_comment_was_skipped()
    {
        using var client = await moderator.SignedInAsync("Người ghi chú");
        using var other = await moderator.SignedInAsync("Người đọc ghi chú");
        var id = await moderator.QueueAsync();
        await client.TakeAsync(id);

        using var noted = await client.PostAsJsonAsync($"/api/comments/{id}/notes", new { text = " Hỏi ban pháp luật " });
        using var skipped = await client.PostAsJsonAsync($"/api/comments/{id}/skip", new { reason = "Không rành luật đất đai" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (noted.StatusCode, skipped.StatusCode));
        var notes = (await other.ReadAsync($"/api/comments/{id}")).GetProperty("notes").EnumerateArray().ToList();
        Assert.Equal(
            [("note", "Hỏi ban pháp luật"), ("skip", "Không rành luật đất đai")],
            notes.Select(n => (n.GetProperty("kind").GetString(), n.GetProperty("text").GetString()))
        );
        Assert.All(notes, n => Assert.Equal("Người ghi chú", n.GetProperty("moderator").GetString()));
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
        using var free = await other.LeaseAsync(id);
        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
    }

    [Theory]
    [InlineData("notes", """{"text":"  "}""", "text-required")]
    [InlineData("notes", """{}""", "text-required")]
    [InlineData("notes", """{"text":"\u3164 \u2800"}""", "text-required")]
    [InlineData("skip", """{"reason":"\u034F\uFE0F"}""", "reason-required")]
    [InlineData("notes", """{"text":"a\u0000b"}""", "text-invalid")]
    [InlineData("skip", """{}""", "reason-required")]
    [InlineData("skip", """{"reason":"x","hide":true}""", "malformed-request")]
    public async Task A_note_that_says_nothing_or_too_much_is_refused(string where, string body, string code)
    {
        using var client = await moderator.SignedInAsync("Người ghi hỏng");
        var id = await moderator.QueueAsync();

        using var response = await client.PostAsync(
            $"/api/comments/{id}/{where}",
            new StringContent(body, null, "application/json")
        );

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            code,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Notes_outside_ones_sections_are_refused()
    {
        using var client = await moderator.SignedInAsync("Người ghi lạc mục", sections: [Make.Unique("mục")]);
        var id = await moderator.QueueAsync();

        using var noted = await client.PostAsJsonAsync($"/api/comments/{id}/notes", new { text = "x" });
        using var skipped = await client.PostAsJsonAsync($"/api/comments/{id}/skip", new { reason = "x" });
        using var tooLong = await client.PostAsJsonAsync($"/api/comments/{id}/notes", new { text = new string('â', 1_001) });

        Assert.Equal(("other-section", "other-section"), (await noted.CodeAsync(), await skipped.CodeAsync()));
        Assert.Contains(
            "text-too-long",
            await tooLong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<Guid> Ids(JsonElement items) =>
        items.EnumerateArray().Select(item => item.GetProperty("id").GetGuid());
}
