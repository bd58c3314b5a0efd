using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

/// <summary>A news site that is not the demo's: one page, whose policy allows what the page needs and nothing else.</summary>
internal sealed class NewsSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private (string Policy, string Body) _page;

    private NewsSite(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public static async Task<NewsSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = new NewsSite(builder.Build());
        site._app.MapGet("/", site.Page);
        await site._app.StartAsync();
        return site;
    }

    /// <summary>Shows its page on a phone, with this in it.</summary>
    public async Task ShowAsync(IPage page, string policy, string body)
    {
        _page = (policy, body);
        await page.SetViewportSizeAsync(390, 844);
        await page.GotoAsync(Address.ToString());
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Page(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; base-uri 'none'; {_page.Policy}";
        return TypedResults.Text(
            $"""
            <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Bài viết</title></head><body><main><h1>Bài viết</h1>{_page.Body}</main></body></html>
            """,
            "text/html; charset=utf-8"
        );
    }
}
