using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Queues that the newsroom names, from the page that sets them to the console that opens on them, and the team page.
/// </summary>
public class NamedQueueTests(RunningSystem system, Browser browser)
{
    private readonly string _mark = Waiting.NewMark();

    private string Section => $"Mục {_mark}";

    private string Name => $"Riêng {_mark}";

    [Fact]
    public async Task A_queue_is_made_and_its_person_opens_on_it_decides_what_comes_and_is_told_when_it_is_gone()
    {
        using var moderator = new Moderator(system);
        var first = await SendAsync("Hàng cây trước thư viện mát quá");
        await moderator.AwaitWaitingAsync(first);
        var colleague = await Colleague.AddAsync(system);
        var queues = await OpenAsync("queues");
        await AddAsync(queues, colleague.Name);
        await Assertions.Expect(queues.GetByText($"Đã thêm hàng đợi “{Name}”.")).ToBeFocusedAsync();
        await Assertions.Expect(Row(queues)).ToContainTextAsync($"Chuyên mục: {Section}");
        await Assertions.Expect(Row(queues)).ToContainTextAsync(colleague.Name);
        await Browser.AssertAccessibleAsync(queues);

        var console = await Console.SignInAsync(browser, system, colleague);
        await console.GotoAsync(system.Moderator.ToString());
        await Assertions.Expect(console.Locator("[data-queue][aria-current=page]")).ToContainTextAsync(Name);
        await Assertions.Expect(console.Current()).ToHaveAttributeAsync("data-comment", first.ToString());
        await TeamTellsAsync();
        await console.Keyboard.PressAsync("a");
        await moderator.AwaitAsync(first, "approved");
        var second = await SendAsync("Quán phở đầu phố vẫn đông như xưa");
        await Assertions.Expect(console.Current()).ToHaveAttributeAsync("data-comment", second.ToString());
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("h");
        await Assertions.Expect(console.Locator(".last")).ToContainTextAsync("Đã giữ lại");
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(1);
        await console.Keyboard.PressAsync("u");
        await Assertions.Expect(console.Locator(".last")).Not.ToContainTextAsync("Đã giữ lại");

        await queues.Button($"Bỏ {Name}").ClickAsync();
        await queues
            .GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bỏ", Exact = true })
            .ClickAsync();
        await Assertions.Expect(queues.GetByText($"Đã bỏ hàng đợi “{Name}”.")).ToBeFocusedAsync();
        await Assertions.Expect(console.GetByText("Hàng đợi riêng này không còn")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator("[data-queue]").GetByText(Name)).ToHaveCountAsync(0);
        await Assertions.Expect(console.Locator("[data-queue=pending]")).ToHaveAttributeAsync("aria-current", "page");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task The_form_of_a_queue_says_what_is_wrong_and_is_accessible_in_both_languages(
        ColorScheme scheme,
        int width,
        int height
    )
    {
        var page = await OpenAsync("queues");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, height);
        await Browser.AssertFitsAsync(page);
        await page.Button("Thêm hàng đợi").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Lưu" }).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Tên", new LocatorGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(dialog.GetByText("Tên cần từ 1 đến 40 ký tự")).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByText("Điều kiện nhận còn trống.")).ToBeVisibleAsync();
        await dialog.Locator("summary").Nth(2).ClickAsync();
        await dialog.GetByLabel("Tiếng Khmer").CheckAsync();
        await Assertions.Expect(dialog.Locator("summary").Nth(2)).ToHaveTextAsync("Ngôn ngữ: Tiếng Khmer");
        await Browser.AssertFitsAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await page.EvaluateAsync("localStorage.setItem('language', 'en')");
        await page.ReloadAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Named queues", Level = 1 }))
            .ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
    }

    /// <summary>The team page, in the widths and colours in which it is read.</summary>
    private async Task TeamTellsAsync()
    {
        var page = await OpenAsync("team");
        var row = page.Locator(".waiting tbody tr").Filter(new LocatorFilterOptions { HasText = Section });
        await Assertions.Expect(row).ToContainTextAsync(Name);
        await Assertions.Expect(row.Locator(".bar")).ToContainTextAsync("1");
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390) })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 844);
            await Browser.AssertFitsAsync(page);
        }

        await page.Button("7 ngày").ClickAsync();
        await Assertions.Expect(page.Button("7 ngày")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions
            .Expect(page.GetByText("Chưa có quyết định nào").Or(page.Locator(".chart canvas").First))
            .ToBeVisibleAsync();
        await page.CloseAsync();
    }

    private async Task AddAsync(IPage page, string person)
    {
        await page.Button("Thêm hàng đợi").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Tên", new LocatorGetByLabelOptions { Exact = true }).FillAsync(Name);
        await ChooseAsync("Chuyên mục", Section);
        await ChooseAsync("Người được giao", person);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Lưu" }).ClickAsync();

        async Task ChooseAsync(string part, string value)
        {
            await dialog.Locator("summary").Filter(new LocatorFilterOptions { HasText = part }).ClickAsync();
            await dialog.GetByLabel(value).CheckAsync();
        }
    }

    private async Task<Guid> SendAsync(string content)
    {
        using var reader = new Reader(system.Intake);
        var article = new { headline = Section, section = Section };
        return (await reader.SendAsync(Waiting.NewMark(), $"{content} {_mark}", article: article)).Id;
    }

    private ILocator Row(IPage page) => page.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = Name }).First;

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await browser.OpenAsync(new Uri(system.Moderator, path), session: system.Session);
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).WaitForAsync();
        return page;
    }
}
