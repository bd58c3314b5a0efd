using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Log;

public sealed class LogTests(ModeratorFixture moderator)
{
    private const string Hostile = "Bí mật của người viết";

    [Fact]
    public async Task A_decision_is_in_the_log_with_who_why_and_where()
    {
        var section = NewSection();
        using var client = await moderator.SignedInAsync("Người ghi nhật ký", Role.Senior);
        var id = await QueueAsync(section);
        var decision = await DecideAsync(client, id, "reject", "spam", "Quảng cáo sim");
        using var colleague = await moderator.SignedInAsync("Người hoàn tác giúp", Role.Senior);
        using var undone = await colleague.UndoAsync(decision);

        using var response = await client.GetAsync($"/api/log?section={section}");

        var items = (await response.JsonAsync()).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["undo", "reject", "hold"], items.Select(i => i.GetProperty("outcome").GetString()));
        var rejection = items[1];
        Assert.Equal(
            ("Người ghi nhật ký", "spam", "Quảng cáo sim"),
            (Text(rejection, "moderator"), Text(rejection, "reason"), Text(rejection, "note"))
        );
        Assert.Equal(
            (section, "cau-vinh-tuy-2", id.ToString()),
            (Text(rejection, "section"), Text(rejection, "articleId"), Text(rejection, "commentId"))
        );
        Assert.Equal(
            (Text(items[0], "id"), "Người hoàn tác giúp"),
            (Text(rejection, "undoneBy"), Text(rejection, "undoneByModerator"))
        );
        Assert.Equal([true, false, false], items.Select(i => i.GetProperty("latest").GetBoolean()));
        Assert.Equal(decision.ToString(), Text(items[0], "undoes"));
        Assert.Equal(("nothing-found", "approve"), (Text(items[2], "rule"), Text(items[2], "advice")));
    }

    [Fact]
    public async Task Moderators_read_their_own_decisions_and_seniors_those_of_all()
    {
        var section = NewSection();
        using var one = await moderator.SignedInAsync("Người quyết một");
        using var two = await moderator.SignedInAsync("Người quyết hai");
        using var senior = await moderator.SignedInAsync("Trưởng ca đọc nhật ký", Role.Senior);
        await DecideAsync(one, await QueueAsync(section), "approve");
        await DecideAsync(two, await QueueAsync(section), "hold");

        var own = await ItemsAsync(one, $"section={section}");
        var byName = await ItemsAsync(one, $"section={section}&moderator={Uri.EscapeDataString("Người quyết một")}");
        using var others = await one.GetAsync($"/api/log?moderator={Uri.EscapeDataString("Người quyết hai")}");
        var all = await ItemsAsync(senior, $"section={section}&by=people");
        var ofOne = await ItemsAsync(senior, $"section={section}&moderator={Uri.EscapeDataString("người QUYẾT một")}");

        Assert.Equal("Người quyết một", Text(Assert.Single(own), "moderator"));
        Assert.Single(byName);
        Assert.Equal((HttpStatusCode.Forbidden, "own-log-only"), (others.StatusCode, await others.CodeAsync()));
        Assert.Equal(["Người quyết hai", "Người quyết một"], all.Select(i => Text(i, "moderator")));
        Assert.Equal("Người quyết một", Text(Assert.Single(ofOne), "moderator"));
    }

    [Fact]
    public async Task Filters_choose_by_outcome_reason_rule_and_time()
    {
        var section = NewSection();
        using var senior = await moderator.SignedInAsync("Người lọc nhật ký", Role.Senior);
        await DecideAsync(senior, await QueueAsync(section), "reject", "offTopic");
        await DecideAsync(senior, await QueueAsync(section), "reject", "spam");
        await DecideAsync(senior, await QueueAsync(section), "approve");
        var decidedAt = Uri.EscapeDataString(
            Text((await ItemsAsync(senior, $"section={section}&reason=spam")).Single(), "decidedAt")!
        );

        Assert.Equal(2, (await ItemsAsync(senior, $"section={section}&outcome=reject")).Count);
        Assert.Equal("offTopic", Text(Assert.Single(await ItemsAsync(senior, $"section={section}&reason=offTopic")), "reason"));
        Assert.Equal(3, (await ItemsAsync(senior, $"section={section}&rule=nothing-found")).Count);
        Assert.Equal(3, (await ItemsAsync(senior, $"section={section}&by=rules")).Count);
        Assert.Empty(await ItemsAsync(senior, $"section={section}&rule=%25"));
        Assert.Equal(2, (await ItemsAsync(senior, $"section={section}&by=people&from={decidedAt}")).Count);
        Assert.Single(await ItemsAsync(senior, $"section={section}&by=people&to={decidedAt}"));
    }

    [Fact]
    public async Task A_batch_is_one_row_that_opens_and_so_is_its_undo()
    {
        var section = NewSection();
        using var senior = await moderator.SignedInAsync("Người ghi lô", Role.Senior);
        using var limited = await moderator.SignedInAsync("Người đọc một mục", Role.Senior, section);
        var ids = new[] { await QueueAsync(section), await QueueAsync(section), await QueueAsync(section) };
        await DecideAsync(senior, await QueueAsync(section), "reject", "spam");
        using var run = await senior.PostAsJsonAsync("/api/batches", new { commentIds = ids, outcome = "approve" });
        var batch = Text(await run.JsonAsync(), "id");

        var row = (await ItemsAsync(limited, $"section={section}&by=people"))[0];
        Assert.Equal(2, (await ItemsAsync(senior, $"section={section}&by=people")).Count);
        Assert.Equal((batch, 3), (Text(row, "batchId"), row.GetProperty("batchCount").GetInt32()));
        var parts = await ItemsAsync(limited, $"batch={batch}");
        Assert.Equal(ids.Order(), parts.Select(i => i.GetProperty("commentId").GetGuid()).Order());
        Assert.All(parts, part => Assert.False(part.TryGetProperty("batchCount", out _)));

        using var undone = await senior.PostAsync($"/api/batches/{batch}/undo", null);
        var rows = await ItemsAsync(senior, $"section={section}&by=people");
        Assert.Equal(["undo", "approve", "reject"], rows.Select(i => Text(i, "outcome")));
        Assert.Equal(
            [(3, 0), (3, 3)],
            rows.Take(2).Select(i => (i.GetProperty("batchCount").GetInt32(), i.GetProperty("batchUndone").GetInt32()))
        );
        Assert.Equal(3, (await ItemsAsync(senior, $"batch={batch}&outcome=undo")).Count);
    }

    [Fact]
    public async Task An_entry_shows_text_and_author_with_the_phone_masked()
    {
        var section = NewSection();
        using var senior = await moderator.SignedInAsync("Người đọc chữ", Role.Senior);
        await DecideAsync(senior, await QueueAsync(section), "approve");

        var entry = Assert.Single(await ItemsAsync(senior, $"section={section}&by=people"));

        Assert.Equal((Hostile, Hostile), (Text(entry.GetProperty("text"), "name"), Text(entry.GetProperty("text"), "content")));
        Assert.Equal("091****678", Text(entry, "maskedPhone"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var section = NewSection();
        using var senior = await moderator.SignedInAsync("Người lật nhật ký", Role.Senior);
        for (var i = 0; i < 3; i++)
            await DecideAsync(senior, await QueueAsync(section), "approve");

        var seen = new List<string?>();
        string? cursor = "";
        while (cursor is not null)
        {
            var page = await (await senior.GetAsync($"/api/log?section={section}&limit=2&cursor={cursor}")).JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => Text(i, "id")));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal((await ItemsAsync(senior, $"section={section}")).Select(i => Text(i, "id")), seen);
        Assert.Equal(6, seen.Count);
    }

    [Theory]
    [InlineData("by=robots", "by", "by-unknown")]
    [InlineData("outcome=publish", "outcome", "outcome-unknown")]
    [InlineData("reason=dull", "reason", "reason-unknown")]
    [InlineData("from=yesterday", "from", "from-invalid")]
    [InlineData("from=2026-02-02&to=2026-02-01", "to", "to-before-from")]
    [InlineData("cursor=abc", "cursor", "cursor-invalid")]
    [InlineData("limit=201", "limit", "limit-invalid")]
    [InlineData("section=a%00b", "query", "query-invalid")]
    public async Task A_wrong_parameter_is_named_in_both_languages(string query, string parameter, string code)
    {
        using var senior = await moderator.SignedInAsync($"Người hỏi sai {code}", Role.Senior);

        using var response = await senior.GetAsync("/api/log?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.JsonAsync()).GetProperty("errors").GetProperty(parameter)[0];
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEqual(error.GetProperty("vi").GetString(), error.GetProperty("en").GetString());
    }

    [Fact]
    public async Task Another_section_cannot_be_asked_for()
    {
        using var limited = await moderator.SignedInAsync("Trưởng ca một mục", Role.Senior, "Mục riêng");

        using var response = await limited.GetAsync("/api/log?section=Mục khác");

        Assert.Equal("other-section", await response.CodeAsync());
    }

    [Fact]
    public async Task S5_The_export_is_the_same_log_and_no_cell_of_it_is_a_formula()
    {
        var section = "=" + NewSection();
        using var senior = await moderator.SignedInAsync("@người xuất nhật ký", Role.Senior);
        foreach (
            var note in new[] { "=HYPERLINK(\"http://evil.example\";\"x\")", "+1", "-1", "@a", "＝1+1", "một, \"hai\"\r\nba" }
        )
            await DecideAsync(senior, await QueueAsync(section), "hold", note: note);

        using var response = await senior.GetAsync($"/api/log.csv?section={Uri.EscapeDataString(section)}&by=people");

        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var csv = Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("\"decidedAt\",\"outcome\",\"moderator\"", csv, StringComparison.Ordinal);
        foreach (
            var cell in new[]
            {
                "'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")",
                "'+1",
                "'-1",
                "'@a",
                "'＝1+1",
                "một, \"\"hai\"\"\r\nba",
                "'@người xuất nhật ký",
                "'" + section,
            }
        )
            Assert.Contains($",\"{cell}\",", csv, StringComparison.Ordinal);
        Assert.Equal(6, csv.Split("\"hold\"").Length - 1);
        Assert.DoesNotContain(Hostile, csv, StringComparison.Ordinal);
        Assert.Equal(
            ("text/csv", "attachment"),
            (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.DispositionType)
        );
    }

    private static string NewSection() => $"Mục {Guid.CreateVersion7():n}";

    private static string? Text(JsonElement item, string member) =>
        item.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client, string query)
    {
        using var response = await client.GetAsync("/api/log?" + query);
        return [.. (await response.JsonAsync()).GetProperty("items").EnumerateArray()];
    }

    private static async Task<Guid> DecideAsync(
        HttpClient client,
        Guid id,
        string outcome,
        string? reason = null,
        string? note = null
    )
    {
        using var response = await client.DecideAsync(id, outcome, reason, note);
        response.EnsureSuccessStatusCode();
        return await response.DecisionIdAsync();
    }

    private async Task<Guid> QueueAsync(string section)
    {
        var submitted = Make.Submitted(
            new CommentText
            {
                Name = Hostile,
                Title = Hostile,
                Content = Hostile,
            }
        );
        submitted = submitted with { Article = submitted.Article with { Section = section } };
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(Make.Classified(submitted.CommentId));
        await Eventually.IsTrueAsync("the comment is held", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "pending"
        );
        return submitted.CommentId;
    }
}
