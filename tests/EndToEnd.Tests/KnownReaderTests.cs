using System.Net.Http.Json;
using System.Security.Cryptography;
using Dapper;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Comments that are taken only of readers whose account or phone number is known, on a phone: on a page of a news site of its
/// own, with the embed, and with a plain form where there are no scripts.
/// </summary>
public class KnownReaderTests(RunningSystem system, Browser browser)
{
    private const string Sent = "đã được gửi và đang chờ duyệt";

    [Fact]
    public async Task A_reader_for_whom_the_site_vouches_comments_and_is_marked_as_the_author_and_others_are_told_to_sign_in()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (name, article) = ($"trang-{Guid.CreateVersion7():n}", Waiting.NewMark());
        await using var site = await NewsSite.StartAsync();
        await RegisterAsync(name, site.Address, key);
        await using var intake = IntakeCopy.Of(system, ("Readers:Verified", "true"));
        using var client = intake.Client();
        var token = Token(TimeSpan.FromMinutes(10));

        var page = await browser.OpenAsync(system.Site);
        await ShowEmbedAsync(page, client.BaseAddress!, site, article);
        var mark = Waiting.NewMark();
        await WriteAsync(page, $"Tôi là người viết bài này. {mark}", phone: null);
        await SubmitAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Bạn cần đăng nhập trên trang báo");
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync($"Tôi là người viết bài này. {mark}");
        await Browser.AssertFitsAsync(page);
        // The page's own script signs the reader in.
        await page.EvaluateAsync("t => document.querySelector('moderation-comments').setAttribute('reader-token', t)", token);
        await SubmitAsync(page);
        await Assertions.Expect(page.GetByText(Sent)).ToBeVisibleAsync();
        using var moderator = new Moderator(system);
        var id = Guid.Parse(await Eventually.FindAsync("it waits", () => IdOfAsync(mark)));
        await moderator.ShowAsync(id);
        await Eventually.IsTrueAsync("the embed shows it with the author's mark", async () =>
        {
            await ShowEmbedAsync(page, client.BaseAddress!, site, article, token);
            await page.GetByLabel("Nội dung").WaitForAsync();
            return await page.Locator($"#comment-{id} .badge").AllInnerTextsAsync() is ["Tác giả"];
        });
        await Browser.AssertFitsAsync(page);

        var plain = await browser.OpenAsync(system.Site, javaScript: false);
        await ShowFormAsync(plain, client.BaseAddress!, site, article, Token(-TimeSpan.FromMinutes(5)));
        await SubmitAsync(plain);
        await Assertions.Expect(plain.Locator("h1")).ToContainTextAsync("hết hạn");
        await ShowFormAsync(plain, client.BaseAddress!, site, article, token);
        await SubmitAsync(plain);
        await Assertions.Expect(plain.Locator("h1")).ToHaveTextAsync("Đang chờ duyệt");

