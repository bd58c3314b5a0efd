using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>What the machine knows and what it may decide, as seniors see and change it.</summary>
public partial class MachinePagesTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_candidate_scores_beside_is_compared_and_put_aside_and_nothing_is_learned_from_few_decisions()
    {
        var name = await AddCandidateAsync();
        var page = await Console.SignInAsync(browser, system);
        await page.GotoAsync(new Uri(system.Moderator, "models").ToString());
        await Assertions.Expect(page.Locator(".in-use q")).ToHaveTextAsync("đi kèm dịch vụ");
        var row = page.Locator("tr[data-model]").Filter(new LocatorFilterOptions { HasText = name });
        await Assertions.Expect(row).ToContainTextAsync("huấn luyện hằng đêm");
        await Browser.AssertAccessibleAsync(page);

        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Chạy thử…" }).PressAsync("Enter");
        await AnswerAsync(page, "Lý do", "So với mô hình đang dùng", "Chạy thử");
        await Assertions.Expect(page.GetByText($"✓ {name} đang chạy thử.")).ToBeFocusedAsync();
        await Assertions.Expect(row.Locator(".tag.shadow")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "So sánh" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Chưa đủ để so sánh").First).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bỏ…" }).PressAsync("Enter");
        await AnswerAsync(page, "Lý do", "Đã xem xong", "Bỏ");
        await Assertions.Expect(row.Locator(".tag.retired")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("So với mô hình đang dùng").First).ToBeVisibleAsync();

        // What was put aside is tried again, and the log says why.
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Chạy thử lại…" }).PressAsync("Enter");
        await AnswerAsync(page, "Lý do", "Xem lại bản trước", "Chạy thử");
        await Assertions.Expect(page.GetByText($"✓ {name} đang chạy thử.")).ToBeFocusedAsync();
        await Assertions.Expect(row.Locator(".tag.shadow")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Xem lại bản trước").First).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bỏ…" }).PressAsync("Enter");
        await AnswerAsync(page, "Lý do", "Đã xem lại xong", "Bỏ");
        await Assertions.Expect(row.Locator(".tag.retired")).ToBeVisibleAsync();

        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);
        await Browser.AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task A_lane_says_what_it_lacks_takes_another_budget_and_can_be_forbidden()
    {
        var page = await Console.SignInAsync(browser, system);
        await page.GotoAsync(new Uri(system.Moderator, "lanes").ToString());
        var lane = page.Locator("[data-lane=reject]");
        await Assertions.Expect(lane.Locator("h2 .tag.shut")).ToBeVisibleAsync();
        await Browser.AssertAccessibleAsync(page);

        await ActAsync("Đổi ngân sách");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Ngân sách sai sót, phần trăm").FillAsync("50");
        await dialog.GetByLabel("Lý do").FillAsync("Thử một ngân sách");
        await dialog.Page.Button("Lưu").ClickAsync();
        await Assertions.Expect(dialog.GetByText("Ngân sách sai sót phải từ 0,1 % đến 20 %.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Ngân sách sai sót, phần trăm").FillAsync("2,5");
        await dialog.Page.Button("Lưu").ClickAsync();
        await Assertions.Expect(page.GetByText("✓ Đã đổi ngân sách của")).ToBeFocusedAsync();
        await Assertions.Expect(lane).ToContainTextAsync("nhiều nhất 2,5");

        await ActAsync("Cấm");
        await AnswerAsync(page, "Lý do (ghi vào nhật ký)", "Tuần bầu cử", "Cấm");
        await Assertions.Expect(lane.Locator("h2 .tag.forbidden")).ToBeVisibleAsync();
        await ActAsync("Thôi cấm");
        await AnswerAsync(page, "Lý do (ghi vào nhật ký)", "Hết tuần bầu cử", "Thôi cấm");
        await Assertions.Expect(lane.Locator("h2 .tag.shut")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Hết tuần bầu cử")).ToBeVisibleAsync();

        await page.SetViewportSizeAsync(390, 844);
        await Browser.AssertFitsAsync(page);
        await Browser.AssertAccessibleAsync(page);

        Task ActAsync(string what) =>
            lane.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = what + " Làn từ chối" }).PressAsync("Enter");
    }

    private static async Task AnswerAsync(IPage page, string label, string words, string yes)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel(label).FillAsync(words);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = yes, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    /// <summary>The shipped model that is not in use, as a nightly training would have left it.</summary>
    private async Task<string> AddCandidateAsync()
    {
        const string add = """
            INSERT INTO models (name, state, file, sha256, shipped, labels, rejection, sources, why)
            VALUES (@name, 'candidate', @file, @sha256, false, '{}', false, '[]', 'nightly')
            """;
        await using var registry = system.Database("classifier");
        await using var connection = await registry.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var used = (await connection.QueryAsync<string>("SELECT sha256 FROM models")).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Path.Combine(Parts.ProjectRoot, "services/Classifier/Models"), "*.model"))
        {
            var file = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
            if (used.Contains(sha256))
                continue;
            var name = Name().Match(Encoding.Latin1.GetString(file, 0, 256)).Groups["name"].Value;
            await connection.ExecuteAsync(
                add,
                new
                {
                    name,
                    file,
                    sha256,
                }
            );
            return name;
        }

        throw new InvalidOperationException("every shipped model is in the registry already");
    }

    [GeneratedRegex("\"name\":\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
