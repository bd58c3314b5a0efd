using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The word lists as a person changes them, with words that nobody else writes and that are taken out again.</summary>
public class ListsPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_banned_word_is_previewed_saved_applied_to_what_waits_and_taken_back_by_a_revert()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        var page = await OpenAsync("banned");
        try
        {
            await SaveAsync(page, $"trước {waiting.Mark} sau");
            var older = (await page.Locator(".versions b").First.InnerTextAsync()).ToLowerInvariant();
            await page.GetByLabel("Thêm mục").FillAsync(waiting.Mark);
            await page.Button("Xem trước rồi lưu").ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await Assertions.Expect(dialog.Locator("ins")).ToHaveTextAsync(waiting.Mark);
            await Assertions.Expect(dialog).ToContainTextAsync("1 bình luận sẽ có từ bị phát hiện.");
            await Assertions.Expect(dialog.Locator("p mark.banned")).ToHaveTextAsync(waiting.Mark);
            await dialog.Locator(".primary").ClickAsync();
            await Assertions.Expect(page.GetByText("✓ Đã lưu phiên bản")).ToBeFocusedAsync();

            using var reader = new Reader(system.Intake);
            var (next, _) = await reader.SendAsync(waiting.Mark, $"{Waiting.Thought()} {waiting.Mark}");
            await moderator.AwaitAsync(next, "suspect");
            await page.Button("Áp dụng").ClickAsync();
            await dialog.Locator(".primary").ClickAsync();
            await Assertions.Expect(page.GetByText("Xong: đã xem")).ToBeVisibleAsync();
            await moderator.AwaitAsync(waiting.Ids[0], "suspect");
            var console = await Console.SignInAsync(browser, system);
            await console.GotoAsync(new Uri(system.Moderator, $"comments/{waiting.Ids[0]}").ToString());
            await Assertions.Expect(console.Current()).ToContainTextAsync("từ cấm");
            await Assertions.Expect(console.Current()).ToContainTextAsync("máy khuyên từ chối");
            await Assertions.Expect(console.Locator("footer .actions .primary")).ToContainTextAsync("Từ chối");
            await Assertions.Expect(console.Locator(".why .term").First).ToHaveTextAsync(waiting.Mark);

            await Assertions.Expect(page.Locator(".versions li").First).ToContainTextAsync(system.Login.Name);
            await Assertions.Expect(page.Locator(".versions li").First.Locator("ins")).ToHaveTextAsync(waiting.Mark);
            await page.Button($"Trở về {older}").ClickAsync();
            await Assertions.Expect(dialog.Locator("del")).ToHaveTextAsync(waiting.Mark);
            await Assertions.Expect(dialog).ToContainTextAsync("2 bình luận sẽ không còn từ bị phát hiện.");
            await dialog.Locator(".primary").ClickAsync();
            await Assertions.Expect(page.Locator(".versions li").First).ToContainTextAsync($"trở về {older}");
            await page.GetByLabel("Tìm trong danh sách").FillAsync(waiting.Mark);
            await Assertions.Expect(page.Locator(".terms li")).ToHaveTextAsync([$"trước {waiting.Mark} sau×"]);
        }
        finally
        {
            await moderator.TakeOutAsync("banned", waiting.Mark);
        }
    }

    [Fact]
    public async Task A_file_tells_its_bad_lines_and_a_good_one_is_looked_through_and_downloaded_again()
    {
        var mark = Waiting.NewMark();
        using var moderator = new Moderator(system);
        var page = await OpenAsync("allowed");
        await ChooseAsync(page, "hỏng.txt", $"{mark}\n...\nmột mục tốt\n{new string('â', 101)}\n");
        await Assertions
            .Expect(page.Locator(".faults li"))
            .ToHaveTextAsync(["Dòng 2: Mục này không có chữ, số hay ký hiệu nào.", "Dòng 4: Một mục có 1 đến 100 ký tự."]);
        await Assertions.Expect(page.GetByLabel("Thêm mục")).ToHaveValueAsync("");
        await page.GetByLabel("Thêm mục").FillAsync($"{mark}\n\n...");
        await page.Button("Xem trước rồi lưu").ClickAsync();
        await Assertions
            .Expect(page.Locator(".faults").First.Locator("li"))
            .ToHaveTextAsync(["Dòng 3: Mục này không có chữ, số hay ký hiệu nào."]);
        await Assertions.Expect(page.GetByLabel("Thêm mục")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.Button("Bỏ thay đổi").ClickAsync();

        try
        {
            await ChooseAsync(
                page,
                "tốt.csv",
                $"term\n{string.Join('\n', Enumerable.Range(1, 250).Select(i => $"\"{mark}, số {i}\""))}\n\"{mark}, số 7\"\n"
            );
            await Assertions.Expect(page.GetByText("tốt.csv: 250 mục, 1 mục trùng.")).ToBeVisibleAsync();
            await page.Button("Thêm vào danh sách").ClickAsync();
            await SaveAsync(page);
            await Assertions.Expect(page.Locator(".terms li")).ToHaveCountAsync(200);
            await Assertions.Expect(page.GetByText("mục không hiện ở đây")).ToBeVisibleAsync();
            await page.GetByLabel("Tìm trong danh sách").FillAsync($"{mark}, SO 249");
            await Assertions.Expect(page.Locator(".terms li")).ToHaveCountAsync(1);

            var download = await page.RunAndWaitForDownloadAsync(() => page.Button("Tải về tệp văn bản").ClickAsync());
            var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
            Assert.Equal(250, lines.Count(line => line.StartsWith($"{mark}, số ", StringComparison.Ordinal)));

            await page.Button($"Bỏ “{mark}, số 249”").ClickAsync();
            await Assertions.Expect(page.GetByText("Chưa lưu: thêm 0, bỏ 1.")).ToBeVisibleAsync();
            await Assertions.Expect(page.Button($"Giữ lại “{mark}, số 249”")).ToBeFocusedAsync();
            await SaveAsync(page);
            await Assertions.Expect(page.Locator(".terms li")).ToHaveCountAsync(0);
        }
        finally
        {
            await moderator.TakeOutAsync("allowed", mark);
        }
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_told_and_what_was_typed_is_kept()
    {
        var (mine, theirs) = (Waiting.NewMark(), Waiting.NewMark());
        using var moderator = new Moderator(system);
        var page = await OpenAsync("suspect");
        try
        {
            await page.GetByLabel("Thêm mục").FillAsync(mine);
            await page.Button("Xem trước rồi lưu").ClickAsync();
            await moderator.ChangeListAsync("suspect", terms => terms.Append(theirs));
            var dialog = page.GetByRole(AriaRole.Dialog);
            await dialog.Locator(".primary").ClickAsync();
            await Assertions
                .Expect(dialog.GetByRole(AriaRole.Alert))
                .ToHaveTextAsync($"{system.Login.Name} đã đổi danh sách sau khi bạn mở nó.");
            await page.Button("Lấy bản mới, giữ thay đổi của tôi").ClickAsync();
            await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
            await dialog.Locator(".primary").ClickAsync();
            await Assertions.Expect(page.GetByText("✓ Đã lưu phiên bản")).ToBeVisibleAsync();
            foreach (var term in new[] { mine, theirs })
                await Assertions
                    .Expect(page.Locator(".terms").GetByText(term, new LocatorGetByTextOptions { Exact = true }))
                    .ToBeVisibleAsync();
        }
        finally
        {
            await moderator.TakeOutAsync("suspect", mine);
            await moderator.TakeOutAsync("suspect", theirs);
        }
    }

    [Fact]
    public async Task A_moderator_reads_the_lists_and_is_told_who_changes_them()
    {
        var mark = Waiting.NewMark();
        using var moderator = new Moderator(system);
        await moderator.ChangeListAsync("suspect", terms => terms.Append(mark));
        try
        {
            var page = await OpenAsync("suspect", await Colleague.AddAsync(system));
            await Assertions.Expect(page.Locator(".terms").GetByText(mark)).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator(".versions li").First).ToContainTextAsync(mark);
            await Assertions.Expect(page.GetByText("Bạn chỉ xem được.")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("main button")).ToHaveTextAsync(["Tải về tệp văn bản"]);
            await Browser.AssertAccessibleAsync(page);
        }
        finally
        {
            await moderator.TakeOutAsync("suspect", mark);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 720)]
    [InlineData(ColorScheme.Dark, 1280, 720)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task Every_state_of_the_page_is_accessible_and_nothing_is_cut_off(ColorScheme scheme, int width, int height)
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        var page = await OpenAsync("suspect");
        await page.SetViewportSizeAsync(width, height);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        try
        {
            await Browser.AssertFitsAsync(page);
            await page.GetByLabel("Thêm mục").FillAsync("...");
            await page.Button("Xem trước rồi lưu").ClickAsync();
            await Assertions.Expect(page.Locator(".faults")).ToBeVisibleAsync();
            await ChooseAsync(page, "hỏng.txt", "...\n");
            await Assertions.Expect(page.Locator(".faults")).ToHaveCountAsync(2);
            await Browser.AssertFitsAsync(page);
            await ChooseAsync(page, "tốt.txt", $"{waiting.Mark}\n");
            await Assertions.Expect(page.Button("Thay cả danh sách")).ToBeVisibleAsync();
            await Browser.AssertFitsAsync(page);
            await page.GetByLabel("Thêm mục").FillAsync(waiting.Mark);
            await page.Button("Xem trước rồi lưu").ClickAsync();
            await Assertions.Expect(page.Locator("dialog p mark")).ToBeVisibleAsync();
            await Browser.AssertFitsAsync(page);
            await page.Locator("dialog .primary").ClickAsync();
            await Assertions.Expect(page.GetByText("✓ Đã lưu phiên bản")).ToBeVisibleAsync();
            await page.Button($"Bỏ “{waiting.Mark}”").ClickAsync();
            await Browser.AssertFitsAsync(page);
            await page.Button("Áp dụng").ClickAsync();
            await Browser.AssertFitsAsync(page);
            await page.Locator("dialog .primary").ClickAsync();
            await Assertions.Expect(page.GetByText("Xong: đã xem")).ToBeVisibleAsync();
            await Browser.AssertFitsAsync(page);
            await page.RouteAsync("**/preview", route => route.AbortAsync());
            await page.Button("Xem trước rồi lưu").ClickAsync();
            await Assertions.Expect(page.GetByText("Không kết nối được với máy chủ.")).ToBeVisibleAsync();
            await page.Button(system.Login.Name).ClickAsync();
            await page.GetByLabel("English").CheckAsync();
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByText("The server cannot be reached.")).ToBeVisibleAsync();
            await Browser.AssertFitsAsync(page);
        }
        finally
        {
            await moderator.TakeOutAsync("suspect", waiting.Mark);
        }
    }

    private async Task<IPage> OpenAsync(string kind, (string Name, string Password)? login = null)
    {
        var page = await Console.SignInAsync(browser, system, login);
        await page.GotoAsync(new Uri(system.Moderator, $"lists?list={kind}").ToString());
        await Assertions.Expect(page.Locator(".one-list")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Types a term, if there is one, and saves what is changed.</summary>
    private static async Task SaveAsync(IPage page, string? term = null)
    {
        if (term is not null)
            await page.GetByLabel("Thêm mục").FillAsync(term);
        await page.Button("Xem trước rồi lưu").ClickAsync();
        await page.Locator("dialog .primary").ClickAsync();
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    private static Task ChooseAsync(IPage page, string name, string content) =>
        page.GetByLabel("Lấy từ tệp…")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "text/plain",
                    Buffer = Encoding.UTF8.GetBytes(content),
                }
            );
}
