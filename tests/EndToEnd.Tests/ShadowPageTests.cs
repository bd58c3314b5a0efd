using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Settings in shadow, as a senior runs and stops them. What is set is the business of a section of the test's own.
/// </summary>
[Collection(nameof(PolicyPageTests))]
public partial class ShadowPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_senior_runs_settings_beside_those_in_force_and_stops_them()
    {
        var section = Waiting.NewMark();
        var page = await Console.SignInAsync(browser, system);
        await page.GotoAsync(new Uri(system.Moderator, "policy").ToString());
        await Assertions.Expect(page.GetByText("Hãy đổi thiết lập ở trên")).ToBeVisibleAsync();
        var name = page.Locator("#new-section");
        if (await name.EvaluateAsync<bool>("field => field.matches('select')"))
            await name.SelectOptionAsync(section);
        else
            await name.FillAsync(section);
        await page.Button("Thêm chuyên mục").ClickAsync();
        var own = page.Locator($"[data-section='{section}']");
        await own.Locator("select").SelectOptionAsync("toxicity");
        await own.Locator("input[type=number]").First.FillAsync("0.55");

        var shadow = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Chạy song song" });
        await shadow.GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(shadow.GetByLabel("Lý do")).ToBeFocusedAsync();
        await shadow.GetByLabel("Lý do").FillAsync("Thử ngưỡng chặt hơn");
        await shadow.GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("✓ Đã cho chạy song song.")).ToBeFocusedAsync();
        await Assertions.Expect(shadow.Locator("[data-shadow=running]")).ToContainTextAsync(system.Login.Name);
        await Assertions.Expect(shadow.Locator(".differences")).ToContainTextAsync($"Chuyên mục {section}");

        using var reader = new Reader(system.Intake);
        await reader.SendAsync("cho-ben-da-quet-ma", "Chợ này đông vui.");
        await Assertions.Expect(shadow.Locator("[data-shadow] ~ p b").First).ToHaveTextAsync(Judged());
        await Assertions.Expect(shadow.GetByRole(AriaRole.Table)).ToContainTextAsync("Giữ cho người");
        await Browser.AssertAccessibleAsync(page);
        await page.SetViewportSizeAsync(390, 844);
        await Browser.AssertFitsAsync(page);

        await shadow.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Dừng chạy song song" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Lý do").FillAsync("Đã rõ");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Dừng chạy song song" }).ClickAsync();
        await Assertions.Expect(page.GetByText("✓ Đã dừng chạy song song.")).ToBeFocusedAsync();
        await Assertions.Expect(shadow.Locator("[data-shadow=stopped]")).ToBeVisibleAsync();
    }

    [GeneratedRegex("^Đã xét [1-9]", RegexOptions.None, 1000)]
    private static partial Regex Judged();
}
