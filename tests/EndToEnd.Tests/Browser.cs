using System.Collections.Concurrent;
using System.Net;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.EndToEnd.Tests.Browser))]

namespace Moderation.EndToEnd.Tests;

/// <summary>Debian's Chromium without windows, which takes far less processor time.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium-headless-shell";

    /// <summary>In milliseconds. Long enough for a machine that builds and tests at once.</summary>
    private const int Patience = 180_000;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>By test. Outside of the fixture, which is out of reach once a test has ended.</summary>
    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Contexts = new(StringComparer.Ordinal);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            throw new InvalidOperationException(
                $"{Executable} is missing. Install it and all else that the tests need with: ./infra/test.sh --up"
            );
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>A page of a new visitor, or of whose session it is.</summary>
    public async Task<IPage> OpenAsync(Uri address, bool javaScript = true, CookieContainer? session = null)
    {
        await ClosesPagesAttribute.ClosedAsync();
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = javaScript,
                Locale = "vi-VN",
                TimezoneId = "Asia/Ho_Chi_Minh",
            }
        );
        Contexts.GetOrAdd(TestContext.Current.Test!.UniqueID, _ => []).Add(context);
        context.SetDefaultTimeout(Patience);
        if (session is not null)
            await context.AddCookiesAsync(
                session
                    .GetCookies(address)
                    .Select(cookie => new Microsoft.Playwright.Cookie
                    {
                        Name = cookie.Name,
                        Value = cookie.Value,
                        Url = address.GetLeftPart(UriPartial.Authority),
                    })
            );
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>A page that axe finds nothing wrong with. It must run scripts: axe is one.</summary>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
            await page.EvaluateAsync(Axe);
        var faults = await page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
              .map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ target }) => target).join(', ')}`)
            """
        );
        Assert.True(faults.Length == 0, $"{page.Url}\n{string.Join('\n', faults)}");
    }

    /// <summary>The same, on a page that does not scroll sideways once its charts have followed its width.</summary>
    public static async Task AssertFitsAsync(IPage page)
    {
        await Eventually.IsTrueAsync(
            $"{page.Url} does not scroll sideways",
            () => page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")
        );
        await AssertAccessibleAsync(page);
    }

    /// <summary>Closes what a test has opened.</summary>
    public static async Task ClosePagesAsync(string test)
    {
        if (Contexts.TryRemove(test, out var contexts))
        {
            foreach (var context in contexts)
                await context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ClosesPagesAttribute.ClosedAsync();
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
