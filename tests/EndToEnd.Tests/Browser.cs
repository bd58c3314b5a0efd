using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.EndToEnd.Tests.Browser))]

namespace Moderation.EndToEnd.Tests;

/// <summary>Debian's Chromium.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            throw new InvalidOperationException(
                $"{Executable} is missing. Install it and all else that the tests need with: ./infra/test.sh --up"
            );
        // Long enough for a machine that builds and tests at once.
        Assertions.SetDefaultExpectTimeout(20_000);
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

    /// <summary>A page of a new visitor.</summary>
    public async Task<IPage> OpenAsync(Uri address, bool javaScript = true)
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                JavaScriptEnabled = javaScript,
                Locale = "vi-VN",
                TimezoneId = "Asia/Ho_Chi_Minh",
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        return page;
    }

    /// <summary>A page that axe finds nothing wrong with. It must run scripts: axe is one.</summary>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(
            result.Violations.Length == 0,
            $"{page.Url}\n"
                + string.Join(
                    '\n',
                    result.Violations.Select(violation =>
                        $"{violation.Id}: {violation.Help} {string.Join(", ", violation.Nodes.Select(node => node.Target))}"
                    )
                )
        );
    }

    /// <summary>The same, on a page that does not scroll sideways.</summary>
    public static async Task AssertFitsAsync(IPage page)
    {
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            $"{page.Url} scrolls sideways"
        );
        await AssertAccessibleAsync(page);
    }

    public async Task ClosePagesAsync()
    {
        foreach (var context in _browser!.Contexts.ToList())
            await context.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
