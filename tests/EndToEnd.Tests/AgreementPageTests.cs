using Dapper;
using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

/// <summary>Opinions that are asked for and given blind, a golden comment that is told, and the page of agreement.</summary>
public class AgreementPageTests(RunningSystem system, Browser browser)
{
    private readonly string _mark = Waiting.NewMark();

    [Fact]
    public async Task An_opinion_is_asked_for_and_given_blind_a_golden_comment_is_told_and_a_senior_settles()
    {
        var senior = await browser.OpenAsync(new Uri(system.Moderator, "agreement"), session: system.Session);
        await MakeGoldenAsync(senior);

        var waiting = await Waiting.SendAsync(system, 1);
        var asking = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system));
        await asking.GotoAsync(new Uri(system.Moderator, $"?q={waiting.Mark}").ToString());
        await Console.SearchAsync(asking, waiting.Queue, waiting.Mark);
        await Assertions.Expect(asking.Current()).ToHaveAttributeAsync("data-comment", waiting.Ids[0].ToString());
        await asking.Keyboard.PressAsync("s");
        await asking.Keyboard.PressAsync("4");
        await asking.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox).SelectOptionAsync("reject spam");
        await Browser.AssertAccessibleAsync(asking);
        await asking.Button("Gửi").ClickAsync();
        await Assertions.Expect(asking.GetByText("Đã giữ lại để người khác cho ý kiến.")).ToBeVisibleAsync();

        var second = await Colleague.AddAsync(system);
        await DrawGoldenAsync(second.Name);
        var reading = await Console.SignInAsync(browser, system, second);
        await reading.Locator("[data-opinions]").ClickAsync();
        var comment = reading.Locator("article.opinion");
        await Assertions.Expect(comment).ToContainTextAsync(waiting.Mark);
        await Browser.AssertFitsAsync(reading);
        await reading.Keyboard.PressAsync("a");
        await Assertions.Expect(comment).ToContainTextAsync(_mark);
        await reading.SetViewportSizeAsync(390, 844);
        await reading.Keyboard.PressAsync("r");
        await reading.Keyboard.PressAsync("2");
        await Assertions.Expect(reading.Locator(".golden")).ToBeFocusedAsync();
        await Assertions.Expect(reading.Locator(".golden")).ToContainTextAsync("Chưa đúng");
        await Assertions.Expect(reading.Locator(".golden")).ToContainTextAsync("Khen thì được đăng");
        await Browser.AssertFitsAsync(reading);
        await reading.Button("Tiếp tục").ClickAsync();
        await Assertions.Expect(reading.GetByText("Không có bình luận nào chờ ý kiến của bạn.")).ToBeVisibleAsync();
        using var moderator = new Moderator(system);
        await moderator.AwaitAsync(waiting.Ids[0], "approved");

        await AnswerGoldenAsync(asking: waiting.Mark);
        await SettleAsync(senior, waiting.Mark);
        await moderator.AwaitAsync(waiting.Ids[0], "rejected");
    }

    private async Task MakeGoldenAsync(IPage page)
    {
        await page.Button("Đổi tỷ lệ…").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Quyết định hai lần, %").FillAsync("30");
        await page.Button("Lưu").ClickAsync();
        await Assertions.Expect(dialog.GetByText("Tỷ lệ phải từ 0 đến 20 %.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Button("Tự viết…").ClickAsync();
        await dialog.GetByLabel("Họ và tên người gửi").FillAsync("Lê Mẫu");
        await dialog.GetByLabel("Nội dung").FillAsync($"Con đường này đẹp quá {_mark}");
        await dialog.GetByLabel("Vì sao đó là đáp án").FillAsync("Khen thì được đăng");
        await Browser.AssertAccessibleAsync(page);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Thêm" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Đã thêm bình luận mẫu.")).ToBeFocusedAsync();
        await Assertions
            .Expect(page.Locator("[data-golden]").Filter(new LocatorFilterOptions { HasText = _mark }))
            .ToBeVisibleAsync();
    }

    /// <summary>As the lot does, which nobody can tell beforehand.</summary>
    private async Task DrawGoldenAsync(string name)
    {
        await using var moderator = system.Database("moderator");
        await using var connection = await moderator.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO opinions (kind, golden_id, decision_id, reader_id)
            SELECT 'golden', g.id, gen_random_uuid(), m.id FROM golden_comments g CROSS JOIN moderators m
            WHERE g.content LIKE '%' || @mark AND m.name = @name
            """,
            new { mark = _mark, name }
        );
    }

    /// <summary>As another did three weeks ago.</summary>
    private async Task AnswerGoldenAsync(string asking)
    {
        await using var moderator = system.Database("moderator");
        await using var connection = await moderator.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO opinions (kind, golden_id, decision_id, reader_id, status, outcome, given_at)
            SELECT 'golden', g.id, gen_random_uuid(), o.first_by, 'agreed', 'approve', clock_timestamp() - interval '21 days'
            FROM golden_comments g, opinions o JOIN comments c ON c.id = o.comment_id
            WHERE g.content LIKE '%' || @mark AND c.content LIKE '%' || @asking || '%'
            """,
            new { mark = _mark, asking }
        );
    }

    private static async Task SettleAsync(IPage page, string mark)
    {
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".chart canvas")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".chart .u-legend")).ToContainTextAsync("thấp nhất (tin cậy 95 %)");
        await Assertions.Expect(page.GetByText("Tỷ lệ trả lời đúng theo tuần")).ToBeVisibleAsync();
        var differing = page.Locator("[data-disagreement]").Filter(new LocatorFilterOptions { HasText = mark });
        await Assertions.Expect(differing).ToContainTextAsync("Người thứ nhất: Từ chối, quảng cáo/Spam");
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 390) })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 844);
            await Browser.AssertFitsAsync(page);
        }
        await differing.GetByRole(AriaRole.Button).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Quyết định của bạn").SelectOptionAsync("reject spam");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Phân xử" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Đã phân xử.")).ToBeFocusedAsync();
        await Assertions.Expect(differing).ToHaveCountAsync(0);
    }
}
