using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Intake.Articles;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests.Articles;

public class ArticleTests(IntakeUnderTest intake)
{
    [Theory]
    [InlineData("readOnly", "article-read-only")]
    [InlineData("closed", "article-closed")]
    public async Task An_article_that_is_not_open_takes_nothing_by_any_copy_until_it_is_opened_again(string status, string code)
    {
        var (article, key) = (NewArticle(), NewArticle());
        var before = await intake.PostAsync(Comments.Valid(), article, key);
        var (shown, track) = await intake.ShowAsync(article);
        Assert.Equal(200, (await SetAsync(article, new() { ["status"] = status })).Status);

        foreach (var copy in new[] { intake.Site, intake.Public })
        {
            foreach (var comment in new[] { Comments.Valid(), Comments.With("parentId", shown.ToString()) })
            {
                var refused = await SendAsync(copy, comment, article);
                Assert.Equal((409, code), (refused.Status, refused.Problem));
            }
        }
        var corrected = new { revision = 1, title = "Tiêu đề sửa", content = "Nội dung đã sửa lại cho đúng." };
        Assert.Equal(code, (await intake.ActWithJsonAsync(track + "/correct", corrected)).Problem);
        // What was taken before stays taken, also for whoever asks again.
        Assert.Equal(before.Body, (await intake.PostAsync(Comments.Valid(), article, key)).Body);
        var state = await StateAsync(article);
        Assert.Equal(status, state["status"]!.GetValue<string>());
        Assert.NotEmpty(state["vi"]!.GetValue<string>());
        Assert.NotEmpty(state["en"]!.GetValue<string>());

        await SetAsync(article, new() { ["status"] = "open" });
        Assert.Null((await StateAsync(article))["vi"]);
        Assert.Equal(202, (await intake.PostAsync(Comments.Valid(), article)).Status);
    }

    [Fact]
    public async Task An_article_closes_by_itself_so_many_days_after_its_first_comment()
    {
        var article = NewArticle();
        await intake.SubmitAsync(article: article);
        Assert.Equal("open", (await StateAsync(article))["status"]!.GetValue<string>());
        await FirstCommentWasAsync(article, days: DaysOpen - 1);
        await intake.SubmitAsync(article: article);
        await FirstCommentWasAsync(article, days: DaysOpen);

        Assert.Equal("article-closed", (await intake.PostAsync(Comments.Valid(), article)).Problem);
        Assert.Equal("closed", (await StateAsync(article))["status"]!.GetValue<string>());

        await SetAsync(article, new() { ["closeAfterDays"] = 0 });
        Assert.Equal(202, (await intake.PostAsync(Comments.Valid(), article)).Status);
    }

    [Fact]
    public async Task The_time_of_publication_counts_instead_of_the_first_comment_if_the_site_gave_it()
    {
        var article = NewArticle();
        await SetAsync(article, new() { ["publishedAt"] = "2020-01-02T08:00+07:00", ["closeAfterDays"] = 5 });
        var state = await StateAsync(article);
        Assert.Equal("closed", state["status"]!.GetValue<string>());
        Assert.Equal(new DateTimeOffset(2020, 1, 7, 1, 0, 0, TimeSpan.Zero), state["closesAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(409, (await intake.PostAsync(Comments.Valid(), article)).Status);

        await SetAsync(article, new() { ["publishedAt"] = "2999-01-01" });
        Assert.Equal(202, (await intake.PostAsync(Comments.Valid(), article)).Status);
    }

    [Theory]
    [InlineData("phone", "0912345678", "0912345679")]
    [InlineData("reader.device", "may-1", "may-2")]
    [InlineData("reader.address", "203.0.113.7", "203.0.113.8")]
    public async Task In_slow_mode_a_reader_sends_one_comment_and_others_theirs(string field, string one, string other)
    {
        var article = NewArticle();
        await SetAsync(article, new() { ["slowMinutes"] = 10 });
        Assert.Contains("10 phút", (await StateAsync(article))["vi"]!.GetValue<string>(), StringComparison.Ordinal);

        var comment = Comments.With(field, one);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => intake.PostAsync(comment, article)));
        Assert.Single(answers, answer => answer.Status == 202);
        var refused = answers.First(answer => answer.Status != 202);
        Assert.Equal((429, "slow-mode"), (refused.Status, refused.Problem));
        Assert.InRange(refused.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));

