using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Moderation.ArticleSite.Tests;

/// <summary>A reader's browser: it keeps cookies for their paths, and sends comments under one article.</summary>
public sealed partial class Browser
{
    public const string Name = "Đặng Thị Ngàn";

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _site;
    private readonly string _article;

    private Browser(HttpClient site, string article) => (_site, _article) = (site, article);

    /// <summary>The comment that was sent last.</summary>
    public Guid Sent { get; private set; }

    public static async Task<Browser> SendAsync(HttpClient site, string article, bool remember)
    {
        var browser = new Browser(site, article);
        await browser.SendAsync(remember);
        return browser;
    }

    public async Task SendAsync(bool remember)
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = Name,
            ["title"] = "Ý kiến",
            ["content"] = "Tôi đồng ý.",
        };
        if (remember)
            fields["remember"] = "true";
        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bai-viet/" + _article) { Content = form };
        using var response = await AskAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Sent = Guid.Parse(Track().Match(await PageAsync(_article)).Groups["id"].Value);
    }

    public async Task<string> PageAsync(string article)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bai-viet/" + article);
        using var response = await AskAsync(request);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the article's page says of the comment that was sent.</summary>
    public async Task<string> SentAsync() => Said().Match(await PageAsync(_article)).Value;

    private async Task<HttpResponseMessage> AskAsync(HttpRequestMessage request)
    {
        var address = new Uri(_site.BaseAddress!, request.RequestUri!);
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        var response = await _site.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                _cookies.SetCookies(address, cookie);
        }

        return response;
    }

    [GeneratedRegex("/track/(?<id>[0-9a-f-]{36})", RegexOptions.NonBacktracking)]
    private static partial Regex Track();

    [GeneratedRegex("id=\"da-gui\".*?</p>", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Said();
}
