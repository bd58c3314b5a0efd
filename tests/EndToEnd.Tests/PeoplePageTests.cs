using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>People as an administrator adds, changes and disables them, and the link with which they set a password.</summary>
public class PeoplePageTests(RunningSystem system, Browser browser)
{
    private const string Password = "một câu dài dễ nhớ";

    [Fact]
    public async Task A_colleague_is_added_sets_a_password_with_the_link_signs_in_and_is_out_once_disabled()
    {
        var name = NewName();
        var people = await OpenAsync();
        await people.GetByLabel("Tên (*)").FillAsync(name);
        await people.GetByLabel("Vai trò").SelectOptionAsync("senior");
        await people.GetByLabel("Chuyên mục").FillAsync("Thể thao\nThời sự");
        await people.Keyboard.PressAsync("Tab");
        await people.Keyboard.PressAsync("Enter");
        await Assertions.Expect(people.GetByLabel("Liên kết", new PageGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("Trưởng ca");
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("Thể thao, Thời sự");
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("chưa đặt mật khẩu");
        await people.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await people.Button("Sao chép").ClickAsync();
        await Assertions.Expect(people.GetByText("Đã sao chép.")).ToBeVisibleAsync();
        var link = await people.EvaluateAsync<string>("navigator.clipboard.readText()");

        var colleague = await browser.OpenAsync(new Uri(link));
        await Assertions.Expect(colleague).ToHaveURLAsync(new Uri(system.Moderator, "invitation").ToString());
        await SetPasswordAsync(colleague, Password, Password);
        await Assertions.Expect(colleague).ToHaveURLAsync(new Uri(system.Moderator, "login").ToString());
        await Assertions.Expect(colleague.GetByText("Đã đặt mật khẩu.")).ToBeVisibleAsync();
        await Assertions.Expect(colleague.GetByLabel("Tên")).ToHaveValueAsync(name);
        await Browser.AssertAccessibleAsync(colleague);
        await colleague.GetByLabel("Mật khẩu").FillAsync(Password);
        await colleague.Keyboard.PressAsync("Enter");
        await Assertions.Expect(colleague.Button(name)).ToBeVisibleAsync();

        await people.ReloadAsync();
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("đang dùng");
        await Assertions.Expect(people.GetByText(link)).ToHaveCountAsync(0);
        await ActAsync(people, name, "Khóa");
        await people
            .GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Khóa" })
            .ClickAsync();
        await Assertions.Expect(people.GetByText($"Đã khóa {name}.")).ToBeVisibleAsync();
        await Assertions.Expect(people.Button($"Mở khóa {name}")).ToBeFocusedAsync();
        await colleague.ReloadAsync();
        await Console.SignInAsync(colleague, (name, Password));
        await Assertions.Expect(colleague.GetByText("Tên hoặc mật khẩu không đúng.")).ToBeVisibleAsync();
        await people.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("đang dùng");
        await Console.SignInAsync(colleague, (name, Password));
        await Assertions.Expect(colleague.Button(name)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Other_rights_and_a_new_link_end_what_was_valid_before()
    {
        var (name, password) = await Colleague.AddAsync(system);
        var colleague = await Console.SignInAsync(browser, system, (name, password));
        var people = await OpenAsync();
        await ActAsync(people, name, "Sửa");
        var dialog = people.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByLabel("Vai trò")).ToHaveValueAsync("moderator");
        await dialog.GetByLabel("Vai trò").SelectOptionAsync("operator");
        await dialog.GetByLabel("Chuyên mục").FillAsync("Giáo dục");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Lưu" }).ClickAsync();
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("Người vận hành");
        await Assertions.Expect(Row(people, name)).ToContainTextAsync("Giáo dục");
        await colleague.ReloadAsync();
        await colleague.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/login");

        await ActAsync(people, name, "Liên kết mới");
        await people.Button("Tạo liên kết").ClickAsync();
        await Assertions.Expect(people.GetByLabel("Liên kết", new PageGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Console.SignInAsync(colleague, (name, password));
        await Assertions.Expect(colleague.GetByText("Tên hoặc mật khẩu không đúng.")).ToBeVisibleAsync();
        await people.Button("Xong, ẩn liên kết").ClickAsync();
        await Assertions.Expect(people.GetByLabel("Liên kết", new PageGetByLabelOptions { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_refused_stands_where_it_was_entered()
    {
        var people = await OpenAsync();
        await people.Button("Thêm người").ClickAsync();
        await Assertions.Expect(people.GetByLabel("Tên (*)")).ToBeFocusedAsync();
        await Assertions
            .Expect(people.GetByLabel("Tên (*)"))
            .ToHaveAccessibleDescriptionAsync(
                "Tên cần từ 1 đến 60 ký tự nhìn thấy được, trên một dòng. Dùng để đăng nhập, mọi người trong tòa soạn đều thấy."
            );
        await people.GetByLabel("Tên (*)").FillAsync(system.Login.Name);
        await people.Button("Thêm người").ClickAsync();
        await Assertions.Expect(people.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Đã có người dùng tên này.");

        var answer = await people.APIRequest.GetAsync(new Uri(system.Moderator, "api/people").ToString());
        Assert.Single((await answer.JsonAsync<JsonElement>()).GetProperty("people").EnumerateArray(), person =>
            person.GetProperty("role").GetString() == "administrator" && person.GetProperty("status").GetString() == "active"
        );
        await ActAsync(people, system.Login.Name, "Khóa");
        var dialog = people.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Khóa" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Đây là quản trị viên cuối cùng");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Thôi" }).ClickAsync();
        await Row(people, system.Login.Name)
            .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Đổi mật khẩu của bạn" })
            .ClickAsync();
        await Assertions.Expect(people.GetByLabel("Mật khẩu hiện tại")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_link_takes_a_password_once_and_says_what_is_wrong_with_it()
    {
        var people = await OpenAsync();
        await people.GetByLabel("Tên (*)").FillAsync(NewName());
        await people.Button("Thêm người").ClickAsync();
        var link = await people.GetByLabel("Liên kết", new PageGetByLabelOptions { Exact = true }).InputValueAsync();
        var page = await browser.OpenAsync(new Uri(link));
        await SetPasswordAsync(page, "ngắn", "ngắn");
        await Assertions.Expect(page.GetByLabel("Mật khẩu mới", new PageGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("Mật khẩu cần ít nhất 12 ký tự.")).ToBeVisibleAsync();
        await Browser.AssertFitsAsync(page);
        await SetPasswordAsync(page, Password, Password + "!");
        await Assertions.Expect(page.GetByLabel("Nhập lại mật khẩu mới")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("Hai lần nhập chưa giống nhau.")).ToBeVisibleAsync();
        await page.Button("Hiện mật khẩu").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Nhập lại mật khẩu mới")).ToHaveAttributeAsync("type", "text");
        await page.Button("English").ClickAsync();
        await Assertions.Expect(page.GetByText("The two are not the same.")).ToBeVisibleAsync();
        await page.Button("Tiếng Việt").ClickAsync();
        await SetPasswordAsync(page, Password, Password);
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(system.Moderator, "login").ToString());

        await page.GotoAsync(link);
        await SetPasswordAsync(page, Password, Password);
        await Assertions
            .Expect(page.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("Liên kết đã được dùng, đã hết hạn hoặc không đúng.");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Hãy mở lại liên kết đó.");
        await Assertions.Expect(page.GetByLabel("Nhập lại mật khẩu mới")).ToBeHiddenAsync();
        await Browser.AssertFitsAsync(page);
        await page.EvaluateAsync("location.hash = 'another'");
        await Assertions.Expect(page.GetByLabel("Nhập lại mật khẩu mới")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 1280, 800)]
    [InlineData(ColorScheme.Light, 390, 844)]
    [InlineData(ColorScheme.Dark, 720, 450)]
    public async Task The_page_and_the_invitation_are_accessible(ColorScheme scheme, int width, int height)
    {
        var name = NewName();
        var people = await OpenAsync();
        await people.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await people.SetViewportSizeAsync(width, height);
        await people.Button("Thêm người").ClickAsync();
        await Assertions.Expect(people.GetByLabel("Tên (*)")).ToBeFocusedAsync();
        await Browser.AssertFitsAsync(people);
        await people.GetByLabel("Tên (*)").FillAsync(name);
        await people.Button("Thêm người").ClickAsync();
        await Assertions.Expect(people.GetByLabel("Liên kết", new PageGetByLabelOptions { Exact = true })).ToBeFocusedAsync();
        await Browser.AssertFitsAsync(people);
        foreach (var act in new[] { "Sửa", "Liên kết mới", "Khóa" })
        {
            await ActAsync(people, name, act);
            await Browser.AssertFitsAsync(people);
            await people.Keyboard.PressAsync("Escape");
            await Assertions.Expect(people.Button($"{act} {name}")).ToBeFocusedAsync();
        }

        var invitation = await browser.OpenAsync(new Uri(system.Moderator, "invitation#token"));
        await invitation.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await invitation.SetViewportSizeAsync(width, height);
        await Browser.AssertFitsAsync(invitation);
    }

    private static string NewName() => $"Đồng nghiệp {Waiting.NewMark()}";

    private static ILocator Row(IPage page, string name) =>
        page.Locator("tr[id^=person-]").Filter(new LocatorFilterOptions { HasText = name });

    private static async Task ActAsync(IPage page, string name, string act)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"{act} {name}", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private static async Task SetPasswordAsync(IPage page, string password, string again)
    {
        await page.GetByLabel("Mật khẩu mới", new PageGetByLabelOptions { Exact = true }).FillAsync(password);
        await page.GetByLabel("Nhập lại mật khẩu mới").FillAsync(again);
        await page.Button("Đặt mật khẩu").ClickAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await Console.SignInAsync(browser, system);
        await page.GotoAsync(new Uri(system.Moderator, "people").ToString());
        return page;
    }
}
