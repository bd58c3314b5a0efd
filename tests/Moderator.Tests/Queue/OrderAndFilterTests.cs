using System.Globalization;
using System.Net;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Queue;

public sealed class OrderAndFilterTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task By_risk_the_highest_score_comes_first_page_by_page()
    {
        using var client = await moderator.SignedInAsync("Người xem rủi ro");
        var article = Make.Unique("rui-ro");
        var scores = new[] { 0.71f, 0.85f, 0.64f, 0.78f, 0.93f };
        var sent = new Dictionary<float, Guid>();
        foreach (var score in scores)
            sent[score] = await moderator.QueueAsync(Make.Under(article), score);

        List<Guid> read = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.ReadAsync($"/api/queue?queue=suspect&order=risk&article={article}&limit=2&cursor={cursor}");
            read.AddRange(Ids(page));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(scores.OrderDescending().Select(score => sent[score]), read);
    }

    [Fact]
    public async Task In_the_mix_what_is_risky_overtakes_what_came_shortly_before_and_never_what_has_waited_long()
    {
        using var client = await moderator.SignedInAsync("Người xem trộn");
        var article = Make.Unique("tron");
        var longWaiting = await QueuedAgoAsync(article, 0.61f, "3 hours");
        var recent = await QueuedAgoAsync(article, 0.61f, "10 minutes");
        var risky = await QueuedAgoAsync(article, 0.99f, "0 minutes");

        var read = Ids(await client.ReadAsync($"/api/queue?queue=suspect&order=mix&article={article}"));
        var first = await client.ReadAsync($"/api/queue?queue=suspect&order=mix&article={article}&limit=1");
        var second = await client.ReadAsync(
            $"/api/queue?queue=suspect&order=mix&article={article}&limit=1&cursor={first.GetProperty("next").GetString()}"
        );

        Assert.Equal([longWaiting, risky, recent], read);
        Assert.Equal([longWaiting, risky], [.. Ids(first), .. Ids(second)]);
    }

    [Fact]
    public async Task Filters_leave_what_fits_all_of_them()
    {
        using var client = await moderator.SignedInAsync("Người lọc");
        var (article, phone) = (Make.Unique("loc"), Make.Unique("phone"));
        var low = await moderator.QueueAsync(Make.Under(article, phone: phone), 0.65f);
        var high = await moderator.QueueAsync(Make.Under(article, section: "Thể thao"), 0.85f);
        var old = await QueuedAgoAsync(article, 0.75f, "2 days");
        var yesterday = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddDays(-1).ToString("O"));

        Task<IReadOnlyList<Guid>> Read(string filter) => ReadIdsAsync(client, $"queue=suspect&article={article}&{filter}");

        Assert.Equal([old, low, high], await Read("order=age"));
        Assert.Equal([high], await Read("section=Thể thao"));
        Assert.Equal([low], await Read($"author=phone:{low}"));
        Assert.Equal([high], await Read("label=toxicity&minScore=0.8"));
        Assert.Equal([old], await Read("minScore=0.7&maxScore=0.8"));
        Assert.Empty(await Read("label=spam&minScore=0.5"));
        Assert.Equal([low, high], await Read($"from={yesterday}"));
        Assert.Equal([old], await Read($"to={yesterday}"));
        var there = Uri.EscapeDataString(
            TimeProvider.System.GetUtcNow().AddDays(-1).ToOffset(TimeSpan.FromHours(7)).ToString("O")
        );
        Assert.Equal([low, high], await Read($"from={there}"));
        Assert.Equal([old], await Read($"to={there.Replace("%2B", "+", StringComparison.Ordinal)}"));
        Assert.Empty(await Read("author=name:ai đó khác"));
        Assert.Equal([old, low, high], await Read("author=name:trần bình"));
    }

    [Theory]
    [InlineData("/api/queue?queue=pending")]
    [InlineData("/api/queue/histogram?queue=pending")]
    [InlineData("/api/log?")]
    public async Task A_moment_of_any_offset_is_taken_and_a_wrong_one_refused_in_words(string path)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người hỏi giờ"), Role.Senior);

        using var taken = await client.GetAsync($"{path}&from=2026-11-29T08:00%2B07:00&to=2026-11-30T08:00%2B07:00");
        using var wrong = await client.GetAsync($"{path}&from=29/11/2026");

        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var error = (await wrong.JsonAsync()).GetProperty("errors").GetProperty("from")[0];
        Assert.Equal("from-invalid", error.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_search_takes_wildcards_by_the_letter_and_minds_no_case()
    {
        using var client = await moderator.SignedInAsync("Người tìm chữ");
        var article = Make.Unique("tim");
        var percent = await moderator.QueueAsync(Make.Under(article, content: @"Giảm 100%_\ CẢ NƯỚC nhé"));
        await moderator.QueueAsync(Make.Under(article, content: "Giảm 100 phần trăm ở đây"));

        Task<IReadOnlyList<Guid>> Read(string text) =>
            ReadIdsAsync(client, $"queue=pending&article={article}&q={Uri.EscapeDataString(text)}");

        Assert.Equal([percent], await Read(@"100%_\"));
        Assert.Equal([percent], await Read("cả nước"));
        Assert.Empty(await Read("100_phần"));
        Assert.Equal(2, (await Read("mừng cho")).Count);
    }

    [Theory]
    [InlineData("tiếng việt")]
    [InlineData("TIE\u0302\u0301NG VIE\u0323\u0302T")]
    [InlineData("tieng viet")]
    [InlineData("tieng\u00a0viet")]
    [InlineData("ti\u200beng vi\u00adet")]
    [InlineData("khoẻ")]
    [InlineData("khỏe")]
    [InlineData("Trần Bình tiếng", false)]
    [InlineData("tran binh")]
    [InlineData("091****678")]
    public async Task A_search_finds_what_looks_the_same_whatever_it_is_made_of(string text, bool found = true)
    {
        using var client = await moderator.SignedInAsync("Người tìm dạng chữ");
        var article = Make.Unique("tim");
        var ids = new List<Guid>();
        foreach (
            var content in new[] { "Khoẻ nhờ tiếng Việt", "Khỏe nhờ tiê\u0301ng Viê\u0323t", "Khoẻ nhờ ti\u200bếng\u00a0Việt" }
        )
            ids.Add(await moderator.QueueAsync(Make.Under(article, content: content)));

        Assert.Equal(
            found ? ids : [],
            await ReadIdsAsync(client, $"queue=pending&article={article}&q={Uri.EscapeDataString(text)}")
        );
    }

    [Fact]
    public async Task What_is_found_with_its_marks_comes_first_on_every_page_and_each_queue_says_how_much_it_holds()
    {
        using var client = await moderator.SignedInAsync("Người tìm có dấu");
        var (article, mark) = (Make.Unique("tim"), Make.Unique("má"));
        var unmarked = await moderator.QueueAsync(Make.Under(article, content: $"Mot loi khen {mark}"));
        var first = await moderator.QueueAsync(Make.Under(article, content: $"Một lời khen {mark}"));
        var second = await moderator.QueueAsync(Make.Under(article, content: $"Thêm một lời khen {mark}"));
        var suspect = await moderator.QueueAsync(Make.Under(article, content: $"Một lời khen {mark}"), 0.7f);
        var decided = await moderator.QueueAsync(Make.Under(article, content: $"Một lời khen đã đăng {mark}"));
        using var approved = await client.DecideAsync(decided, "approve");
        var query = $"article={article}&q={Uri.EscapeDataString("một lời khen")}";

        var seen = new List<Guid>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await client.ReadAsync($"/api/queue?queue=pending&order=age&limit=1&{query}&cursor={cursor}");
            seen.AddRange(Ids(page));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            Assert.Equal(
                (3, 1, 1, 0),
                (
                    page.GetProperty("hits").GetProperty("pending").GetInt32(),
                    page.GetProperty("hits").GetProperty("suspect").GetInt32(),
                    page.GetProperty("hits").GetProperty("approved").GetInt32(),
                    page.GetProperty("hits").GetProperty("rejected").GetInt32()
                )
            );
        }

        Assert.Equal([first, second, unmarked], seen);
        Assert.Equal([decided], await ReadIdsAsync(client, $"queue=approved&{query}"));
        await AssertEverywhereAsync(client, query, [first, second, suspect, decided], unmarked);
        Assert.False((await client.ReadAsync("/api/queue?queue=pending")).TryGetProperty("hits", out _));
    }

    /// <summary>As one list, page by page: those with their marks, the latest first, then the one without.</summary>
    private static async Task AssertEverywhereAsync(HttpClient client, string query, Guid[] withMarks, Guid without)
    {
        List<(Guid Id, string Moment)> seen = [];
        for (var cursor = ""; cursor is not null;)
        {
            var page = await client.ReadAsync($"/api/queue?queue=all&limit=2&{query}&cursor={cursor}");
            seen.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(item =>
                        (
                            item.GetProperty("id").GetGuid(),
                            item.TryGetProperty("decision", out var decision)
                                ? decision.GetProperty("decidedAt").GetString()!
                                : item.GetProperty("queuedAt").GetString()!
                        )
                    )
            );
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal([.. withMarks.Append(without).Order()], seen.Select(item => item.Id).Order());
        Assert.Equal(without, seen[^1].Id);
        var moments = seen.SkipLast(1).Select(item => DateTimeOffset.Parse(item.Moment, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(moments.OrderDescending(), moments);
        using var refused = await client.GetAsync("/api/queue?queue=all");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Who_is_limited_to_sections_sees_and_counts_theirs_alone()
    {
        var (article, section) = (Make.Unique("chuyen-muc"), Make.Unique("Xe"));
        using var limited = await moderator.SignedInAsync("Người của mục Xe", sections: [section, "Khác"]);
        var theirs = await moderator.QueueAsync(Make.Under(article, section), 0.7f);
        var others = await moderator.QueueAsync(Make.Under(article), 0.7f);

        foreach (var order in new[] { "age", "risk", "mix" })
        {
            var page = await limited.ReadAsync($"/api/queue?queue=suspect&order={order}&limit=100");
            Assert.Equal([theirs], Ids(page));
            Assert.Equal(1, page.GetProperty("counts").GetProperty("suspect").GetInt32());
            Assert.Equal(0, page.GetProperty("counts").GetProperty("pending").GetInt32());
        }
        using var asked = await limited.GetAsync("/api/queue?queue=suspect&section=Thời sự");
        using var histogram = await limited.GetAsync("/api/queue/histogram?queue=suspect&section=Thời sự");
        using var read = await limited.GetAsync($"/api/comments/{others}");
        using var decided = await limited.DecideAsync(others, "approve");
        foreach (var refused in new[] { asked, histogram, read, decided })
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("other-section", await refused.CodeAsync());
        }
        Assert.Equal("suspect", await moderator.StatusOfAsync(others));
        using var done = await limited.DecideAsync(theirs, "approve");
        Assert.Equal([theirs], Ids(await limited.ReadAsync("/api/queue?queue=approved")));
    }

    [Fact]
    public async Task What_another_section_decided_cannot_be_undone_from_outside()
    {
        using var client = await moderator.SignedInAsync("Người mục ngoài", sections: [Make.Unique("mục")]);
        using var other = await moderator.SignedInAsync("Người mục trong");
        var id = await moderator.QueueAsync();
        using var decided = await other.DecideAsync(id, "approve");

        using var undone = await client.UndoAsync(await decided.DecisionIdAsync());

        Assert.Equal("other-section", await undone.CodeAsync());
        Assert.Equal("approved", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task The_histogram_has_twenty_bins_that_add_up()
    {
        using var client = await moderator.SignedInAsync("Người xem biểu đồ");
        var article = Make.Unique("bieu-do");
        foreach (var score in new[] { 0.62f, 0.63f, 0.87f, 1f })
            await moderator.QueueAsync(Make.Under(article), score);

        var histogram = await client.ReadAsync($"/api/queue/histogram?queue=suspect&label=toxicity&article={article}");

        var bins = histogram.GetProperty("bins").EnumerateArray().Select(bin => bin.GetInt32()).ToList();
        Assert.Equal((20, 4), (bins.Count, histogram.GetProperty("total").GetInt32()));
        Assert.Equal((2, 1, 1), (bins[12], bins[17], bins[19]));
    }

    [Fact]
    public async Task A_comment_with_fewer_scores_stands_by_those_that_it_has_and_is_filtered_by_each()
    {
        using var client = await moderator.SignedInAsync("Người xem điểm thiếu");
        var submitted = Make.Under(Make.Unique("it-diem"));
        await moderator.SendAsync(submitted);
        await moderator.SendAsync(
            Make.Classified(submitted.CommentId) with
            {
                Scores = new Scores((ScoreLabel.Hate, 0.7f), (ScoreLabel.Constructive, 0.75f)),
            }
        );
        await Eventually.IsTrueAsync("the comment is held", async () =>
            await moderator.StatusOfAsync(submitted.CommentId) == "suspect"
        );
        var under = $"queue=suspect&article={submitted.Article.Id}";

        Assert.Equal(
            """{"hate":0.7,"constructive":0.75}""",
            (await client.ReadAsync($"/api/queue?{under}")).GetProperty("items")[0].GetProperty("scores").GetRawText()
        );
        foreach (var row in ScoreLabels.All)
        {
            var expected = row.Label is ScoreLabel.Hate or ScoreLabel.Constructive ? 1 : 0;
            var label = $"{under}&label={row.Name}";
            Assert.Equal(expected, (await client.ReadAsync($"/api/queue/histogram?{label}")).GetProperty("total").GetInt32());
            Assert.Equal(expected, (await ReadIdsAsync(client, $"{label}&minScore=0.7")).Count);
            Assert.Empty(await ReadIdsAsync(client, $"{label}&maxScore=0.5"));
        }

        Assert.Single(await ReadIdsAsync(client, $"{under}&minScore=0.7&maxScore=0.75"));
    }

    [Theory]
    [InlineData("order=beauty", "order-invalid")]
    [InlineData("label=anger", "label-invalid")]
    [InlineData("minScore=1.5", "minScore-invalid")]
    [InlineData("minScore=NaN", "minScore-invalid")]
    [InlineData("minScore=0.8&maxScore=0.2", "maxScore-invalid")]
    [InlineData("author=0912345678", "author-invalid")]
    [InlineData("q=a", "q-invalid")]
    [InlineData("q=a%00b", "q-invalid")]
    [InlineData("section=%00", "section-invalid")]
    [InlineData("from=2026-02-02&to=2026-02-01", "to-invalid")]
    [InlineData("from=yesterday", "from-invalid")]
    [InlineData("to=29/11/2026", "to-invalid")]
    [InlineData("order=risk&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor-invalid")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, string code)
    {
        using var client = await moderator.SignedInAsync("Người lọc sai");

        using var response = await client.GetAsync($"/api/queue?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            code,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private async Task<Guid> QueuedAgoAsync(string article, float toxicity, string ago)
    {
        var id = await moderator.QueueAsync(Make.Under(article), toxicity);
        await moderator.ExecuteAsync(
            "UPDATE comments SET queued_at = queued_at - @ago::interval WHERE id = @id",
            new { id, ago }
        );
        return id;
    }

    private static async Task<IReadOnlyList<Guid>> ReadIdsAsync(HttpClient client, string query) =>
        Ids(await client.ReadAsync($"/api/queue?{query}"));

    private static List<Guid> Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
