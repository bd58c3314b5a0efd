using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Lanes;

/// <summary>
/// Both lanes on a Moderator of their own, since they concern all comments, in which people have decided 1,500 comments: what is
/// riskier than .5 they rejected, and nothing else.
/// </summary>
public sealed class LanesTests : IAsyncLifetime
{
    private OwnModerator _moderator = null!;

    public async ValueTask InitializeAsync()
    {
        _moderator = await OwnModerator.CreateAsync("lanes");
        await _moderator.StartAsync(("Policy:Sections:Bầu cử:AutomaticApproval", "false"), ("Drift:Every", "00:00:01"));
        await _moderator.SignInAsync("Lê Tổng");
        await DecidedComments.AddAsync(_moderator.Database.Source, 1, 1_500);
    }

    public ValueTask DisposeAsync() => _moderator.DisposeAsync();

    [Fact]
    public async Task What_is_proven_may_be_opened_and_what_audits_find_wrong_shuts_it()
    {
        await SetAsync("publish", budget: 0.03, auditShare: 0.5);
        var fit = await SearchAsync("publish");
        Assert.InRange(fit.GetProperty("threshold").GetDouble(), 0.4, 0.55);
        await OpenAsync("publish", fit);

        // What it takes is published, or read blind by lot; what is riskier, unscored or pre-moderated stays with people.
        List<Guid> sent = [];
        for (var i = 0; i < 40; i++)
            sent.Add(await PublishAsync(risk: 0.1f));
        await Eventually.IsTrueAsync("the policy has looked at all", async () => (await RulesAsync(sent)).Length == sent.Count);
        var risky = await SendAsync(risk: 0.55f);
        var doubted = await SendAsync(risk: 0.7f);
        var preModerated = await SendAsync(risk: 0.1f, submitted => submitted with { PreModerated = true });
        var contact = await SendAsync(risk: 0.1f, s => s with { Text = Make.Text("Gọi 0912345678 để vay nhé bà con") });
        var rules = await RulesAsync(sent);
        Assert.All(rules, rule => Assert.Contains(rule, new[] { "publish-lane", "blind-read" }));
        Assert.InRange(rules.Count(rule => rule == "publish-lane"), 8, 32);
        Assert.Contains((await RulesAsync([risky]))[0], new[] { "blind-read", "nothing-found" });
        Assert.Contains((await RulesAsync([doubted]))[0], new[] { "blind-read", "toxicity-over-hold-threshold" });
        Assert.Equal(["contacts-in-text", "pre-moderated"], (await RulesAsync([contact, preModerated])));

        // Nor does it take what was corrected, or is of a section that leaves it to people.
        List<Guid> left = [];
        for (var i = 0; i < 6; i++)
        {
            left.Add(await PublishAsync(risk: 0.1f, submitted => submitted with { Revision = 2 }));
            left.Add(await PublishAsync(0.1f, s => s with { Article = s.Article with { Section = "Bầu cử" } }));
        }
        await Eventually.IsTrueAsync("the policy has looked at all", async () => (await RulesAsync(left)).Length == left.Count);
        Assert.DoesNotContain("publish-lane", await RulesAsync(left));

        // Nothing of what the machine says of a blind one is anywhere.
        var blind = sent.Where((_, i) => rules[i] == "blind-read").ToList();
        var item = (await Client.ReadAsync($"/api/comments/{blind[0]}")).GetProperty("comment");
        Assert.True(item.GetProperty("blind").GetBoolean());
        Assert.False(item.TryGetProperty("scores", out _));
        Assert.Empty(item.GetProperty("spans").EnumerateArray());
        Assert.False(item.GetProperty("review").TryGetProperty("advice", out _));
        Assert.Empty(item.GetProperty("review").GetProperty("findings").EnumerateArray());
        foreach (var query in new[] { "minScore=0", "maxScore=1&minScore=0", "label=toxicity&minScore=0" })
            Assert.DoesNotContain(blind[0].ToString(), await PageAsync(query));
        Assert.Contains(blind[0].ToString(), await PageAsync("order=risk"));

        // Nor is it kept of one that is erased.
        await _moderator.Broker.PublishAsync(
            new CommentErased
            {
                CommentId = blind[^1],
                Revision = 1,
                ErasedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is erased", async () => await KeptOfBlindAsync(blind[^1]) == "{} 0");

        // Scores that come again tell nothing, and decide nothing.
        await _moderator.Broker.PublishAsync(Make.Classified(blind[0], 0.1f));
        await SendAsync(risk: 0.58f);
        Assert.Equal("blind-read", (await RulesAsync([blind[0]]))[0]);

        // Decided, it has its scores again.
        using (var decided = await Client.DecideAsync(blind[0], "approve"))
            decided.EnsureSuccessStatusCode();
        item = (await Client.ReadAsync($"/api/comments/{blind[0]}")).GetProperty("comment");
        Assert.Equal(0.1, item.GetProperty("scores").GetProperty("toxicity").GetDouble(), 1e-6);
        Assert.False(item.GetProperty("blind").GetBoolean());

        // A wrong one that is taken back is none.
        var undone = blind[1];
        using (var decided = await Client.DecideAsync(undone, "reject", "spam"))
        using (var undo = await Client.UndoAsync(await decided.DecisionIdAsync()))
            undo.EnsureSuccessStatusCode();
        Assert.Equal((1, 0), Audits(await LaneAsync("publish")));

        foreach (var wrong in blind.Skip(2).Take(4))
        {
            using var decided = await Client.DecideAsync(wrong, "reject", "spam");
            decided.EnsureSuccessStatusCode();
        }
        await Eventually.IsTrueAsync("the lane has shut itself", async () => !IsOpen(await LaneAsync("publish")));
        Assert.Equal("audits", (await LaneAsync("publish")).GetProperty("lane").GetProperty("shutFor").GetString());
        Assert.Equal("nothing-found", (await RulesAsync([await SendAsync(risk: 0.1f)]))[0]);
        var line = (await Client.ReadAsync("/api/lanes/log")).GetProperty("items")[0];
        Assert.Equal("shut-audits", line.GetProperty("kind").GetString());
        Assert.False(line.TryGetProperty("by", out _));
    }

    [Fact]
    public async Task A_lane_is_opened_with_what_is_proven_alone_and_shut_by_what_takes_its_ground_away()
    {
        // Nothing is opened before a search, nor what a search found for another budget.
        Assert.False(IsOpen(await LaneAsync("reject")));
        Assert.Equal("lane-not-proven", await CodeAsync("publish/open", new { fit = Guid.CreateVersion7(), reason = "Thử" }));
        await SetAsync("publish", budget: 0.03, auditShare: 0.01);
        var fit = await SearchAsync("publish");
        await SetAsync("publish", budget: 0.04, auditShare: 0.01);
        Assert.Equal("lane-not-proven", await OpenCodeAsync("publish", fit));
        var second = await SearchAsync("publish");
        Assert.True(second.GetProperty("attempt").GetInt32() > fit.GetProperty("attempt").GetInt32());
        Assert.True(second.GetProperty("level").GetDouble() < fit.GetProperty("level").GetDouble());

        // What is missing or out of range is named, and nothing is changed.
        Assert.Equal("invalid-lane", await CodeAsync("publish/open", new { fit = second.GetProperty("id").GetGuid() }));
        Assert.Equal("not-found", await CodeAsync("elsewhere/shut", new { reason = "Thử" }));
        foreach (var budget in new double?[] { null, 0, -1, 0.3, 1e300 })
        {
            using var refused = await Client.PutAsJsonAsync(
                "/api/lanes/publish/budget",
                new { budget, auditShare = 0.001, reason = " " }
            );
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(3, (await refused.JsonAsync()).GetProperty("errors").EnumerateObject().Count());
        }

        // Whoever searches again without new decisions spends nothing, finds the same, and sees that it was read anew.
        var before = TimeProvider.System.GetUtcNow();
        Assert.Equal(second.GetProperty("id").GetGuid(), (await SearchAsync("publish")).GetProperty("id").GetGuid());
        Assert.True((await LaneAsync("publish")).GetProperty("readAt").GetDateTimeOffset() >= before);

        // The reject lane takes from the other end, with the reason of the highest score, under a rule of its own.
        await SetAsync("reject", budget: 0.03, auditShare: 0.01);
        await OpenAsync("reject", await SearchAsync("reject"));
        await OpenAsync("publish", second);
        var rejected = await SendAsync(risk: 0.99f);
        Assert.Contains((await RulesAsync([rejected]))[0], new[] { "reject-lane", "blind-read" });

        // A tighter budget, another model and a word of a person each shut it at once.
        await SetAsync("publish", budget: 0.005, auditShare: 0.01);
        Assert.Equal("budget", (await LaneAsync("publish")).GetProperty("lane").GetProperty("shutFor").GetString());
        using (
            var forbidden = await Client.PutAsJsonAsync(
                "/api/lanes/reject/forbidden",
                new { forbidden = true, reason = "Tuần bầu cử" }
            )
        )
            forbidden.EnsureSuccessStatusCode();
        Assert.False(IsOpen(await LaneAsync("reject")));
        Assert.Equal(
            "lane-not-proven",
            await OpenCodeAsync("reject", (await LaneAsync("reject")).GetProperty("latest"))
        );
        await SetAsync("publish", budget: 0.05, auditShare: 0.01);
        var proven = await SearchAsync("publish");
        await OpenAsync("publish", proven);

        // So do a week's scores that are not as before, and until they are it stays shut.
        await CountDaysAsync(("test-1", 4, 45), ("test-1", 10, 5));
        await Eventually.IsTrueAsync("the lane has shut itself", async () => !IsOpen(await LaneAsync("publish")));
        Assert.Equal("drift", (await LaneAsync("publish")).GetProperty("lane").GetProperty("shutFor").GetString());
        Assert.Equal("model-drifts", await OpenCodeAsync("publish", proven));
        await CountDaysAsync(("test-1", 4, 5), ("test-1", 10, 5));
        await Eventually.IsTrueAsync("it may be opened again", async () =>
            await OpenCodeAsync("publish", (await LaneAsync("publish")).GetProperty("latest")) is null
        );
        await SendAsync(risk: 0.1f, model: "test-2");
        await Eventually.IsTrueAsync("the lane has shut itself", async () => !IsOpen(await LaneAsync("publish")));
        Assert.Equal("model", (await LaneAsync("publish")).GetProperty("lane").GetProperty("shutFor").GetString());
        Assert.Equal(0, (await LaneAsync("publish")).GetProperty("decisions").GetInt32());
    }

    [Fact]
    public async Task What_a_model_scored_on_trial_proves_its_lane_as_soon_as_it_is_promoted()
    {
        await DecidedComments.TryAsync(_moderator.Database.Source, "trial-1");
        await SendAsync(risk: 0.1f, model: "trial-1");
        await SetAsync("publish", budget: 0.03, auditShare: 0.05);

        var fit = await SearchAsync("publish");
        var lane = await LaneAsync("publish");
        var counted = Enumerable.Range(1, 1_500).Count(n => n * 7919 % 1000 < 600);
        Assert.Equal(
            (counted, counted),
            (lane.GetProperty("decisions").GetInt32(), lane.GetProperty("onTrial").GetInt32())
        );
        Assert.InRange(fit.GetProperty("threshold").GetDouble(), 0.4, 0.55);
        // The first search of the first model on trial has half of half of the chance to be mistaken.
        var attempt = fit.GetProperty("attempt").GetInt32();
        Assert.Equal(0.05 / (attempt * (attempt + 1)) / 2, fit.GetProperty("level").GetDouble(), 1e-9);

        await OpenAsync("publish", fit);
        Assert.Equal(1L, await OpeningsAsync("shut_at IS NULL"));
        Assert.Null(await CodeAsync("publish/shut", new { reason = "Thử xong" }));
        Assert.Equal(1L, await OpeningsAsync("shut_at > opened_at"));
    }

    private async Task<long> OpeningsAsync(string which)
    {
        await using var connection = await _moderator.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM lane_openings WHERE {which}");
    }

    private HttpClient Client => _moderator.Client;

    /// <summary>Days as they would have been counted, each of six hundred comments with one risk, in fiftieths.</summary>
    private async Task CountDaysAsync(params (string Model, int Ago, int Risk)[] days)
    {
        const string sql = """
            DELETE FROM score_days;
            INSERT INTO word_days (day, words, strange, counted_at)
            SELECT (statement_timestamp() AT TIME ZONE 'UTC')::date - ago, 0, 0, clock_timestamp() FROM unnest(@Ago) AS d (ago)
            ON CONFLICT (day) DO NOTHING;
            INSERT INTO score_days (day, model, label, bin, scored, approved, rejected)
            SELECT (statement_timestamp() AT TIME ZONE 'UTC')::date - ago, model, '', risk, 600, 0, 0
            FROM unnest(@Ago, @Models, @Risks) AS d (ago, model, risk)
            """;
        await using var connection = await _moderator.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            sql,
            new
            {
                Ago = days.Select(day => day.Ago).ToArray(),
                Models = days.Select(day => day.Model).ToArray(),
                Risks = days.Select(day => (short)day.Risk).ToArray(),
            }
        );
    }

    private async Task<string?> KeptOfBlindAsync(Guid id)
    {
        await using var connection = await _moderator.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string>(
            "SELECT concat_ws(' ', scores, risk, rejection, spans) FROM blind_reads WHERE comment_id = @id",
            new { id }
        );
    }

    private Task<string> PageAsync(string query) => Client.GetStringAsync($"/api/queue?queue=pending&limit=100&{query}");

    /// <summary>Sends a comment of an author of its own with its scores, and waits until the policy has looked at it.</summary>
    private async Task<Guid> SendAsync(
        float risk,
        Func<CommentSubmitted, CommentSubmitted>? change = null,
        string model = "test-1"
    )
    {
        var id = await PublishAsync(risk, change, model);
        await Eventually.IsTrueAsync("the policy has looked at it", async () => (await RulesAsync([id])).Length > 0);
        return id;
    }

    private async Task<Guid> PublishAsync(
        float risk,
        Func<CommentSubmitted, CommentSubmitted>? change = null,
        string model = "test-1"
    )
    {
        var id = Guid.CreateVersion7();
        var submitted = Make.Under(Make.Unique("bai"), content: "Một bình luận mới", phone: id.ToString()) with
        {
            CommentId = id,
        };
        submitted = change?.Invoke(submitted) ?? submitted;
        await _moderator.Broker.PublishAsync(submitted);
        await _moderator.Broker.PublishAsync(Make.Classified(id, risk, submitted.Revision) with { Model = model });
        return id;
    }

    /// <returns>The rule that decided each last.</returns>
    private async Task<string[]> RulesAsync(IReadOnlyList<Guid> ids)
    {
        await using var connection = await _moderator.Database.Source.OpenConnectionAsync();
        return
        [
            .. await connection.QueryAsync<string>(
                """
                SELECT (SELECT rule FROM decisions d WHERE d.comment_id = n.id AND rule IS NOT NULL ORDER BY version DESC LIMIT 1)
                FROM unnest(@ids) WITH ORDINALITY AS n (id, place)
                WHERE EXISTS (SELECT FROM decisions d WHERE d.comment_id = n.id) ORDER BY place
                """,
                new { ids = ids.ToArray() }
            ),
        ];
    }

    private async Task<JsonElement> LaneAsync(string lane) =>
        (await Client.ReadAsync("/api/lanes"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("lane").GetProperty("name").GetString() == lane);

    private static bool IsOpen(JsonElement lane) => lane.GetProperty("lane").GetProperty("isOpen").GetBoolean();

    private static (int Decided, int Wrong) Audits(JsonElement lane)
    {
        var audits = lane.GetProperty("open").GetProperty("audits");
        return (audits.GetProperty("decided").GetInt32(), audits.GetProperty("wrong").GetInt32());
    }

    private async Task SetAsync(string lane, double budget, double auditShare)
    {
        using var set = await Client.PutAsJsonAsync(
            $"/api/lanes/{lane}/budget",
            new
            {
                budget,
                auditShare,
                reason = "Thử",
            }
        );
        set.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> SearchAsync(string lane)
    {
        using (var searched = await Client.PostAsync($"/api/lanes/{lane}/fits", null))
            Assert.True(searched.IsSuccessStatusCode || searched.StatusCode == HttpStatusCode.Conflict);
        return (await LaneAsync(lane)).GetProperty("latest");
    }

    private async Task OpenAsync(string lane, JsonElement fit)
    {
        // The machine may have searched in between, for the budget before, which makes this search no longer the latest.
        var refusal = await OpenCodeAsync(lane, fit);
        if (refusal is not null)
            refusal = await OpenCodeAsync(lane, await SearchAsync(lane));
        Assert.Null(refusal);
    }

    private Task<string?> OpenCodeAsync(string lane, JsonElement fit) =>
        CodeAsync($"{lane}/open", new { fit = fit.GetProperty("id").GetGuid(), reason = "Thử" });

    private async Task<string?> CodeAsync(string path, object body)
    {
        using var answer = await Client.PostAsJsonAsync($"/api/lanes/{path}", body);
        return answer.IsSuccessStatusCode ? null : await answer.CodeAsync();
    }
}
