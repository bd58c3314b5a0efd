using Microsoft.Playwright;
using Moderation.Intake.Tests;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>What a reader's postbox gets, and where its links lead.</summary>
public class LetterTests(RunningSystem system, Browser browser)
{
    private const string Article = "cho-ben-da-quet-ma";
    private const string Answered = "Có trả lời cho bình luận của bạn";
    private const string Asked = "Xác nhận nhận thông báo về bình luận";
    private const string Published = "Bình luận của bạn: Đã đăng";

    [Fact]
    public async Task A_reader_gives_an_address_confirms_it_by_letter_is_told_of_the_decision_and_unsubscribes()
    {
        await using var mail = await Postbox.OpenAsync(RunningSystem.MailPort);
        var email = Postbox.NewAddress();
        var text = $"Cho tôi biết khi bình luận này được đăng. {Waiting.NewMark()}";
        var id = await WriteAsync(email, text);

        var asked = (await mail.ReceivedAsync(email, Asked))[0];
        Assert.DoesNotContain(text, asked.TextBody, StringComparison.Ordinal);
        var page = await FollowAsync(asked.TextBody!, "confirm");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Xác nhận" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Từ bây giờ, bạn nhận thư khi bình luận được quyết định")).ToBeVisibleAsync();

        using var moderator = new Moderator(system);
        await moderator.ShowAsync(id);
        var told = (await mail.ReceivedAsync(email, Asked, Published))[1];
        page = await FollowAsync(told.TextBody!, "unsubscribe");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Ngừng nhận thông báo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("địa chỉ của bạn đã được xóa")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_letter_about_a_reply_is_text_in_a_program_that_shows_mail()
    {
        var mark = Waiting.NewMark();
        await using var mail = await Postbox.OpenAsync(RunningSystem.MailPort);
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, tracking) = await reader.SendAsync(Article, $"{Waiting.Thought()} {Waiting.NewMark()}");
        await moderator.ShowAsync(id);
        var email = Postbox.NewAddress();
        var page = await browser.OpenAsync(new Uri(tracking + "/notices"), javaScript: false);
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.Locator("form", new PageLocatorOptions { Has = page.GetByLabel("E-mail") }).Locator("button").ClickAsync();
        page = await FollowAsync((await mail.ReceivedAsync(email, Asked))[0].TextBody!, "confirm");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Xác nhận" }).ClickAsync();

        var (reply, _) = await reader.SendAsync(
            Article,
            $"{Hostile.All} {mark}",
            title: Hostile.Payloads[1],
            name: Hostile.Payloads[0],
            parentId: id
        );
        await moderator.ShowAsync(reply);
        var letter = (await mail.ReceivedAsync(email, Asked, Answered))[1];
        Assert.Contains($"{Hostile.All} {mark}", letter.TextBody!, StringComparison.Ordinal);
        var program = await browser.OpenAsync(new Uri("about:blank"));
        var alarms = Hostile.Watch(program);
        await program.SetContentAsync(letter.HtmlBody!);
        await Assertions.Expect(program.Locator("blockquote").Last).ToHaveTextAsync($"{Hostile.All} {mark}");
        await Assertions.Expect(program.GetByText($"{Hostile.Payloads[0]} đã trả lời")).ToBeVisibleAsync();
        await Hostile.AssertHarmlessAsync(program);
        Assert.Empty(alarms);
    }

    /// <summary>First with an address that is none: the form keeps what was typed and says what to mend.</summary>
    private async Task<Guid> WriteAsync(string email, string text)
    {
        var page = await browser.OpenAsync(new Uri(system.Site, $"bai-viet/{Article}"));
        await page.SetViewportSizeAsync(390, 800);
        await page.GetByLabel("Họ và tên").FillAsync("Lê Thị Chờ Thư");
        await page.GetByLabel("E-mail").FillAsync("khong-phai-dia-chi");
        await page.GetByLabel("Tiêu đề").FillAsync("Chờ thư");
        await page.GetByLabel("Nội dung").FillAsync(text);
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
        await SendAsync(page);
        await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("khong-phai-dia-chi");
        await Browser.AssertAccessibleAsync(page);
        await page.GetByLabel("E-mail").FillAsync(email);
        await SendAsync(page);
        return Guid.Parse((await page.Locator("#da-gui").GetAttributeAsync("data-id"))!);
    }

    private async Task SendAsync(IPage page)
    {
        await page.GetByLabel("Mã xác nhận").FillAsync(await Code.OfAsync(page, system));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).ClickAsync();
    }

    /// <summary>A phone without scripts opens the letter's link.</summary>
    private async Task<IPage> FollowAsync(string letter, string act)
    {
        var link = Assert.Single(
            letter.Split('\n', StringSplitOptions.TrimEntries),
            line => line.StartsWith(system.Intake.ToString(), StringComparison.Ordinal)
                && line.EndsWith(act, StringComparison.Ordinal)
        );
        var page = await browser.OpenAsync(new Uri(link), javaScript: false);
        await page.SetViewportSizeAsync(390, 800);
        return page;
    }
}
