using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.Tests.Leases;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Batches;

public sealed class BatchTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task A_dry_run_counts_and_shows_a_sample_and_decides_nothing()
    {
        using var client = await moderator.SignedInAsync("Người thử lô");
        var (article, ids) = await WaitingAsync(3, 0.7f);
        await moderator.QueueAsync(Make.Under(article), 0.95f);
        Assert.All(await StatusesAsync(ids), status => Assert.Equal("suspect", status));

        var preview = await RunAsync(
            client,
            new
            {
                queue = "suspect",
                article,
                label = "toxicity",
                minScore = 0.6,
                maxScore = 0.9,
                outcome = "reject",
                reason = "spam",
                dryRun = true,
            }
        );

        Assert.Equal(
            ("previewed", 3, 0),
            (
                preview.GetProperty("status").GetString(),
                preview.GetProperty("count").GetInt32(),
                preview.GetProperty("decided").GetInt32()
            )
        );
        Assert.Equal(
            ids.Order(),
            preview.GetProperty("sample").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).Order()
        );
        Assert.All(await StatusesAsync(ids), status => Assert.Equal("suspect", status));
    }

    [Fact]
    public async Task A_preview_decides_what_it_counted_and_lists_what_changed_meanwhile()
    {
        using var client = await moderator.SignedInAsync("Người duyệt lô");
        using var other = await moderator.SignedInAsync("Người làm lẻ");
        var (article, ids) = await WaitingAsync(5, 0.7f);
        var preview = await RunAsync(
            client,
            new
            {
                queue = "suspect",
                article,
                outcome = "reject",
                reason = "spam",
                dryRun = true,
            }
        );
        var later = await moderator.QueueAsync(Make.Under(article), 0.7f);
        using var decided = await other.DecideAsync(ids[0], "approve");
        await other.TakeAsync(ids[1]);
        await moderator.SendAsync(Make.Submitted(Make.Text("Đã sửa lại."), ids[2], revision: 2));
        await Eventually.IsTrueAsync("the second revision is there", () =>
            moderator.ReadAsync<bool>("SELECT EXISTS (SELECT FROM comments WHERE id = @Id AND revision = 2)", new { Id = ids[2] })
        );

        var batch = await RunAsync(
            client,
            new
            {
                preview = preview.GetProperty("id").GetGuid(),
                outcome = "reject",
                reason = "spam",
            }
        );

        Assert.Equal(
            ("decided", 5, 2),
            (
                batch.GetProperty("status").GetString(),
                batch.GetProperty("count").GetInt32(),
                batch.GetProperty("decided").GetInt32()
            )
        );
        var skipped = batch
            .GetProperty("skipped")
            .EnumerateArray()
            .ToDictionary(s => s.GetProperty("commentId").GetGuid(), s => s.GetProperty("code").GetString());
        Assert.Equal(("already-decided", "leased", "other-revision"), (skipped[ids[0]], skipped[ids[1]], skipped[ids[2]]));
        Assert.Equal(
            """{"already-decided":1,"leased":1,"other-revision":1}""",
            JsonSerializer.Serialize(
                batch.GetProperty("skippedBy").Deserialize<SortedDictionary<string, int>>(),
                JsonSerializerOptions.Web
            )
        );
        var first = batch.GetProperty("skipped").EnumerateArray().Single(s => s.GetProperty("commentId").GetGuid() == ids[0]);
        Assert.Equal(
            ("Người làm lẻ", "approve", "Trần Bình"),
            (
                first.GetProperty("moderator").GetString(),
                first.GetProperty("outcome").GetString(),
                first.GetProperty("text").GetProperty("name").GetString()
            )
        );
        var page = await client.ReadAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}/skipped?after={ids[0]}");
        Assert.Equal(
            [("leased", "Người làm lẻ"), ("other-revision", null)],
            page.GetProperty("items")
                .EnumerateArray()
                .Select(s =>
                    (s.GetProperty("code").GetString(), s.TryGetProperty("holder", out var who) ? who.GetString() : null)
                )
        );
        Assert.Equal(
            ["approved", "suspect", "rejected", "rejected", "suspect"],
            await StatusesAsync([ids[0], ids[1], ids[3], ids[4], later])
        );
        using var twice = await client.PostAsJsonAsync(
            "/api/batches",
            new
            {
                preview = preview.GetProperty("id").GetGuid(),
                outcome = "reject",
                reason = "spam",
            }
        );
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    [Fact]
    public async Task A_batch_approves_only_where_all_scores_are_low_and_says_what_it_left()
    {
        using var client = await moderator.SignedInAsync("Người duyệt lô thấp");
        var article = Make.Unique("lo");
        var low = await moderator.QueueAsync(Make.Under(article), 0.1f);
        var middle = await moderator.QueueAsync(Make.Under(article), 0.35f);
        var unscored = Make.Under(article);
        await moderator.SendAsync(unscored);
        await moderator.LetScoringTimeOutAsync(unscored.CommentId);
        var chosen = new[] { low, middle, unscored.CommentId };
        Assert.Equal(["pending", "pending", "unscored"], await StatusesAsync(chosen));

        var preview = await RunAsync(
            client,
            new
            {
                queue = "pending",
                article,
                outcome = "approve",
                dryRun = true,
            }
        );
        Assert.Equal((2, 1), (preview.GetProperty("count").GetInt32(), preview.GetProperty("notLow").GetInt32()));
        Assert.Equal([low], preview.GetProperty("sample").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));

        var batch = await RunAsync(client, new { commentIds = chosen, outcome = "approve" });
        Assert.Equal(1, batch.GetProperty("decided").GetInt32());
        Assert.Equal(2, batch.GetProperty("skippedBy").GetProperty("score-not-low").GetInt32());
        Assert.Equal(["approved", "pending", "unscored"], await StatusesAsync(chosen));
        using var alone = await client.DecideAsync(middle, "approve");
        Assert.Equal(HttpStatusCode.OK, alone.StatusCode);
    }

    [Fact]
    public async Task A_dry_run_shows_the_riskiest_twenty_the_riskiest_first()
    {
        using var client = await moderator.SignedInAsync("Người xem rủi ro");
        var article = Make.Unique("lo");
        for (var i = 1; i <= 22; i++)
            await moderator.QueueAsync(Make.Under(article), (i + 4) / 100f);

        var preview = await RunAsync(
            client,
            new
            {
                queue = "pending",
                article,
                outcome = "approve",
                dryRun = true,
            }
        );

        Assert.Equal(
            Enumerable.Range(3, 20).Reverse().Select(i => (i + 4) / 100f),
            preview
                .GetProperty("sample")
                .EnumerateArray()
                .Select(item => item.GetProperty("scores").GetProperty("toxicity").GetSingle())
        );
    }

    [Fact]
    public async Task A_batch_is_undone_as_one_and_within_the_grace_nothing_of_it_was_ever_sent()
    {
        using var client = await moderator.SignedInAsync("Người hối lô");
        var (article, ids) = await WaitingAsync(4, 0.7f);
        var batch = await RunAsync(
            client,
            new
            {
                queue = "suspect",
                article,
                outcome = "reject",
                reason = "spam",
            }
        );

        using var response = await client.PostAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}/undo", null);

        var undone = await response.JsonAsync();
        Assert.Equal(
            ("undone", 0, 0),
            (
                undone.GetProperty("status").GetString(),
                undone.GetProperty("retracted").GetInt32(),
                undone.GetProperty("skippedCount").GetInt32()
            )
        );
        Assert.All(await StatusesAsync(ids), status => Assert.Equal("suspect", status));
        Assert.Equal(
            0,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM outbox WHERE body LIKE ANY(@Patterns)",
                new { Patterns = ids.Select(id => $"%{id}%").ToArray() }
            )
        );
        using var twice = await client.PostAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}/undo", null);
        Assert.Equal("nothing-to-undo", await twice.CodeAsync());
        Assert.Equal(
            "undone",
            (await client.ReadAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}")).GetProperty("status").GetString()
        );
    }

    [Fact]
    public async Task A_batch_that_has_left_is_retracted_except_for_what_was_decided_since()
    {
        using var client = await moderator.SignedInAsync("Người rút lô");
        var (article, ids) = await WaitingAsync(3, 0.1f);
        var batch = await RunAsync(
            client,
            new
            {
                queue = "pending",
                article,
                outcome = "approve",
            }
        );
        foreach (var id in ids)
            await moderator.LeftAsync(id, "CommentApproved");
        var single = await moderator.ReadAsync<Guid>(
            "SELECT id FROM decisions WHERE comment_id = @Id AND outcome = 'approve'",
            new { Id = ids[0] }
        );
        using var undoneAlone = await client.UndoAsync(single);

        using var response = await client.PostAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}/undo", null);

        var undone = await response.JsonAsync();
        Assert.Equal(2, undone.GetProperty("retracted").GetInt32());
        Assert.Equal(ids[0], Assert.Single(undone.GetProperty("skipped").EnumerateArray()).GetProperty("commentId").GetGuid());
        foreach (var id in ids)
            await moderator.LeftAsync(id, "CommentRetracted");
    }

    [Fact]
    public async Task All_that_waits_of_an_author_is_rejected_as_one()
    {
        using var client = await moderator.SignedInAsync("Người cấm");
        var (article, phone) = (Make.Unique("tac-gia"), Make.Unique("phone"));
        var pending = await moderator.QueueAsync(Make.Under(article, phone: phone));
        var suspect = await moderator.QueueAsync(Make.Under(article, phone: phone), 0.95f);
        var others = await moderator.QueueAsync(Make.Under(article));

        var batch = await RunAsync(
            client,
            new
            {
                author = $"phone:{pending}",
                outcome = "reject",
                reason = "spam",
                note = "Phá rối",
            }
        );

        Assert.Equal(2, batch.GetProperty("decided").GetInt32());
        Assert.Equal(["rejected", "rejected", "pending"], await StatusesAsync([pending, suspect, others]));
    }

    [Fact]
    public async Task Chosen_comments_are_decided_where_the_person_may()
    {
        var section = Make.Unique("Mục");
        using var limited = await moderator.SignedInAsync("Người lô một mục", sections: [section]);
        var article = Make.Unique("chon");
        var theirs = await moderator.QueueAsync(Make.Under(article, section));
        var others = await moderator.QueueAsync(Make.Under(article));
        var unknown = Guid.CreateVersion7();

        var batch = await RunAsync(limited, new { commentIds = new[] { theirs, others, unknown }, outcome = "approve" });

        Assert.Equal(
            ["other-section", "not-found"],
            batch
                .GetProperty("skipped")
                .EnumerateArray()
                .OrderBy(s => s.GetProperty("commentId").GetGuid())
                .Select(s => s.GetProperty("code").GetString())
        );
        Assert.Equal(["approved", "pending"], await StatusesAsync([theirs, others]));
        using var asked = await limited.PostAsJsonAsync(
            "/api/batches",
            new
            {
                queue = "pending",
                section = "Thời sự",
                outcome = "approve",
            }
        );
        Assert.Equal("other-section", await asked.CodeAsync());
    }

    [Fact]
    public async Task The_batch_of_another_section_is_neither_shown_nor_undone()
    {
        using var all = await moderator.SignedInAsync("Người lô mọi mục");
        using var limited = await moderator.SignedInAsync("Người ngoài lô", sections: [Make.Unique("mục")]);
        var (article, ids) = await WaitingAsync(1, 0.1f);
        var batch = (
            await RunAsync(
                all,
                new
                {
                    queue = "pending",
                    article,
                    outcome = "approve",
                }
            )
        ).GetProperty("id").GetGuid();

        using var read = await limited.GetAsync($"/api/batches/{batch}");
        using var undone = await limited.PostAsync($"/api/batches/{batch}/undo", null);
        using var skipped = await limited.GetAsync($"/api/batches/{batch}/skipped");
        using var unknown = await limited.GetAsync($"/api/batches/{Guid.CreateVersion7()}");

        Assert.All(
            [await read.CodeAsync(), await undone.CodeAsync(), await skipped.CodeAsync()],
            code => Assert.Equal("other-section", code)
        );
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(["approved"], await StatusesAsync(ids));
    }

    [Theory]
    [InlineData("""{"outcome":"approve"}""", "queue-invalid")]
    [InlineData("""{"queue":"approved","outcome":"approve"}""", "queue-invalid")]
    [InlineData("""{"queue":"pending"}""", "outcome-unknown")]
    [InlineData("""{"queue":"pending","outcome":"reject"}""", "reason-required")]
    [InlineData("""{"commentIds":[],"outcome":"approve"}""", "commentIds-invalid")]
    [InlineData(
        """{"commentIds":["0197a000-0000-7000-8000-000000000000"],"queue":"pending","outcome":"approve"}""",
        "commentIds-unexpected"
    )]
    [InlineData(
        """{"preview":"0197a000-0000-7000-8000-000000000000","minScore":0.5,"outcome":"approve"}""",
        "preview-unexpected"
    )]
    [InlineData("""{"queue":"pending","minScore":0.9,"maxScore":0.1,"outcome":"approve"}""", "maxScore-invalid")]
    [InlineData("""{"queue":"pending","outcome":"approve","everything":true}""", "malformed-request")]
    public async Task A_batch_that_makes_no_sense_is_refused(string body, string code)
    {
        using var client = await moderator.SignedInAsync("Người lô lạ");

        using var response = await client.PostAsync("/api/batches", new StringContent(body, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            code,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private async Task<(string Article, List<Guid> Ids)> WaitingAsync(int count, float toxicity)
    {
        var article = Make.Unique("lo");
        List<Guid> ids = [];
        for (var i = 0; i < count; i++)
            ids.Add(await moderator.QueueAsync(Make.Under(article), toxicity));
        return (article, ids);
    }

    private static async Task<JsonElement> RunAsync(HttpClient client, object request)
    {
        using var response = await client.PostAsJsonAsync("/api/batches", request);
        Assert.True(
            response.IsSuccessStatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        return await response.JsonAsync();
    }

    private async Task<List<string?>> StatusesAsync(IEnumerable<Guid> ids)
    {
        List<string?> statuses = [];
        foreach (var id in ids)
            statuses.Add(await moderator.StatusOfAsync(id));
        return statuses;
    }
}
