using Microsoft.Playwright;

namespace Moderation.EndToEnd.Tests;

/// <summary>What all services keep, as an operator sees it.</summary>
public class RetentionPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task An_operator_sees_what_every_service_keeps_and_has_it_removed_at_once()
    {
        var page = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system, "operator"));
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Lưu trữ" }).ClickAsync();

        foreach (
            var (service, kind, setting, kept) in new[]
            {
                ("intake", "networkAddresses", "Retention:NetworkAddresses", "365 ngày"),
                ("classifier", "feedback", "Perspective:KeepFeedback", "180 ngày"),
                ("moderator", "faults", "Faults:KeepClosed", "30 ngày"),
                ("publisher", "deliveries", "Webhooks:KeepDeliveries", "90 ngày"),
            }
        )
        {
            var row = page.Locator($"[data-service={service}] [data-kind={kind}]");
            await Assertions.Expect(row).ToContainTextAsync(setting);
            await Assertions.Expect(row).ToContainTextAsync(kept);
            await Assertions.Expect(row.Locator("[data-standing=well]")).ToBeVisibleAsync();
            await Assertions.Expect(row).ToContainTextAsync("đã xóa");
        }
        await Browser.AssertAccessibleAsync(page);

        var addresses = page.Locator("[data-service=intake] [data-kind=networkAddresses]");
        var before = await addresses.Locator("td time[title]").First.GetAttributeAsync("datetime");
        await addresses.GetByRole(AriaRole.Button).PressAsync("Enter");
        await Assertions.Expect(page.GetByText("✓ Đã yêu cầu dọn “Địa chỉ mạng”.")).ToBeFocusedAsync();
        await Assertions.Expect(addresses.Locator("td time[title]").First).Not.ToHaveAttributeAsync("datetime", before!);
        await Assertions.Expect(page.GetByText("intake networkAddresses")).ToBeVisibleAsync();

        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);
        await Browser.AssertAccessibleAsync(page);
    }
}