        string Token(TimeSpan lasts)
        {
            var claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["iss"] = name,
                ["aud"] = Origin(client.BaseAddress!),
                ["sub"] = "doc-gia-1",
                ["author_of"] = article,
                ["exp"] = (TimeProvider.System.GetUtcNow() + lasts).ToUnixTimeSeconds(),
            };
            var signing = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
                new SecurityTokenDescriptor { Claims = claims, SigningCredentials = signing }
            );
        }
    }

    [Fact]
    public async Task A_phone_number_is_confirmed_by_a_code_in_a_message_once_for_the_browser_and_on_a_page_without_scripts()
    {
        var messages = Path.Combine(Path.GetTempPath(), $"tin-nhan-{Guid.CreateVersion7():n}.txt");
        var (phone, article) = ($"097{RandomNumberGenerator.GetInt32(1_000_000, 10_000_000)}", Waiting.NewMark());
        await using var site = await NewsSite.StartAsync();
        await using var intake = IntakeCopy.Of(
            system,
            ("PhoneCodes:Gate", "file"),
            ("PhoneCodes:File", messages),
            ("Site:Origins:0", Origin(site.Address))
        );
        using var client = intake.Client();

        var page = await browser.OpenAsync(system.Site);
        await ShowEmbedAsync(page, client.BaseAddress!, site, article);
        await WriteAsync(page, "Số của tôi đây.", phone);
        await SubmitAsync(page);
        await Assertions.Expect(page.Locator("#phoneCode-error")).ToContainTextAsync("bấm “Gửi mã”");
        await Browser.AssertFitsAsync(page);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi mã" }).PressAsync("Enter");
        var typed = page.GetByLabel("Mã trong tin nhắn");
        await Assertions.Expect(typed).ToBeFocusedAsync();
        var code = CodeIn(messages, phone);
        await typed.FillAsync(code == "000000" ? "000001" : "000000");
        await typed.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#phoneCode-error")).ToContainTextAsync("chưa đúng");
        await Assertions.Expect(page.GetByLabel("Nội dung")).ToHaveValueAsync("Số của tôi đây.");
        await typed.FillAsync(code);
        await typed.PressAsync("Enter");
        await Assertions.Expect(page.GetByText(Sent)).ToBeVisibleAsync();
        await ShowEmbedAsync(page, client.BaseAddress!, site, article);
        await WriteAsync(page, "Lần sau không cần mã.", phone);
        await SubmitAsync(page);
        await Assertions.Expect(page.GetByText(Sent)).ToBeVisibleAsync();
        Assert.Single(File.ReadAllLines(messages));

        var plain = await browser.OpenAsync(system.Site, javaScript: false);
        await ShowFormAsync(plain, client.BaseAddress!, site, article, phone: phone);
        await SubmitAsync(plain);
        await Assertions.Expect(plain.Locator("h1")).ToHaveTextAsync("Xác nhận số điện thoại");
        await plain.GetByLabel("Mã trong tin nhắn").FillAsync("1");
        await SubmitAsync(plain);
        await Assertions.Expect(plain.GetByRole(AriaRole.Alert)).ToContainTextAsync("chưa đúng");
        await plain.GetByLabel("Mã trong tin nhắn").FillAsync(CodeIn(messages, phone));
        await plain.GetByLabel("Mã trong tin nhắn").PressAsync("Enter");
        await Assertions.Expect(plain.Locator("h1")).ToHaveTextAsync("Đang chờ duyệt");
        Assert.Equal(2, File.ReadAllLines(messages).Length);
        File.Delete(messages);
    }

    /// <summary>A page with the embed, as the site's server makes it.</summary>
    private Task ShowEmbedAsync(IPage page, Uri intake, NewsSite site, string article, string token = "")
    {
        var (from, publisher) = (Origin(intake), Origin(system.Publisher));
        return site.ShowAsync(
            page,
            $"script-src {from}; connect-src {from} {publisher}; img-src {from}",
            $"""
            <script type="module" src="{from}/embed.js"></script>
            <moderation-comments article="{article}" reader-token="{token}"></moderation-comments>
            """
        );
    }

    /// <summary>The same with a form that needs no script.</summary>
    private static Task ShowFormAsync(
        IPage page,
        Uri intake,
        NewsSite site,
        string article,
        string token = "",
        string phone = ""
    ) =>
        site.ShowAsync(
            page,
            $"form-action {Origin(intake)}",
            $"""
            <form method="post" action="{Origin(intake)}/articles/{article}/comments">
              <input type="hidden" name="readerToken" value="{token}"><input type="hidden" name="phone" value="{phone}">
              <input type="hidden" name="name" value="Lê Thị Quen"><input type="hidden" name="title" value="Góp ý">
              <label>Nội dung <textarea name="content">Viết mà không cần JavaScript.</textarea></label>
              <button>Gửi bình luận</button>
            </form>
            """
        );

    private static async Task WriteAsync(IPage page, string content, string? phone)
    {
        await page.GetByLabel("Họ và tên").FillAsync("Lê Thị Quen");
        if (phone is not null)
            await page.GetByLabel("Số điện thoại").First.FillAsync(phone);
        await page.GetByLabel("Tiêu đề").FillAsync("Góp ý");
        await page.GetByLabel("Nội dung").FillAsync(content);
        await page.GetByLabel("Tôi đồng ý").CheckAsync();
    }

    private static Task SubmitAsync(IPage page) =>
        page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Gửi bình luận" }).PressAsync("Enter");

    /// <summary>As the console does for an administrator.</summary>
    private async Task RegisterAsync(string name, Uri site, ECDsa key)
    {
        using var http = system.Client();
        using var made = await http.PostAsJsonAsync("api/sites", new { name, origins = new[] { Origin(site) } });
        made.EnsureSuccessStatusCode();
        var readerKey = key.ExportSubjectPublicKeyInfoPem();
        using var set = await http.PutAsJsonAsync($"api/sites/{name}/reader-key", new { readerKey });
        set.EnsureSuccessStatusCode();
    }

    /// <summary>The last that was sent to a number.</summary>
    private static string CodeIn(string messages, string phone) =>
        string.Concat(
            File.ReadLines(messages)
                .Last(line => line.Contains($"+84{phone[1..]}", StringComparison.Ordinal))
                .Split('\t')[2]
                .Where(char.IsAsciiDigit)
                .Take(6)
        );

    private async Task<string?> IdOfAsync(string mark)
    {
        await using var database = system.Database("moderator");
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<string?>(
            "SELECT id::text FROM comments WHERE content LIKE '%' || @mark",
            new { mark }
        );
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
