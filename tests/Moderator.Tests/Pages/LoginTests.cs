using System.Net;
using System.Text.RegularExpressions;

namespace Moderation.Moderator.Tests.Pages;

/// <summary>Signing in leads back to a page of the console, and never to another site.</summary>
public sealed partial class LoginTests(ModeratorFixture moderator)
{
    [Theory]
    [InlineData("/.//evil.example/x")]
    [InlineData("/..//evil.example/x")]
    [InlineData("/./\\evil.example")]
    [InlineData("/log/..//evil.example")]
    [InlineData("/%2e//evil.example")]
    [InlineData("/%2E%2e//evil.example")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("////evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%252Fevil.example")]
    [InlineData("/log//evil.example")]
    [InlineData("/log/%2e%2e//evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/\r/evil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/\u0000/evil.example")]
    [InlineData("/\u200b/evil.example")]
    [InlineData("/\u3000/evil.example")]
    [InlineData("/\uff0fevil.example")]
    [InlineData("\t//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData(" /log")]
    [InlineData("/log\n")]
    [InlineData("https://evil.example/")]
    [InlineData("HTTPS:/evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("evil.example")]
    [InlineData("@evil.example")]
    [InlineData("/@evil.example")]
    [InlineData("/;@evil.example")]
    [InlineData("?x")]
    [InlineData("")]
    [InlineData("/login")]
    [InlineData("/Login?ReturnUrl=/log")]
    [InlineData("/api/log.csv")]
    [InlineData("/log?a\\b")]
    [InlineData("/log\"><script>")]
    public async Task What_is_no_page_of_the_console_leads_to_its_first_page(string asked) =>
        Assert.Equal("/", await NextAsync("?ReturnUrl=" + Uri.EscapeDataString(asked)));

    [Theory]
    [InlineData("/")]
    [InlineData("/?q=c%E1%BA%A7u&order=age")]
    [InlineData("/?q=https://evil.example//x")]
    [InlineData("/log")]
    [InlineData("/log/")]
    [InlineData("/comments/0198a5f2-7d1c-7c3e-9d0e-0f5b7f1a2b3c?queue=pending")]
    [InlineData("/statistics?ng\u00e0y=h\u00f4m-nay")]
    public async Task A_page_of_the_console_leads_back_to_it(string asked) =>
        Assert.Equal(asked, await NextAsync("?ReturnUrl=" + Uri.EscapeDataString(asked)));

    [Fact]
    public async Task Two_pages_or_none_lead_to_the_first()
    {
        Assert.Equal("/", await NextAsync("?ReturnUrl=/log&ReturnUrl=//evil.example"));
        Assert.Equal("/", await NextAsync(""));
    }

    private async Task<string> NextAsync(string query)
    {
        using var client = moderator.Service.Client();
        var page = await client.GetStringAsync("/login" + query, TestContext.Current.CancellationToken);
        return WebUtility.HtmlDecode(Next().Match(page).Groups["path"].Value);
    }

    [GeneratedRegex("data-next=\"(?<path>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Next();
}
