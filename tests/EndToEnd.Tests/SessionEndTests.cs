using Dapper;
using Microsoft.Playwright;
using OtpNet;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>A session that ends while something is being typed: signing in happens in place.</summary>
public class SessionEndTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task What_was_typed_is_still_there_after_signing_in_again_in_place_with_the_second_factor()
    {
        var login = await Colleague.AddAsync(system);
        var waiting = await Waiting.SendAsync(system, 1);
        var page = await Console.SignInAsync(browser, system, login);
        await page.GotoAsync(new Uri(system.Moderator, "statistics").ToString());
        await page.GetByText("Bật xác thực hai bước").First.ClickAsync();
        await page.Locator("#second-factor").GetByLabel("Mật khẩu").FillAsync(login.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".qr .dark")).ToBeVisibleAsync();
        var secret = await page.Locator("#second-factor code").TextContentAsync();
        var app = new Totp(Base32Encoding.ToBytes(secret!.Replace(" ", "", StringComparison.Ordinal)));
        await page.GetByLabel("Mã 6 số").FillAsync(app.ComputeTotp());
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        await Browser.AssertAccessibleAsync(page);
        var recovery = await page.Locator(".codes li").AllTextContentsAsync();

        await page.GotoAsync(new Uri(system.Moderator, $"?q={waiting.Mark}").ToString());
        await Console.FocusAsync(page, waiting.Queue, waiting.Mark);
        await page.Keyboard.PressAsync("e");
        var title = page.GetByLabel("Tiêu đề");
        await title.FillAsync("Tựa đang viết dở");
        await EndSessionsAsync(login.Name);
        await page.Keyboard.PressAsync("Control+Enter");

        var again = page.Locator("dialog.again");
        await again.GetByLabel("Mật khẩu").FillAsync("không phải mật khẩu");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(again.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Tên hoặc mật khẩu không đúng.");
        await again.GetByLabel("Mật khẩu").FillAsync(login.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(again.GetByLabel("Mã xác thực")).ToBeFocusedAsync();
        await Browser.AssertAccessibleAsync(page);
        await again.GetByLabel("Mã xác thực").FillAsync(recovery[0]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(again).ToHaveCountAsync(0);

        using var moderator = new Moderator(system);
        await moderator.AwaitAsync(waiting.Ids[0], "approved");
        var comment = await moderator.FindAsync(waiting.Ids[0]);
        Assert.Contains("Tựa đang viết dở", comment!.Value.GetRawText(), StringComparison.Ordinal);

        await page.GotoAsync(new Uri(system.Moderator, "statistics").ToString());
        await page.Locator(".who").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Đăng xuất", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Moderator, "login").ToString());
        await Console.SignInAsync(page, login);
        await Assertions.Expect(page.GetByLabel("Mã xác thực")).ToBeFocusedAsync();
        await page.GetByLabel("Mã xác thực").FillAsync(recovery[1]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button(login.Name)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_signs_in_alone_and_again_in_place()
    {
        var login = await Colleague.AddAsync(system);
        var home = new UriBuilder(system.Moderator) { Host = "localhost" }.Uri;
        var page = await browser.OpenAsync(new Uri(home, "login?ReturnUrl=%2Fstatistics"));
        await AddAuthenticatorAsync(page);
        await Console.SignInAsync(page, login);
        await page.Locator("#second-factor summary").GetByText("Thêm passkey").ClickAsync();
        var adding = page.Locator("#second-factor details[open]");
        await adding.GetByLabel("Tên").FillAsync("Máy ở tòa soạn");
        await adding.GetByLabel("Mật khẩu").FillAsync(login.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".codes li")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator("#second-factor tbody th")).ToContainTextAsync("Máy ở tòa soạn");
        await Browser.AssertAccessibleAsync(page);

        await EndSessionsAsync(login.Name);
        await page.GotoAsync(new Uri(home, "login?ReturnUrl=%2Fstatistics").ToString());
        await Console.SignInAsync(page, login);
        await Assertions.Expect(page.GetByLabel("Mã xác thực")).ToBeFocusedAsync();
        await page.Button("Đăng nhập bằng passkey").ClickAsync();
        await Assertions.Expect(page.Button(login.Name)).ToBeVisibleAsync();

        // All that the page reads by itself is there: nothing else asks for a new session.
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await EndSessionsAsync(login.Name);
        await page.Locator("#sessions").GetByRole(AriaRole.Button).Last.ClickAsync();
        var again = page.Locator("dialog.again");
        await again.GetByText("Đăng nhập bằng passkey").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(home, "login").ToString());
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }

    private async Task EndSessionsAsync(string name)
    {
        await using var database = system.Database("moderator");
        await using var connection = await database.OpenConnectionAsync();
        // Whoever is slow to sign in again has lost what they had in hand by then.
        const string sql = """
            DELETE FROM leases WHERE moderator_id = (SELECT id FROM moderators WHERE name = @name);
            DELETE FROM sessions WHERE moderator_id = (SELECT id FROM moderators WHERE name = @name) RETURNING id
            """;
        Assert.NotEmpty(await connection.QueryAsync<Guid>(sql, new { name }));
    }
}
