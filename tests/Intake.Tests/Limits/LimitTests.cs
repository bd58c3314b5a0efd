using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Moderation.Intake.Limits;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests.Limits;

public class LimitTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task Of_1500_comments_of_one_phone_within_seconds_ten_are_taken_as_shipped()
    {
        var started = Stopwatch.GetTimestamp();
        var answers = await ManyAsync(1500, i => AsSiteAsync(CopyFor(i), Comments.With("phone", "0976 543 218")));
        var cameBack = (int)(Stopwatch.GetElapsedTime(started) / TimeSpan.FromSeconds(30)) + 1;

        var refused = answers.Where(answer => answer.Status != 202).ToList();
        Assert.InRange(1500 - refused.Count, 10, 10 + cameBack);
        Assert.All(refused, answer =>
        {
            Assert.Equal(429, answer.Status);
            Assert.Equal("too-many-comments", answer.Problem);
            Assert.InRange(answer.Response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 31);
        });
        Assert.Matches("gửi lại sau [0-9]+ giây", refused[0].Json.GetProperty("vi").GetString());
    }

    [Fact]
    public async Task Two_copies_that_take_at_the_same_time_take_exactly_as_many_as_the_limit_says()
    {
        var device = NewDevice();
        var answers = await ManyAsync(3 * FewOfOne, i => AsSiteAsync(CopyFor(i), device));

        Assert.Equal(FewOfOne, answers.Count(answer => answer.Status == 202));
        Assert.All(answers.Where(answer => answer.Status != 202), answer => Assert.Equal(429, answer.Status));
        Assert.Equal(FewOfOne, await StoredAsync(answers));
    }

    [Fact]
    public async Task What_is_sent_again_under_its_key_is_counted_once_and_accepted_also_when_no_more_is_taken()
    {
        var (device, article, key) = (NewDevice(), NewArticle(), NewArticle());
        var first = await AsSiteAsync(intake.Limiting, device, article, key);
        var again = await ManyAsync(2 * FewOfOne, i => AsSiteAsync(CopyFor(i), device, article, key));
        Assert.All(again, answer => Assert.Equal(first.Body, answer.Body));

        var others = await ManyAsync(FewOfOne, i => AsSiteAsync(CopyFor(i), device));
        Assert.Equal(1, others.Count(answer => answer.Status == 429));
        Assert.Equal(first.Body, (await AsSiteAsync(intake.Limiting, device, article, key)).Body);
    }

    [Fact]
    public async Task What_is_refused_for_another_reason_is_not_counted()
    {
        var device = NewDevice();
        device["parentId"] = Guid.CreateVersion7().ToString();
        foreach (var _ in Enumerable.Range(0, FewOfOne + 1))
            Assert.Equal(409, (await AsSiteAsync(intake.Limiting, device)).Status);
        device.Remove("parentId");
        Assert.Equal(202, (await AsSiteAsync(intake.Limiting, device)).Status);
    }

    [Fact]
    public async Task Addresses_of_one_ipv6_network_of_64_bits_are_one_reader_s()
    {
        var network = string.Join(':', RandomNumberGenerator.GetItems("123456789abcdef".AsSpan(), 3));
        foreach (var i in Enumerable.Range(0, FewOfOne))
            Assert.Equal(202, (await FromAsync($"2001:{network}:{i + 1:x}::{i:x}")).Status);
        Assert.Equal(429, (await FromAsync($"2001:{network}:ffff:1:2:3")).Status);

        Task<Answer> FromAsync(string address) => AsSiteAsync(intake.Limiting, Comments.With("reader.address", address));
    }

    [Fact]
    public async Task A_reader_who_claims_to_come_from_elsewhere_is_believed_only_through_a_named_proxy()
    {
        var answers = await ManyAsync(FewOfOne + 1, i => FromAsync(intake.Limiting, $"198.51.100.{i}"));
        Assert.Contains(answers, answer => answer.Status == 429);
        Assert.Equal(429, (await FromAsync(intake.Limiting, "198.51.100.200")).Status);

        Assert.Equal(202, (await FromAsync(intake.BehindProxy, "198.51.100.200")).Status);
        // What stands further left is the reader's own invention.
        Assert.Equal(202, (await FromAsync(intake.BehindProxy, "127.0.0.1, 198.51.100.201")).Status);

        static Task<Answer> FromAsync(HttpClient copy, string forwardedFor)
        {
            var request = Request(Comments.Valid());
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            return Answer.ToAsync(copy, request);
        }
    }

    [Fact]
    public async Task An_article_under_which_too_much_comes_in_is_busy_and_others_are_not()
    {
        var article = NewArticle();
        var answers = await ManyAsync(FewOfOne + 5, i => AsSiteAsync(CopyFor(i), Comments.Valid(), article));

        var refused = answers.Where(answer => answer.Status != 202).ToList();
        Assert.Equal(5, refused.Count);
        Assert.All(refused, answer => Assert.Equal("article-busy", answer.Problem));
        Assert.Contains("9 giờ", refused[0].Json.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Equal(202, (await AsSiteAsync(intake.Limiting, Comments.Valid())).Status);
    }

    [Fact]
    public async Task When_the_whole_site_takes_no_more_a_browser_gets_a_page_that_says_when()
    {
        var key = KeyOf("limit-Site:");
        await ExecuteAsync(
            "INSERT INTO token_buckets VALUES (@key, now() + interval '1 day') "
                + "ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at",
            key
        );
        var form = new HttpRequestMessage(HttpMethod.Post, $"articles/{NewArticle()}/comments")
        {
            Content = new FormUrlEncodedContent([new("name", "An"), new("title", "Hay"), new("content", "Hay quá.")]),
            Headers = { { "Accept", "text/html" }, { "X-Api-Key", ApiKey } },
        };
        var answer = await Answer.ToAsync(intake.Limiting, form);
        await ExecuteAsync("DELETE FROM token_buckets WHERE key = @key", key);

        Assert.Equal(429, answer.Status);
        Assert.NotNull(answer.Response.Headers.RetryAfter?.Delta);
        Assert.Contains("Hệ thống đang nhận quá nhiều bình luận cùng lúc", answer.Body, StringComparison.Ordinal);
        Assert.Contains("những gì bạn đã viết vẫn còn ở đó", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_are_deleted_when_their_time_is_over_and_hold_nothing_but_keyed_hashes()
    {
        await AsSiteAsync(intake.Limiting, NewDevice());
        var (over, running) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync("INSERT INTO token_buckets VALUES (@key, now() - interval '1 second')", over);
        await ExecuteAsync("INSERT INTO token_buckets VALUES (@key, now() + interval '1 hour')", running);

        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(
            "the count whose time is over is deleted",
            async () => (await KeysAsync()).All(key => key != over)
        );
        Assert.Contains(running, await KeysAsync());

        async Task<IEnumerable<Guid>> KeysAsync() => await connection.QueryAsync<Guid>("SELECT key FROM token_buckets");
    }

    [Theory]
    [InlineData("Limits:Phone:Count", "-1")]
    [InlineData("Limits:Site:Count", "1000001")]
    [InlineData("Limits:Address:Within", "00:00:00")]
    [InlineData("Limits:Article:Within", "8.00:00:00")]
    [InlineData("Limits:DeleteEvery", "00:00:00")]
    public void A_limit_that_cannot_be_kept_stops_the_start(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var refused = Assert.Throws<InvalidOperationException>(() =>
            configuration.Read<LimitOptions>(new HostingEnvironment { EnvironmentName = "Production" }, "Limits")
        );
        Assert.StartsWith(key, refused.Message, StringComparison.Ordinal);
    }

    private HttpClient CopyFor(int i) => i % 2 == 0 ? intake.Limiting : intake.BehindProxy;

    private static JsonObject NewDevice() => Comments.With("reader.device", NewArticle());

    private static Task<Answer> AsSiteAsync(HttpClient copy, JsonNode comment, string? article = null, string? key = null) =>
        SendAsync(copy, comment, article, key, ApiKey);

    /// <summary>Sixteen at a time.</summary>
    private static async Task<Answer[]> ManyAsync(int count, Func<int, Task<Answer>> send)
    {
        var answers = new Answer[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => answers[i] = await send(i)
        );
        return answers;
    }

    private static HttpRequestMessage Request(JsonNode comment) =>
        new(HttpMethod.Post, $"articles/{NewArticle()}/comments")
        {
            Content = new StringContent(comment.ToJsonString(), Encoding.UTF8, "application/json"),
        };

    private Guid KeyOf(string text) =>
        new(HMACSHA256.HashData(intake.AuthorKey, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16), bigEndian: true);

    private async Task<long> StoredAsync(IEnumerable<Answer> answers)
    {
        var ids = answers.Where(answer => answer.Status == 202).Select(answer => answer.Id).ToArray();
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM submissions WHERE id = ANY(@ids)", new { ids });
    }

    private async Task ExecuteAsync(string sql, Guid key)
    {
        await using var connection = await intake.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { key });
    }
}
