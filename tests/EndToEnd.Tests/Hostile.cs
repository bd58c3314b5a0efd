using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>Text that tries to become markup or script.</summary>
internal static class Hostile
{
    public static readonly string[] Payloads =
    [
        "<script>document.title='owned'</script>",
        "\"><img src=x onerror=document.title='owned'>",
        "'><svg onload=document.title='owned'>",
        "<a href=javascript:document.title='owned'>x</a>",
        "</textarea></p><iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
        "{{constructor.constructor('document.title=1')()}} ${7*7} &lt;b&gt;",
    ];

    /// <summary>Every one of them, for fields that have room for it.</summary>
    public static string All { get; } = string.Join(' ', Payloads);

    public static async Task AssertHarmlessAsync(IPage page)
    {
        Assert.NotEqual("owned", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("img[src='x'], iframe, svg[onload], a[href^='javascript:']").CountAsync());
    }

    /// <returns>What opens a dialog on a page or is kept from running by its policy, from now on.</returns>
    public static IReadOnlyCollection<string> Watch(IPage page)
    {
        var alarms = new ConcurrentQueue<string>();
        page.Dialog += async (_, dialog) =>
        {
            alarms.Enqueue(dialog.Message);
            await dialog.DismissAsync();
        };
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                alarms.Enqueue($"{page.Url}: {message.Text}");
        };
        return alarms;
    }
}
