using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// The policy's page. What is set is the business of a section of the test's own, so that no other test meets it; but whoever
/// changes the policy makes others look again.
/// </summary>
[Collection(nameof(PolicyPageTests))]
public class PolicyPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_threshold_is_tried_saved_as_a_version_with_its_difference_and_reverted()
    {
        await DecideOneAsync();
        var section = Waiting.NewMark();
        var page = await OpenAsync();
        var before = (await PolicyAsync(page)).GetProperty("version").GetInt32();
        await SetToxicityAsync(page, section, "0.55");
        await page.Button("Chạy thử").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".counted")).ToContainTextAsync("Đã thử trên");
        await Assertions.Expect(page.Locator(".counted")).ToBeFocusedAsync();
        await Assertions
            .Expect(page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Nếu bật cả hai công tắc" }))
            .ToContainTextAsync("Máy duyệt");
        await Assertions.Expect(page.GetByText("độ tin cậy").First).ToBeVisibleAsync();

        await page.Button("Lưu").ClickAsync();

        await Assertions
            .Expect(
                page.GetByRole(AriaRole.Status)
                    .Filter(new LocatorFilterOptions { HasText = $"Đã lưu thành phiên bản {before + 1}" })
            )
            .ToBeFocusedAsync();
        var saved = await PolicyAsync(page);
        Assert.Equal(before + 1, saved.GetProperty("version").GetInt32());
        Assert.Equal(0.55, Hold(Sections(saved), section));
        var newest = page.Locator(".versions > li").First;
        await Assertions.Expect(newest).ToContainTextAsync($"Chuyên mục {section}: Độc hại, giữ từ: theo chung → 0,55");
        await Assertions.Expect(newest).ToContainTextAsync(system.Login.Name);

        await page.Button($"Quay lại phiên bản này {before}").ClickAsync();
        await Assertions.Expect(page.Locator("dialog .differences")).ToContainTextAsync("0,55 → theo chung");
        await page.Locator("dialog")
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Quay lại phiên bản này" })
            .ClickAsync();

        await Assertions.Expect(newest).ToContainTextAsync($"trở lại phiên bản {before}");
        Assert.False(Sections(await PolicyAsync(page)).TryGetProperty(section, out _));
    }

    [Fact]
    public async Task Saving_without_a_dry_run_is_asked_once_and_what_is_wrong_is_said_beside_its_field()
    {
        var section = Waiting.NewMark();
        var page = await OpenAsync();
        var version = (await PolicyAsync(page)).GetProperty("version").GetInt32();
        var hold = await SetToxicityAsync(page, section, "0.95");
        await page.Button("Lưu").ClickAsync();
        await Assertions.Expect(page.Locator("dialog .differences")).ToContainTextAsync("theo chung → 0,95");
        await page.Button("Lưu luôn").ClickAsync();
        await Assertions.Expect(hold).ToBeFocusedAsync();
        await Assertions.Expect(hold).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(hold).ToHaveAccessibleDescriptionAsync("Ngưỡng giữ phải thấp hơn ngưỡng từ chối.");
        await hold.FillAsync("");
        await page.Button("Chạy thử").Last.ClickAsync();
        await Assertions.Expect(hold).ToHaveAccessibleDescriptionAsync("Hãy nhập một số.");

        await page.Button("Bỏ thay đổi").ClickAsync();
        await page.Locator("dialog")
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bỏ thay đổi" })
            .ClickAsync();

        await Assertions.Expect(page.GetByText("Đã bỏ thay đổi")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator($"[data-section='{section}']")).ToHaveCountAsync(0);
        Assert.Equal(version, (await PolicyAsync(page)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_change_that_came_between_is_told_and_can_be_taken_in_under_what_was_typed()
    {
        var (mine, theirs) = (Waiting.NewMark(), Waiting.NewMark());
        var colleague = await Colleague.AddAsync(system, "senior");
        var page = await OpenAsync();
        await SetToxicityAsync(page, mine, "0.5");
        var other = await OpenAsync(colleague);
        await SetToxicityAsync(other, theirs, "0.45");
        await SaveAsync(other);

        await page.Button("Lưu").ClickAsync();
        await page.Button("Lưu luôn").ClickAsync();
        await Assertions.Expect(page.GetByText($"{colleague.Name} đã đổi chính sách lúc")).ToBeFocusedAsync();
        await page.Button("giữ những gì tôi đã nhập").ClickAsync();
        await Assertions.Expect(page.Locator($"[data-section='{theirs}']")).ToBeVisibleAsync();
        await SaveAsync(page);

        var sections = Sections(await PolicyAsync(page));
        Assert.Equal(0.5, Hold(sections, mine));
        Assert.Equal(0.45, Hold(sections, theirs));
        foreach (var section in new[] { mine, theirs })
            await page.Button($"Bỏ chuyên mục {section}").ClickAsync();
        await SaveAsync(page);
    }

    [Fact]
    public async Task Older_versions_are_read_page_by_page()
    {
        var page = await OpenAsync();
        await page.EvaluateAsync(
            """
            async (section) => {
              const { antiforgeryToken } = await (await fetch('/api/session')).json();
              const policy = await (await fetch('/api/policy')).json();
              for (let n = 0; n <= 50; n++) {
                policy.settings.sections[section] = n < 50 ? { newAuthorComments: n } : undefined;
                const answer = await fetch('/api/policy', {
                  method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': antiforgeryToken },
                  body: JSON.stringify({ version: policy.version + n, settings: policy.settings }),
                });
                if (!answer.ok) throw new Error(answer.status);
              }
            }
            """,
            Waiting.NewMark()
        );
        await page.ReloadAsync();
        var versions = page.Locator(".versions > li");
        await Assertions.Expect(versions).ToHaveCountAsync(50);

        await page.Button("Xem thêm").ClickAsync();

        await Assertions.Expect(versions.Nth(50)).ToBeFocusedAsync();
        Assert.Equal(
            await versions.CountAsync(),
            await versions.EvaluateAllAsync<int>("all => new Set(all.map((version) => version.dataset.version)).size")
        );
    }

    [Fact]
    public async Task A_lost_connection_and_another_language_leave_what_was_typed()
    {
        var page = await OpenAsync();
        var hold = await SetToxicityAsync(page, Waiting.NewMark(), "0.5");
        await page.RouteAsync("**/api/policy/dry-run", route => route.AbortAsync());
        await page.Button("Chạy thử").Last.ClickAsync();
        await Assertions.Expect(page.GetByText("Mất kết nối.")).ToBeFocusedAsync();
        await page.Button(system.Login.Name).First.ClickAsync();
        await page.GetByLabel("English").CheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "The policy in force" }))
            .ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Assertions.Expect(hold).ToHaveValueAsync("0.5");
    }

    [Fact]
    public async Task A_moderator_reads_the_policy_without_controls_and_a_senior_with_a_section_sets_this_alone()
    {
        var page = await OpenAsync(await Colleague.AddAsync(system));
        await Assertions.Expect(page.Locator(".rules > li")).ToHaveCountAsync(24);
        await Assertions.Expect(page.GetByText("Chỉ trưởng ca và quản trị viên")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".versions > li").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main :is(input, form)")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Button("Quay lại")).ToHaveCountAsync(0);
        await Browser.AssertAccessibleAsync(page);

        var section = Waiting.NewMark();
        page = await OpenAsync(await Colleague.AddAsync(system, "senior", section));
        await Assertions
            .Expect(page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Duyệt tự động" }))
            .ToHaveCountAsync(0);
        await SetToxicityAsync(page, section, "0.5");
        await SaveAsync(page);
        await page.Button($"Bỏ chuyên mục {section}").ClickAsync();
        await SaveAsync(page);
        await Browser.AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task The_key_P_in_triage_opens_the_policy_and_shows_which_rule_held_the_comment()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        var console = await Console.SignInAsync(browser, system);
        var item = await Console.FocusAsync(console, waiting.Queue, waiting.Mark);
        await console.Keyboard.PressAsync("p");
        await Assertions.Expect(console.Locator("dialog .rules > li")).ToHaveCountAsync(24);
        await Assertions.Expect(console.Locator("dialog .decisive")).ToContainTextAsync("đã quyết định bình luận này");
        await Browser.AssertAccessibleAsync(console);
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Locator("dialog")).ToHaveCountAsync(0);
        await Assertions.Expect(item).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 1280, 800)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task Every_state_of_the_page_is_accessible_and_nothing_is_cut_off(ColorScheme scheme, int width, int height)
    {
        await DecideOneAsync();
        var page = await OpenAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.SetViewportSizeAsync(width, height);
        await Assertions.Expect(page.Locator(".versions > li").First).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
        var hold = await SetToxicityAsync(page, Waiting.NewMark(), "0.95");
        await page.GetByLabel("Mã bài viết").FillAsync(Waiting.NewMark());
        await page.Button("Thêm bài").ClickAsync();
        await page.Locator("[data-article] select").First.SelectOptionAsync("true");
        await page.Button("Lưu").ClickAsync();
        await Browser.AssertFitsAsync(page);
        await page.Button("Lưu luôn").ClickAsync();
        await Assertions.Expect(hold).ToBeFocusedAsync();
        await Assertions.Expect(hold).ToBeInViewportAsync();
        await Browser.AssertFitsAsync(page);

        // Everything comes out otherwise, so that there are comments to look at.
        await hold.FillAsync("0.5");
        await page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Duyệt tự động", Exact = true })
            .GetByLabel("bật")
            .CheckAsync();
        await page.Button("Chạy thử").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".sides > li").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".counted")).ToBeInViewportAsync();
        await Browser.AssertFitsAsync(page);
        await page.RouteAsync("**/api/policy", route => route.FulfillAsync(
                new RouteFulfillOptions
                {
                    Status = 409,
                    ContentType = "application/problem+json",
                    Body =
                        """
                        {"code":"policy-changed","vi":"","en":"","version":1000,
                         "changedBy":"Nguyễn Thị Minh Khai","changedAt":"2026-11-24T07:00:00Z"}
                        """,
                }
            ));
        await page.Button("Lưu").ClickAsync();
        await Assertions.Expect(page.GetByText("Nguyễn Thị Minh Khai đã đổi chính sách")).ToBeInViewportAsync();
        await Browser.AssertFitsAsync(page);
    }

    private async Task<IPage> OpenAsync((string Name, string Password)? login = null)
    {
        var page = await Console.SignInAsync(browser, system, login);
        await page.GotoAsync(new Uri(system.Moderator, "policy").ToString());
        await Assertions.Expect(page.Locator(".rules")).ToBeVisibleAsync();
        return page;
    }

    private static double Hold(JsonElement sections, string section) =>
        sections.GetProperty(section).GetProperty("thresholds").GetProperty("toxicity").GetProperty("hold").GetDouble();

    /// <summary>Gives a section a threshold of its own, and returns its field.</summary>
    private static async Task<ILocator> SetToxicityAsync(IPage page, string section, string hold)
    {
        var name = page.Locator("#new-section");
        if (await name.EvaluateAsync<bool>("field => field.matches('select')"))
            await name.SelectOptionAsync(section);
        else
            await name.FillAsync(section);
        await page.Button("Thêm chuyên mục").ClickAsync();
        var own = page.Locator($"[data-section='{section}']");
        await Assertions.Expect(own.Locator("select")).ToBeFocusedAsync();
        await own.Locator("select").SelectOptionAsync("toxicity");
        var field = own.Locator("input[type=number]").First;
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync(hold);
        return field;
    }

    /// <summary>Saves without a dry run.</summary>
    private static async Task SaveAsync(IPage page)
    {
        await page.Button("Lưu").ClickAsync();
        await page.Button("Lưu luôn").ClickAsync();
        await Assertions.Expect(page.GetByText("Đã lưu thành phiên bản")).ToBeFocusedAsync();
    }

    private async Task DecideOneAsync()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(waiting.Ids[0], "approve");
    }

    private async Task<JsonElement> PolicyAsync(IPage page)
    {
        var answer = await page.APIRequest.GetAsync(new Uri(system.Moderator, "api/policy").ToString());
        return (await answer.JsonAsync())!.Value;
    }

    private static JsonElement Sections(JsonElement policy) => policy.GetProperty("settings").GetProperty("sections");
}