        Assert.Equal(202, (await intake.PostAsync(Comments.With(field, other), article)).Status);
        Assert.Equal(202, (await intake.PostAsync(Comments.With(field, one), NewArticle())).Status);
        await SetAsync(article, new());
        Assert.Equal(202, (await intake.PostAsync(Comments.With(field, one), article)).Status);
    }

    [Fact]
    public async Task A_pre_moderated_article_is_told_of_with_each_comment_and_correction_until_it_is_no_longer()
    {
        var article = NewArticle();
        var (before, track) = await intake.SubmitAsync(article: article);
        Assert.False((await intake.MessageAsync(before)).GetProperty("preModerated").GetBoolean());

        var state = await SetAsync(article, new() { ["preModerated"] = true });

        Assert.True(state.Json.GetProperty("preModerated").GetBoolean());
        Assert.True((await StateAsync(article))["preModerated"]!.GetValue<bool>());
        var (during, _) = await intake.SubmitAsync(article: article);
        Assert.True((await intake.MessageAsync(during)).GetProperty("preModerated").GetBoolean());
        var corrected = await intake.ActWithJsonAsync(
            track + "/correct",
            new
            {
                revision = 1,
                title = "Tiêu đề sửa",
                content = "Nội dung đã sửa lại cho đúng.",
            }
        );
        Assert.Equal(200, corrected.Status);
        await Eventually.IsTrueAsync("the correction is told as pre-moderated", async () =>
            await intake.MessageAsync(before) is var message
            && message.GetProperty("revision").GetInt32() == 2
            && message.GetProperty("preModerated").GetBoolean()
        );
        await SetAsync(article, new());
        var (after, _) = await intake.SubmitAsync(article: article);
        Assert.False((await intake.MessageAsync(after)).GetProperty("preModerated").GetBoolean());
    }

    [Fact]
    public async Task Each_change_of_an_article_s_state_is_told_once_and_what_changes_nothing_is_not()
    {
        var article = NewArticle();
        await SetAsync(article, new() { ["status"] = "open", ["publishedAt"] = "2999-01-01" });
        await SetAsync(article, new() { ["status"] = "readOnly" });
        await SetAsync(article, new() { ["status"] = "readOnly", ["closeAfterDays"] = 3650 });
        await SetAsync(article, new() { ["slowMinutes"] = 5 });
        await SetAsync(article, new() { ["slowMinutes"] = 5, ["preModerated"] = true });
        await SetAsync(article, new() { ["status"] = "closed" });

        Assert.Equal(
            [(1, "readOnly", 0, false), (2, "open", 5, false), (3, "open", 5, true), (4, "closed", 0, false)],
            (await intake.ArticleChangesAsync(article, 4)).Select(a => (a.Version, a.Status, a.SlowMinutes, a.PreModerated))
        );
    }

    [Fact]
    public async Task An_article_that_closes_by_itself_is_told_of_once_by_all_copies_although_nobody_writes()
    {
        var (first, own) = (NewArticle(), NewArticle());
        await intake.SubmitAsync(article: first);
        await FirstCommentWasAsync(first, days: DaysOpen);
        await SetAsync(own, new() { ["status"] = "readOnly", ["publishedAt"] = "2999-01-01", ["closeAfterDays"] = 7 });
        await PublishedAsync(own, days: 7);
        foreach (var (article, version) in new[] { (first, 1), (own, 2) })
        {
            var told = await intake.ArticleChangesAsync(article, version);
            Assert.Equal((version, "closed"), (told[^1].Version, told[^1].Status));
            // Whatever another copy had told beside it would stand before this.
            await SetAsync(article, new() { ["closeAfterDays"] = 0, ["publishedAt"] = "2020-01-02" });
            told = await intake.ArticleChangesAsync(article, version + 1);
            Assert.Equal((version + 1, "open"), (told[^1].Version, told[^1].Status));
            Assert.Equal(version + 1, told.Count);
        }
    }

    [Fact]
    public async Task Of_changes_at_the_same_moment_the_last_version_says_what_holds()
    {
        var article = NewArticle();
        await Task.WhenAll(
            Enumerable.Range(1, 12).Select(minutes =>
                minutes % 2 == 0
                    ? SetAsync(article, new() { ["slowMinutes"] = minutes })
                    : SetAsync(article, new() { ["slowMinutes"] = minutes }, intake.Public, ApiKey)
            )
        );
        var told = await intake.ArticleChangesAsync(article, 12);
        Assert.Equal(Enumerable.Range(1, 12), told.Select(change => change.Version));
        Assert.Equal((await StateAsync(article))["slowMinutes"]!.GetValue<int>(), told[^1].SlowMinutes);
    }

    [Fact]
    public async Task The_console_sets_articles_and_lists_those_of_which_anything_is_set()
    {
        var (set, plain, key) = (NewArticle(), NewArticle(), IntakeUnderTest.OperationKey);
        await SubmitAsync(plain);
        Assert.Equal(401, (int)(await AskAsync(HttpMethod.Get, "", shown: null)).StatusCode);
        Assert.Equal(401, (int)(await AskAsync(HttpMethod.Put, "/" + set, "sai", new { status = "closed" })).StatusCode);
        Assert.Equal(400, (int)(await AskAsync(HttpMethod.Put, "/" + set, key, new { status = "mở" })).StatusCode);
        Assert.DoesNotContain(set, await ListedAsync());

        Assert.Equal(200, (int)(await AskAsync(HttpMethod.Put, "/" + set, key, new { status = "closed" })).StatusCode);
        Assert.Contains(set, await ListedAsync());
        Assert.DoesNotContain(plain, await ListedAsync());
        var refused = await intake.PostAsync(Comments.Valid(), set);
        Assert.Equal((409, "article-closed"), (refused.Status, refused.Problem));
        Assert.Single(await intake.ArticleChangesAsync(set, 1));

        async Task SubmitAsync(string article) => Assert.Equal(202, (await intake.PostAsync(Comments.Valid(), article)).Status);

        async Task<IEnumerable<string?>> ListedAsync()
        {
            using var answer = await AskAsync(HttpMethod.Get, "", key);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>())
                .EnumerateArray()
                .Select(article => article.GetProperty("articleId").GetString());
        }

        async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, string? shown, object? body = null)
        {
            using var request = new HttpRequestMessage(method, $"operation/articles{path}")
            {
                Content = body is null ? null : JsonContent.Create(body),
            };
            if (shown is not null)
                request.Headers.Add("X-Operation-Key", shown);
            return await intake.Site.SendAsync(request);
        }
    }

    [Fact]
    public async Task Readers_may_ask_for_an_article_s_state_and_only_the_site_sets_it()
    {
        var article = NewArticle();
        foreach (var (key, code) in new[] { (null, "not-the-site"), ("another key", "wrong-api-key") })
        {
            var refused = await SetAsync(article, new() { ["status"] = "closed" }, intake.Public, key);
            Assert.Equal((403, code), (refused.Status, refused.Problem));
        }
        Assert.Equal("open", (await StateAsync(article))["status"]!.GetValue<string>());
        Assert.Equal(200, (await SetAsync(article, new() { ["status"] = "closed" }, intake.Public, ApiKey)).Status);
        Assert.Equal("closed", (await StateAsync(article))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("status", "shut", "invalid-status")]
    [InlineData("publishedAt", "29/11/2026", "publishedAt-invalid")]
    [InlineData("slowMinutes", -1, "out-of-range")]
    [InlineData("slowMinutes", 1441, "out-of-range")]
    [InlineData("closeAfterDays", 3651, "out-of-range")]
    public async Task Settings_that_cannot_be_are_refused_by_field_and_change_nothing(string field, object value, string code)
    {
        var article = NewArticle();
        await SetAsync(article, new() { ["status"] = "readOnly" });
        var refused = await SetAsync(article, new() { [field] = JsonValue.Create(value) });
        Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
        Assert.Equal([$"{field}: {code}"], refused.FieldErrors);
        Assert.Equal("readOnly", (await StateAsync(article))["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"state":"closed"}""")]
    [InlineData("""{"slowMinutes":"năm"}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Settings_that_are_none_are_refused_in_words(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"articles/{NewArticle()}/settings")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        var refused = await Answer.ToAsync(intake.Site, request);
        Assert.Equal((400, "malformed-request"), (refused.Status, refused.Problem));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("3651")]
    public void A_time_to_close_that_cannot_be_stops_the_start(string days)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Articles:CloseAfterDays", days)]).Build();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            configuration.Read<ArticleOptions>(new HostingEnvironment { EnvironmentName = "Production" }, "Articles")
        );
        Assert.StartsWith("Articles:CloseAfterDays", refused.Message, StringComparison.Ordinal);
    }

    private Task<Answer> SetAsync(string article, JsonObject settings) => SetAsync(article, settings, intake.Site, key: null);

    private static Task<Answer> SetAsync(string article, JsonObject settings, HttpClient copy, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"articles/{article}/settings")
        {
            Content = JsonContent.Create(settings),
        };
        if (key is not null)
            request.Headers.Add(SitePolicy.KeyHeader, key);
        return Answer.ToAsync(copy, request);
    }

    private async Task<JsonObject> StateAsync(string article) =>
        (await intake.Public.GetFromJsonAsync<JsonObject>($"articles/{article}/settings"))!;

    private async Task PublishedAsync(string article, int days)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE articles SET published_at = now() - make_interval(days => @days) WHERE id = @article",
            new { article, days }
        );
    }

    private async Task FirstCommentWasAsync(string article, int days)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE articles SET first_comment_at = now() - make_interval(days => @days) WHERE id = @article",
            new { article, days }
        );
    }
}
