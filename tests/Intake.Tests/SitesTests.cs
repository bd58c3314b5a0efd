using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dapper;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.IntakeUnderTest;

namespace Moderation.Intake.Tests;

public partial class SitesTests(IntakeUnderTest intake)
{
    private const string Origin = "https://www.vinhhoa.example:8443";

    [Fact]
    public async Task An_operator_makes_a_site_and_its_keys_and_ends_one_and_the_other_serves_on()
    {
        var name = NewName();
        Assert.Equal((0, 1), ((await RunAsync("add-site", name)).Code, (await RunAsync("add-site", name)).Code));
        var old = await AddKeyAsync(name);
        Assert.Equal(202, await StatusAsync(old.Key));
        var (_, listed) = await RunAsync("list-sites");
        Assert.Matches($"{name}\\s+{old.Id}  made [0-9: Z-]+  last used [0-9]", listed);
        Assert.DoesNotContain(old.Key, listed, StringComparison.Ordinal);

        var store = new SiteStore(intake.Database.Source);
        Assert.Equal(202, await StatusAsync(old.Key));
        var young = Assert.IsType<NewKey.Made>(await store.AddKeyAsync(name));
        Assert.Equal(202, await StatusAsync(young.Text));
        Assert.Contains("two keys", (await RunAsync("add-key", name)).Said, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("revoke-key", old.Id)).Code);
        await Eventually.IsTrueAsync("the revoked key is refused", async () => await StatusAsync(old.Key) == 403);
        Assert.Equal(202, await StatusAsync(young.Text));
        Assert.False(await store.RevokeKeyAsync(Guid.Parse(old.Id)));

        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rows = await connection.QueryAsync<string>("SELECT k::text FROM site_keys k");
        Assert.DoesNotContain(rows, row => row.Contains(young.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_twenty_who_ask_for_a_key_at_once_two_get_one()
    {
        var (store, name) = (new SiteStore(intake.Database.Source), NewName());
        Assert.IsType<SiteChange.Done>(await store.AddAsync(name, []));
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.AddKeyAsync(name)));
        Assert.Equal(2, keys.OfType<NewKey.Made>().Count());
        Assert.Equal(18, keys.OfType<NewKey.TwoAlready>().Count());
        Assert.IsType<NewKey.NoSuchSite>(await store.AddKeyAsync(NewName()));
    }

    [Fact]
    public async Task Browsers_send_from_the_origins_that_a_site_named_and_from_no_other()
    {
        Assert.IsType<SiteChange.Done>(await new SiteStore(intake.Database.Source).AddAsync(NewName(), [Origin]));
        // Before that every origin is taken, as long as no site has named any.
        await Eventually.IsTrueAsync("the origin is known", async () =>
            (await FromAsync(Origin)).Response.Headers.Contains("Access-Control-Allow-Origin")
        );

        var taken = await FromAsync(Origin);
        Assert.Equal(202, taken.Status);
        Assert.Equal(Origin, Assert.Single(taken.Response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(202, (await FromAsync(PublicUrl)).Status);
        foreach (var foreign in new[] { "https://www.vinhhoa.example", "http://www.vinhhoa.example:8443", Origin + "0", "null" })
        {
            var refused = await FromAsync(foreign);
            Assert.Equal((403, "unknown-origin"), (refused.Status, refused.Problem));
            Assert.False(refused.Response.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False((await AskAsync(foreign)).Headers.Contains("Access-Control-Allow-Origin"));
        }

        var preflight = await AskAsync(Origin);
        Assert.True(preflight.IsSuccessStatusCode);
        Assert.Equal(Origin, Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Idempotency-Key", Assert.Single(preflight.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("Tên", "https://a.example")]
    [InlineData("ten", "a.example")]
    [InlineData("ten", "https://a.example/")]
    [InlineData("ten", "https://A.example")]
    [InlineData("ten", "https://a.example:443")]
    [InlineData("ten", "*")]
    public async Task A_name_or_an_origin_that_browsers_do_not_send_is_refused(string name, string origin)
    {
        var (code, said) = await RunAsync("add-site", name, "--origin", origin);
        Assert.Equal(1, code);
        Assert.Matches("name has|is no origin", said);
    }

    private static string NewName() => $"trang-{Guid.CreateVersion7():n}";

    private async Task<(string Id, string Key)> AddKeyAsync(string name)
    {
        var (code, said) = await RunAsync("add-key", name);
        Assert.Equal(0, code);
        var shown = Shown().Match(said);
        return (shown.Groups["id"].Value, shown.Groups["key"].Value);
    }

    private Task<(int Code, string Said)> RunAsync(params string[] args) =>
        Executable.RunAsync<SubmissionStore>([new("ConnectionStrings__Database", intake.Database.ConnectionString)], args);

    /// <summary>Of a comment that only a site's server may send.</summary>
    private async Task<int> StatusAsync(string key) =>
        (await SendAsync(intake.Public, Comments.With("article.headline", "Cầu mới"), apiKey: key)).Status;

    private Task<Answer> FromAsync(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{NewArticle()}/comments")
        {
            Content = JsonContent.Create(Comments.Valid()),
            Headers = { { "Origin", origin } },
        };
        return Answer.ToAsync(intake.Public, request);
    }

    private Task<HttpResponseMessage> AskAsync(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, $"articles/{NewArticle()}/comments")
        {
            Headers =
            {
                { "Origin", origin },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "content-type,idempotency-key" },
            },
        };
        return intake.Public.SendAsync(request);
    }

    [GeneratedRegex(
        "^(?<key>mk_[A-Za-z0-9_-]{43})$[^$]+revoke-key (?<id>[0-9a-f-]{36})",
        RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shown();
}
