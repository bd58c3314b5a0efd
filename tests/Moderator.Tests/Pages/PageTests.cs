using System.Net;
using System.Text.RegularExpressions;
using Moderation.Contracts;

namespace Moderation.Moderator.Tests.Pages;

public sealed partial class PageTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/invitation")]
    [InlineData("/log")]
    [InlineData("/people")]
    [InlineData("/statistics")]
    [InlineData("/js/triage/page.js")]
    [InlineData("/css/console.css")]
    [InlineData("/api/queue")]
    [InlineData("/api/comments/unknown")]
    [InlineData("/api/log.csv")]
    [InlineData("/api/people")]
    [InlineData("/nothing-here")]
    public async Task S20_Every_answer_tells_the_browser_to_trust_nothing_else(string path)
    {
        using var client = await moderator.SignedInAsync("Người xem đầu trang");

        using var response = await client.GetAsync(path);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.Contains("Referrer-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/people", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/webhooks", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/queues", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/team", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/agreement", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/articles", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/faults", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/erasures", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/retention", HttpStatusCode.Forbidden, "refused.right")]
    [InlineData("/nothing-here", HttpStatusCode.NotFound, "refused.missing")]
    [InlineData("/comments/no-id", HttpStatusCode.NotFound, "refused.missing")]
    public async Task A_page_that_is_not_shown_says_so_in_words_to_people_and_in_JSON_to_programs(
        string path,
        HttpStatusCode status,
        string word
    )
    {
        using var client = await moderator.SignedInAsync($"Người mở nhầm {path}");
        using var asked = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Accept = { new("text/html") } } };

        using var page = await client.SendAsync(asked);
        using var answer = await client.GetAsync(path);

        Assert.Equal((status, status), (page.StatusCode, answer.StatusCode));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            $"data-word=\"{word}\"",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Hostile_text_travels_as_JSON_and_is_in_no_page()
    {
        using var client = await moderator.SignedInAsync("Người gặp mã độc");
        const string payload = "<img src=x onerror=alert(1)>\"'</script>";
        var article = Make.Unique("ma-doc");
        var text = new CommentText
        {
            Name = payload,
            Title = payload,
            Content = payload,
        };
        var id = await moderator.QueueAsync(Make.Under(article) with { Text = text });

        using var page = await client.GetAsync("/");
        using var queue = await client.GetAsync($"/api/queue?queue={await moderator.StatusOfAsync(id)}&article={article}");

        Assert.DoesNotContain(
            "onerror",
            await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal("application/json", queue.Content.Headers.ContentType?.MediaType);
        var json = await queue.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<img", json, StringComparison.Ordinal);
        Assert.Contains("onerror", json, StringComparison.Ordinal);
        Assert.True(queue.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Every_module_that_the_console_imports_is_served_and_written_without_markup_from_strings()
    {
        using var client = moderator.Service.Client();
        var waiting = new Queue<string>([
            "/js/triage/page.js",
            "/js/login/page.js",
            "/js/invitation/page.js",
            "/js/policy/page.js",
            "/js/lists/page.js",
            "/js/bans/page.js",
            "/js/log/page.js",
            "/js/people/page.js",
            "/js/statistics/page.js",
            "/js/queues/page.js",
            "/js/team/page.js",
            "/js/opinions/page.js",
            "/js/agreement/page.js",
            "/js/webhooks/page.js",
            "/js/faults/page.js",
            "/js/erasures/page.js",
            "/js/retention/page.js",
            "/js/articles/page.js",
            "/js/refused/page.js",
        ]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            using var response = await client.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, path);
            Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
            var module = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (!path.StartsWith("/lib/", StringComparison.Ordinal))
                Assert.DoesNotMatch("innerHTML|insertAdjacentHTML|document\\.write|eval\\(", module);
            foreach (var import in Imports().Matches(module).Select(m => m.Groups["path"].Value))
                waiting.Enqueue(new Uri(new Uri(client.BaseAddress!, path), import).AbsolutePath);
        }

        Assert.Contains("/lib/preact/preact.mjs", seen);
        Assert.Contains("/js/frame/marked.js", seen);
    }

    [GeneratedRegex("""\bfrom\s*["'](?<path>[./][^"'$]+)["']""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Imports();
}
