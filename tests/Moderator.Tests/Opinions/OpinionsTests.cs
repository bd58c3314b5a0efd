using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Opinions;

/// <summary>On a Moderator of their own, since the shares concern all that is decided.</summary>
public sealed class OpinionsTests : IAsyncLifetime
{
    private const string Section = "Thời sự";

    private readonly Dictionary<string, Guid> _sent = new(StringComparer.Ordinal);
    private OwnModerator _own = null!;
    private HttpClient _first = null!;
    private HttpClient _second = null!;
    private HttpClient _senior = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnModerator.CreateAsync("opinions");
        await _own.StartAsync(("Decisions:Grace", "00:10:00"));
        await _own.SignInAsync("Quản trị viên");
        _first = await _own.SignedInAsync("Người thứ nhất");
        _second = await _own.SignedInAsync("Người thứ hai", Role.Moderator, Section);
        _senior = await _own.SignedInAsync("Trưởng ca", Role.Senior);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { _first, _second, _senior })
            client.Dispose();
        await _own.DisposeAsync();
    }

    [Fact]
    public async Task What_is_drawn_is_decided_again_blind_and_a_senior_settles_what_differs()
    {
        Assert.Null((await NextAsync(_second)).Id);
        await SetAsync(share: 0.2, goldenShare: 0);
        var (drawn, comment) = await DrawnAsync(outcome: "approve");
        using var elsewhere = await _own.SignedInAsync("Người mục khác", Role.Moderator, "Thể thao");
        using var third = await _own.SignedInAsync("Người thứ ba");

        Assert.Equal((403, "own-decision"), await RefusedAsync(_first, $"opinions/{drawn}", new { outcome = "approve" }));
        Assert.Equal((403, "other-section"), await RefusedAsync(elsewhere, $"opinions/{drawn}", new { outcome = "approve" }));
        Assert.Equal((409, "opinion-taken"), await RefusedAsync(third, $"opinions/{drawn}", new { outcome = "approve" }));
        Assert.Equal((400, "invalid-opinion"), await RefusedAsync(_second, $"opinions/{drawn}", new { outcome = "hold" }));
        Assert.Equal((400, "invalid-opinion"), await RefusedAsync(_second, $"opinions/{drawn}", new { outcome = "reject" }));
        await GiveAsync(_second, drawn, "reject", "spam");
        Assert.Equal((409, "opinion-taken"), await RefusedAsync(_second, $"opinions/{drawn}", new { outcome = "approve" }));

        // What the second says changes nothing by itself.
        Assert.Equal(("approved", "approve"), await StandsAsync(comment));
        var differing = Assert.Single(
            (await _senior.ReadAsync("/api/agreement/disagreements")).GetProperty("items").EnumerateArray()
        );
        Assert.Equal("approve", differing.GetProperty("first").GetProperty("outcome").GetString());
        Assert.Equal("spam", differing.GetProperty("second").GetProperty("reason").GetString());
        Assert.DoesNotContain("Người thứ", differing.GetRawText(), StringComparison.Ordinal);
        var figures = (await _senior.ReadAsync("/api/agreement?days=30")).GetProperty("agreement").GetProperty("all");
        var same = figures.GetProperty("same");
        Assert.Equal((0, 1), (same.GetProperty("count").GetInt32(), same.GetProperty("of").GetInt32()));

        // Two seniors at once: one settles it.
        var settling = new { outcome = "reject", reason = "spam", note = "Có đường dẫn bán hàng" };
        var answers = await Task.WhenAll(
            new[] { _senior, _own.Client }.Select(client => client.PostAsJsonAsync($"/api/opinions/{drawn}/settlement", settling))
        );
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal("nothing-to-settle", await answers.Single(a => a.StatusCode == HttpStatusCode.Conflict).CodeAsync());
        Assert.Equal(("rejected", "reject"), await StandsAsync(comment));
        Assert.Empty((await _senior.ReadAsync("/api/agreement/disagreements")).GetProperty("items").EnumerateArray());
        await Eventually.IsTrueAsync("all is sealed", async () =>
            await ScalarAsync<long>(
                "SELECT (SELECT count(*) FROM unsealed_decisions) + (SELECT count(*) FROM unsealed_operations)"
            ) == 0
        );

        // One who confirms what stands decides too, and nothing is taken down.
        var (again, confirmed) = await DrawnAsync(outcome: "approve");
        await GiveAsync(_second, again, "reject", "offTopic");
        Assert.Equal((403, "own-decision"), await RefusedAsync(await PromotedAsync(), $"opinions/{again}/settlement", settling));
        using var kept = await _senior.PostAsJsonAsync($"/api/opinions/{again}/settlement", new { outcome = "approve" });
        Assert.Equal("Trưởng ca", (await kept.JsonAsync()).GetProperty("moderator").GetString());
        Assert.Equal(("approved", "approve"), await StandsAsync(confirmed));
        Assert.Equal(
            0L,
            await ScalarAsync<long>(
                "SELECT count(*) FROM decisions WHERE comment_id = @confirmed AND outcome = 'undo'",
                new { confirmed }
            )
        );
    }

    [Fact]
    public async Task Who_is_unsure_asks_and_another_decides_without_knowing_what_they_think()
    {
        var id = await QueueAsync();
        Assert.Equal(
            (400, "invalid-opinion"),
            await RefusedAsync(_first, $"comments/{id}/opinion", new { revision = 1, outcome = "reject" })
        );
        await AskAsync(_first, id, new { revision = 1, outcome = "reject", reason = "spam" });
        Assert.Equal("suspect", (await StandsAsync(id)).Queue);

        Assert.Null((await NextAsync(_first)).Id);
        var seen = (await _second.ReadAsync($"/api/comments/{id}")).GetRawText();
        Assert.DoesNotContain("\"reason\":\"spam\"", seen, StringComparison.Ordinal);
        Assert.Equal(1, (await _second.ReadAsync("/api/opinions/waiting")).GetProperty("count").GetInt32());
        var asked = await NextAsync(_second);
        Assert.Equal(asked, await NextAsync(_second));
        Assert.Equal((403, "own-decision"), await RefusedAsync(_first, $"opinions/{asked.Id}", new { outcome = "approve" }));
        await GiveAsync(_second, asked.Id!.Value, "approve");
        Assert.Equal(("approved", "approve"), await StandsAsync(id));
        Assert.Equal(1, (await _senior.ReadAsync("/api/agreement")).GetProperty("disagreed").GetInt32());

        // What is decided or erased meanwhile is asked for no more.
        var (decided, erased) = (await QueueAsync(), await QueueAsync());
        await AskAsync(_first, decided, new { revision = 1 });
        var open = await NextAsync(_second);
        using (var by = await _senior.DecideAsync(decided, "approve"))
            Assert.Equal(HttpStatusCode.OK, by.StatusCode);
        Assert.Equal((409, "opinion-gone"), await RefusedAsync(_second, $"opinions/{open.Id}", new { outcome = "approve" }));
        await AskAsync(_first, erased, new { revision = 1, outcome = "approve" });
        var gone = await NextAsync(_second);
        await EraseAsync(erased);
        Assert.Equal((404, "not-found"), await RefusedAsync(_second, $"opinions/{gone.Id}", new { outcome = "approve" }));
        Assert.Null((await NextAsync(_second)).Id);
        Assert.Equal(0L, await ScalarAsync<long>("SELECT count(*) FROM opinions WHERE comment_id = @erased", new { erased }));
    }

    [Fact]
    public async Task Two_who_reject_for_different_reasons_differ_and_the_reason_that_a_senior_gives_is_the_one_told()
    {
        var (alike, differing) = (await QueueAsync(), await QueueAsync());
        foreach (var (id, second) in new[] { (alike, "spam"), (differing, "offTopic") })
        {
            await AskAsync(_first, id, new { revision = 1, outcome = "reject", reason = "spam" });
            await GiveAsync(_second, (await NextAsync(_second)).Id!.Value, "reject", second);
        }
        var waits = Assert.Single(
            (await _senior.ReadAsync("/api/agreement/disagreements")).GetProperty("items").EnumerateArray()
        );
        Assert.Equal(
            (differing, "spam", "offTopic"),
            (
                waits.GetProperty("commentId").GetGuid(),
                waits.GetProperty("first").GetProperty("reason").GetString(),
                waits.GetProperty("second").GetProperty("reason").GetString()
            )
        );
        var opinion = waits.GetProperty("id").GetGuid();
        Assert.Equal(
            (400, "invalid-opinion"),
            await RefusedAsync(_senior, $"opinions/{opinion}/settlement", new { outcome = "reject" })
        );
        using var settled = await _senior.PostAsJsonAsync(
            $"/api/opinions/{opinion}/settlement",
            new { outcome = "reject", reason = "spam" }
        );
        Assert.Equal(HttpStatusCode.OK, settled.StatusCode);
        Assert.Equal(("rejected", "reject"), await StandsAsync(differing));
        Assert.Equal(
            "hold reject:offTopic reject:spam",
            await ScalarAsync<string>(
                """
                SELECT string_agg(concat_ws(':', outcome, reason), ' ' ORDER BY version) FROM decisions
                WHERE comment_id = @differing AND moderator_id IS NOT NULL
                """,
                new { differing }
            )
        );
        // The message of the first reason had not left, and the other took its place.
        Assert.Equal(
            "spam",
            await ScalarAsync<string>(
                "SELECT string_agg(body::jsonb ->> 'reason', ' ') FROM outbox WHERE body::text LIKE '%' || @differing || '%'",
                new { differing = differing.ToString() }
            )
        );
        Assert.Equal(0, (await _senior.ReadAsync("/api/agreement")).GetProperty("disagreed").GetInt32());
    }

    [Fact]
    public async Task A_golden_comment_is_told_at_once_and_counts_nowhere_but_in_the_trend()
    {
        var waiting = await QueueAsync();
        var known = await QueueAsync();
        using (var decided = await _senior.DecideAsync(known, "reject", "offTopic"))
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal((400, "invalid-golden"), await RefusedAsync(_senior, "golden", new { comment = known }));
        Assert.Equal((400, "invalid-golden"), await RefusedAsync(_senior, "golden", new { outcome = "approve", why = "Sạch" }));
        var tooLong = new
        {
            name = new string('x', 101),
            content = new string('x', 1_001),
            outcome = "approve",
            why = "Sạch",
        };
        using (var refused = await _senior.PostAsJsonAsync("/api/golden", tooLong))
        {
            var errors = (await refused.JsonAsync()).GetProperty("errors");
            Assert.Equal(
                ["Nội dung ghi dài quá 100 ký tự.", "Nội dung ghi dài quá 1.000 ký tự."],
                new[] { "name", "content" }.Select(member => errors.GetProperty(member)[0].GetProperty("vi").GetString())
            );
        }
        Assert.Equal((409, "not-decided"), await RefusedAsync(_senior, "golden", new { comment = waiting, why = "Sạch" }));
        await MakeAsync(new { comment = known, why = "Không nói gì về bài" });
        Assert.Equal((409, "golden-already"), await RefusedAsync(_senior, "golden", new { comment = known, why = "Lần nữa" }));
        await MakeAsync(
            new
            {
                section = Section,
                headline = "Giá xăng giảm",
                name = "Lê Mẫu",
                title = "Mừng quá",
                content = "Xăng giảm thì đỡ hẳn.",
                outcome = "approve",
                why = "Vui mừng là được đăng",
            }
        );
        using var limited = await _own.SignedInAsync("Trưởng mục", Role.Senior, "Thể thao");
        Assert.Empty((await limited.ReadAsync("/api/golden")).GetProperty("items").EnumerateArray());
        Assert.Equal((403, "other-section"), await RefusedAsync(limited, "golden", new { comment = known, why = "Sạch" }));

        await SetAsync(share: 0, goldenShare: 0.2);
        var one = await GoldenAsync();
        var before = await ScalarAsync<long>("SELECT count(*) FROM decisions");
        var isTyped = one.Name == "Lê Mẫu";
        var told = await GiveAsync(_first, one.Id!.Value, isTyped ? "reject" : "approve", isTyped ? "spam" : null);
        Assert.False(told.GetProperty("isRight").GetBoolean());
        Assert.Equal(isTyped ? "approve" : "reject", told.GetProperty("outcome").GetString());
        Assert.Equal(isTyped ? "Vui mừng là được đăng" : "Không nói gì về bài", told.GetProperty("why").GetString());
        Assert.Equal(before, await ScalarAsync<long>("SELECT count(*) FROM decisions"));
        var week = Assert.Single((await _senior.ReadAsync("/api/agreement")).GetProperty("golden").EnumerateArray());
        Assert.Equal(1, week.GetProperty("right").GetProperty("of").GetInt32());
        Assert.Equal((404, "not-found"), await RefusedAsync(_second, $"opinions/{one.Id}", new { outcome = "approve" }));

        // The other one is withdrawn while it is before the eyes, or its comment is erased.
        var other = await GoldenAsync();
        if (isTyped)
        {
            await EraseAsync(known);
            Assert.Equal((404, "not-found"), await RefusedAsync(_first, $"opinions/{other.Id}", new { outcome = "approve" }));
            Assert.Single((await _senior.ReadAsync("/api/golden")).GetProperty("items").EnumerateArray());
        }
        foreach (var item in (await _senior.ReadAsync("/api/golden")).GetProperty("items").EnumerateArray().ToList())
        {
            using var withdrawn = await _senior.DeleteAsync($"/api/golden/{item.GetProperty("id").GetGuid()}");
            Assert.Equal(HttpStatusCode.NoContent, withdrawn.StatusCode);
        }
        if (!isTyped)
            Assert.Equal((409, "opinion-gone"), await RefusedAsync(_first, $"opinions/{other.Id}", new { outcome = "approve" }));
        Assert.Empty((await _senior.ReadAsync("/api/golden")).GetProperty("items").EnumerateArray());
        Assert.Null((await NextAsync(_first)).Id);
        Assert.Equal(
            [1],
            (await _senior.ReadAsync("/api/agreement"))
                .GetProperty("golden").EnumerateArray().Select(of => of.GetProperty("right").GetProperty("of").GetInt32())
        );
    }

    [Fact]
    public async Task Shares_are_off_until_somebody_sets_them_within_their_limits_and_that_is_in_the_log()
    {
        var shares = (await _senior.ReadAsync("/api/agreement")).GetProperty("shares");
        Assert.Equal((0, 0), (shares.GetProperty("share").GetDouble(), shares.GetProperty("goldenShare").GetDouble()));
        foreach (var wrong in new object[]
        {
            new { share = 0.21, goldenShare = 0, reason = "Thử" },
            new { share = 0.1, goldenShare = -0.01, reason = "Thử" },
            new { share = 0.1, reason = "Thử" },
            new { share = 0.1, goldenShare = 0.1 },
        })
        {
            using var refused = await _senior.PutAsJsonAsync("/api/agreement/shares", wrong);
            Assert.Equal((HttpStatusCode.BadRequest, "invalid-shares"), (refused.StatusCode, await refused.CodeAsync()));
        }
        await SetAsync(share: 0.05, goldenShare: 0.01);
        var line = Assert.Single((await _senior.ReadAsync("/api/agreement/log")).GetProperty("items").EnumerateArray());
        Assert.Equal(("shares-set", "Đo xem"), (line.GetProperty("kind").GetString(), line.GetProperty("detail").GetString()));
        using var days = await _senior.GetAsync("/api/agreement?days=31");
        Assert.Equal(HttpStatusCode.BadRequest, days.StatusCode);
    }

    /// <summary>Decides until one of the decisions is drawn for the second person.</summary>
    private Task<(Guid Opinion, Guid Comment)> DrawnAsync(string outcome) =>
        FoundAsync(_second, outcome, next => _sent.GetValueOrDefault(next.Content!));

    /// <summary>Decides until a golden comment waits for the first person.</summary>
    private async Task<(Guid? Id, string? Name, string? Content)> GoldenAsync()
    {
        await FoundAsync(_first, "approve", _ => Guid.Empty);
        return await NextAsync(_first);
    }

    private async Task<(Guid Opinion, Guid Comment)> FoundAsync(
        HttpClient reader,
        string outcome,
        Func<(Guid? Id, string? Name, string? Content), Guid> commentOf
    )
    {
        (Guid, Guid)? found = null;
        await Eventually.IsTrueAsync("one is drawn", async () =>
        {
            if (await NextAsync(reader) is { Id: { } opinion } next)
            {
                found = (opinion, commentOf(next));
                return true;
            }
            using var decided = await _first.DecideAsync(await QueueAsync(), outcome);
            Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
            return false;
        }, TimeSpan.FromSeconds(90));
        return found!.Value;
    }

    private async Task<Guid> QueueAsync()
    {
        var content = Make.Unique("Đường này sáng nào cũng đông");
        var submitted = Make.Under(Make.Unique("bai"), Section, content);
        _sent[content] = submitted.CommentId;
        await _own.Broker.PublishAsync(submitted);
        await _own.Broker.PublishAsync(Make.Classified(submitted.CommentId));
        await Eventually.IsTrueAsync("it waits", async () =>
            await ScalarAsync<string>("SELECT status FROM comments WHERE id = @CommentId", submitted) is "pending" or "suspect"
        );
        return submitted.CommentId;
    }

    private async Task EraseAsync(Guid id)
    {
        await _own.Broker.PublishAsync(
            new CommentErased
            {
                CommentId = id,
                Revision = 1,
                ErasedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is erased", async () =>
            await ScalarAsync<string>("SELECT content FROM comments WHERE id = @id", new { id }) == ""
        );
    }

    private async Task SetAsync(double share, double goldenShare)
    {
        using var set = await _senior.PutAsJsonAsync(
            "/api/agreement/shares",
            new
            {
                share,
                goldenShare,
                reason = "Đo xem",
            }
        );
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
    }

    private async Task MakeAsync(object golden)
    {
        using var made = await _senior.PostAsJsonAsync("/api/golden", golden);
        Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
    }

    private static async Task AskAsync(HttpClient client, Guid id, object opinion)
    {
        using var asked = await client.PostAsJsonAsync($"/api/comments/{id}/opinion", opinion);
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
    }

    /// <returns>What there is to say of a golden comment, else an undefined element.</returns>
    private static async Task<JsonElement> GiveAsync(HttpClient client, Guid id, string outcome, string? reason = null)
    {
        using var given = await client.PostAsJsonAsync($"/api/opinions/{id}", new { outcome, reason });
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        return (await given.JsonAsync()).TryGetProperty("golden", out var golden) ? golden : default;
    }

    /// <summary>What a person is asked next: nothing but the text, under an id that is not the comment's.</summary>
    private async Task<(Guid? Id, string? Name, string? Content)> NextAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/api/opinions/next", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        if (!(await answer.JsonAsync()).TryGetProperty("opinion", out var opinion))
            return (null, null, null);
        Assert.Subset(
            new HashSet<string>(StringComparer.Ordinal) { "id", "section", "headline", "text", "parent" },
            opinion.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal)
        );
        var text = opinion.GetProperty("text");
        var id = opinion.GetProperty("id").GetGuid();
        Assert.DoesNotContain(id, _sent.Values);
        return (id, text.GetProperty("name").GetString(), text.GetProperty("content").GetString());
    }

    private static async Task<(int Status, string? Code)> RefusedAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/{path}", body);
        return ((int)answer.StatusCode, await answer.CodeAsync());
    }

    /// <summary>The second person, once they are a senior.</summary>
    private async Task<HttpClient> PromotedAsync()
    {
        await ScalarAsync<int>("UPDATE moderators SET role = 'senior' WHERE name = 'Người thứ hai'");
        await OwnModerator.EnterAsync(_second, "Người thứ hai");
        return _second;
    }

    private async Task<(string? Queue, string? Outcome)> StandsAsync(Guid id)
    {
        var read = await _own.Client.ReadAsync($"/api/comments/{id}");
        return (
            read.GetProperty("comment").GetProperty("queue").GetString(),
            read.GetProperty("comment").GetProperty("decision").GetProperty("outcome").GetString()
        );
    }

    private async Task<T> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await _own.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }
}
