using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

public class EmbedTests(RunningSystem system, Browser browser)
{
    private const string Article = "xe-buyt-dien-tuyen-03";

    /// <summary>What a page may have that was made for itself alone, and worse.</summary>
    private const string Rude = """
        * { color: red !important; font-size: 60px !important; text-transform: uppercase !important }
        moderation-comments { display: none !important; opacity: 0 !important; width: 1px !important }
        button, input, p { display: none !important; min-height: 0 !important }
        """;

    [Fact]
    public async Task The_embed_shows_sends_and_likes_on_a_strict_and_rude_page_on_a_phone_and_in_English()
    {
        const string hostile = "<img src=x onerror=alert(1)>";
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (thread, _) = await reader.SendAsync(Article, $"Xe êm thật, {hostile} chạy đúng giờ.", name: $"Lê {hostile}");
        await moderator.ShowAsync(thread);

        var page = await browser.OpenAsync(system.Site);
        List<string> blocked = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                blocked.Add(message.Text);
        };
        await page.SetViewportSizeAsync(390, 800);
        await page.GotoAsync(new Uri(system.Site, $"bai-viet/{Article}/nhung").ToString());
        var comment = page.Locator($"#comment-{thread}");
        await Assertions.Expect(comment).ToContainTextAsync(hostile);
        Assert.Equal(0, await page.Locator("img[src=x]").CountAsync());
        await Browser.AssertFitsAsync(page);

        await page.EvaluateAsync(
            "css => { const rude = new CSSStyleSheet(); rude.replaceSync(css); document.adoptedStyleSheets = [rude]; }",
            Rude
        );
        var like = comment.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Thích" });
        Assert.True((await like.BoundingBoxAsync())!.Height >= 44);
        Assert.NotEqual(
            "rgb(255, 0, 0)",
            await comment.EvaluateAsync<string>("element => getComputedStyle(element).color")
        );
        await like.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(like).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(like).ToHaveAccessibleNameAsync($"Thích 1, bình luận của Lê {hostile}");

        await ReportAsync(page, comment);

        var send = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" });
        await page.GetByLabel("Nội dung").FillAsync("Tuyến này nên chạy cả buổi tối.");
        await send.ClickAsync();
        await Assertions.Expect(page.Locator("#name-error")).ToHaveTextAsync("Mục này không được để trống.");
        await page.GetByLabel("Họ và tên").FillAsync("Trần Thị Tối");
        await page.GetByLabel("Tiêu đề").FillAsync("Buổi tối");
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        await send.ClickAsync();
        await Assertions.Expect(page.GetByText("đã được gửi và đang chờ duyệt")).ToBeVisibleAsync();
        var track = page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Theo dõi bình luận của bạn" });
        Assert.StartsWith(new Uri(system.Intake, "track/").ToString(), await track.GetAttributeAsync("href"));

        await page.GotoAsync(new Uri(system.Site, $"bai-viet/{Article}/nhung?lang=en").ToString());
        var english = comment.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Like 1" });
        await Assertions.Expect(english).ToHaveAttributeAsync("aria-pressed", "true");
        await Browser.AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Erase my likes" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Erase all" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 like was erased.")).ToBeVisibleAsync();
        var taken = comment.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Like 0" });
        await Assertions.Expect(taken).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Empty(blocked);
    }

    /// <summary>By keyboard, with the first of the reasons.</summary>
    private static async Task ReportAsync(IPage page, ILocator comment)
    {
        await comment.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Báo cáo" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("form.report input:checked")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi báo cáo" }).ClickAsync();
        await Assertions.Expect(comment.GetByText("Tòa soạn đã nhận báo cáo của bạn.")).ToBeVisibleAsync();
        await Assertions
            .Expect(comment.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Báo cáo" }))
            .ToHaveCountAsync(0);
    }
}
