using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>What lies on the desk: which part of the work, what comes while it is worked, and who else works on it.</summary>
public class DeskTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task New_comments_wait_behind_a_button_and_the_list_does_not_move()
    {
        var waiting = await Waiting.SendAsync(system, 3, article: $"live-{Guid.CreateVersion7():n}");
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);
        var (item, place) = (
            await console.Current().GetAttributeAsync("data-comment"),
            await console.Current().BoundingBoxAsync()
        );

        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var (id, _) = await reader.SendAsync("live", $"Cảm ơn các anh chị phóng viên đã đưa tin sớm. {waiting.Mark}");
        await waiting.JoinAsync(moderator, id);

        await Assertions.Expect(console.Button("1 bình luận mới ↑")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);
        Assert.Equal(item, await console.Current().GetAttributeAsync("data-comment"));
        Assert.Equal(place!.Y, (await console.Current().BoundingBoxAsync())!.Y, tolerance: 1);
        await console.Keyboard.PressAsync("n");
        await Assertions.Expect(console.Locator($"[data-comment='{id}']")).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task A_queue_with_its_order_and_filters_is_an_address_that_can_be_shared()
    {
        var waiting = await Waiting.SendAsync(system, 2, article: $"shared-{Guid.CreateVersion7():n}");
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await console.GetByLabel("Sắp theo").SelectOptionAsync("age");
        await console.Button("Chỉ bài này").ClickAsync();
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);

        var address = new Uri(console.Url);
        foreach (var part in new[] { "order=age", $"q={waiting.Mark}", "article=shared-" })
            Assert.Contains(part, address.Query, StringComparison.Ordinal);
        var colleague = await Console.SignInAsync(browser, system);
        await colleague.GotoAsync(address.ToString());
        await Assertions.Expect(colleague.Locator("[data-comment]")).ToHaveCountAsync(2);
        await Assertions.Expect(colleague.GetByLabel("Sắp theo")).ToHaveValueAsync("age");
        await console.GoBackAsync();
        await Assertions.Expect(console.Button("Bỏ lọc: Bài")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_comment_has_an_address_of_its_own_to_which_the_login_leads()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        // In a queue that is not the first, so that the desk is laid twice.
        await moderator.DecideAsync(waiting.Ids[0], "hold");
        var console = await browser.OpenAsync(new Uri(system.Moderator, $"comments/{waiting.Ids[0]}"));
        await Console.SignInAsync(console, system.Login);
        await Assertions
            .Expect(console.Locator($"[data-comment='{waiting.Ids[0]}']"))
            .ToHaveAttributeAsync("aria-current", "true");
        await console.Keyboard.PressAsync("a");
        // The next one is some other test's: it is not held.
        await console.Keyboard.PressAsync("Escape");
        await moderator.AwaitAsync(waiting.Ids[0], "approved");
        await Assertions.Expect(console.Locator("main [role=alert]")).ToHaveCountAsync(0);

        await console.GotoAsync(new Uri(system.Moderator, $"comments/{Guid.CreateVersion7()}").ToString());
        await Assertions.Expect(console.GetByText("Không tìm thấy bình luận này.")).ToBeVisibleAsync();
        await console.Button("Về hàng đợi").ClickAsync();
        await Assertions.Expect(console.Locator("main [role=alert]")).ToHaveCountAsync(0);

        await Console.TypeIntoSearchAsync(console, waiting.Ids[0].ToString().ToUpperInvariant());
        await Assertions
            .Expect(console.Locator($"[data-comment='{waiting.Ids[0]}']"))
            .ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(console.Locator("[data-queue='approved']")).ToHaveAttributeAsync("aria-current", "page");

        var asked = new ConcurrentQueue<string>();
        console.Request += (_, request) => asked.Enqueue(Uri.UnescapeDataString(request.Url));
        await Console.TypeIntoSearchAsync(console, "+84 912 345 678");
        await console.WaitForURLAsync(url => Uri.UnescapeDataString(url).Contains("q=091****678", StringComparison.Ordinal));
        await Assertions.Expect(console.Locator("#search")).ToHaveValueAsync("091****678");
        await Assertions.Expect(console.Locator(".list[aria-busy=false]")).ToBeVisibleAsync();
        Assert.Contains(asked, url => url.Contains("q=091****678", StringComparison.Ordinal));
        Assert.DoesNotContain(asked, url => url.Contains("912 345", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_lists_what_it_finds_in_all_queues_and_each_is_decided_where_it_lies()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(waiting.Ids[0], "approve");
        var console = await Console.SignInAsync(browser, system);
        await Console.TypeIntoSearchAsync(console, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-queue='all'] .count")).ToHaveTextAsync("2");
        var (approved, other) = (Queue(waiting.Ids[0]), Queue(waiting.Ids[1]));
        await Assertions.Expect(approved).ToHaveTextAsync("Đã duyệt");
        await Assertions.Expect(other).Not.ToHaveTextAsync("Đã duyệt");

        await console.Locator($"[data-comment='{waiting.Ids[1]}']").ClickAsync();
        await console.Keyboard.PressAsync("a");
        await moderator.AwaitAsync(waiting.Ids[1], "approved");
        await Assertions.Expect(other).ToHaveTextAsync("Đã duyệt");
        await console.Locator($"[data-comment='{waiting.Ids[0]}']").ClickAsync();
        await console.Keyboard.PressAsync("u");
        await Assertions.Expect(approved).Not.ToHaveTextAsync("Đã duyệt");
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);

        ILocator Queue(Guid id) => console.Locator($"[data-comment='{id}'] .tag.queue");
    }

    [Fact]
    public async Task A_comment_in_focus_is_held_and_colleagues_see_by_whom_until_it_is_let_go()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        var colleague = await Colleague.AddAsync(system);
        var mine = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(mine, waiting.Queue, waiting.Mark);
        await Assertions.Expect(mine.Locator("[data-comment]")).ToHaveCountAsync(2);
        var theirs = await Console.SignInAsync(browser, system, colleague);
        await Console.SearchAsync(theirs, waiting.Queue, waiting.Mark);
        var held = theirs.Locator($"[data-comment='{await mine.Current().GetAttributeAsync("data-comment")}']");
        await Assertions.Expect(held).ToContainTextAsync($"{system.Login.Name} đang xem");

        // The focus went to the other one; only who points at this one meets its holder.
        await Assertions.Expect(held).Not.ToHaveAttributeAsync("aria-current", "true");
        await held.ClickAsync();
        await theirs.Keyboard.PressAsync("a");
        await Assertions.Expect(held.Locator(".refusal")).ToContainTextAsync(system.Login.Name);
        await Assertions.Expect(held.Locator(".refusal")).ToHaveCountAsync(0);

        await mine.Keyboard.PressAsync("Escape");
        await Assertions.Expect(held).Not.ToContainTextAsync($"{system.Login.Name} đang xem");
    }

    [Fact]
    public async Task A_comment_that_a_colleague_decides_says_so_in_place_and_leaves_by_itself()
    {
        var waiting = await Waiting.SendAsync(system, 3);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);
        var last = Guid.Parse((await console.Locator("[data-comment]").Last.GetAttributeAsync("data-comment"))!);
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(last, "approve");
        await Assertions
            .Expect(console.Locator($"[data-comment='{last}']"))
            .ToContainTextAsync($"{system.Login.Name} đã duyệt bình luận này.");
        await Assertions.Expect(console.Locator($"[data-comment='{last}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_skipped_comment_stays_in_the_queue_with_its_reason_and_notes_are_read_by_colleagues()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        var id = await console.Current().GetAttributeAsync("data-comment");
        await console.Keyboard.PressAsync("c");
        await console.Keyboard.InsertTextAsync("Đã hỏi phóng viên.");
        await console.Keyboard.PressAsync("Enter");
        await Assertions.Expect(console.Locator(".context")).ToContainTextAsync("Đã hỏi phóng viên.");
        await console.Keyboard.PressAsync("Escape");
        await console.Keyboard.PressAsync("s");
        await console.Keyboard.PressAsync("3");
        var item = console.Locator($"[data-comment='{id}']");
        await Assertions.Expect(item).ToContainTextAsync("đã bỏ qua");
        await Assertions.Expect(item).Not.ToHaveAttributeAsync("aria-current", "true");

        await item.ClickAsync();
        await Assertions.Expect(console.Locator(".context")).ToContainTextAsync("bỏ qua: Cần biết thêm");
    }

    [Fact]
    public async Task The_reason_of_a_rejection_can_be_changed_later_and_the_rejection_undone()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        using var moderator = new Moderator(system);
        await moderator.DecideAsync(waiting.Ids[0], "reject", "spam");
        var console = await Console.SignInAsync(browser, system);
        var item = await Console.FocusAsync(console, "rejected", waiting.Mark);
        await Assertions.Expect(item).ToContainTextAsync("Quảng cáo/Spam");
        await console.Keyboard.PressAsync("r");
        await console.Keyboard.PressAsync("6");
        await Assertions.Expect(console.GetByText("Đã đổi lý do")).ToBeVisibleAsync();
        await Assertions.Expect(item).ToContainTextAsync("Không liên quan");

        var asked = new ConcurrentQueue<string>();
        console.Request += (_, request) => asked.Enqueue(request.Url);
        await console.Keyboard.PressAsync("u");
        await moderator.AwaitAsync(waiting.Ids[0], waiting.Queue);
        await moderator.DecideAsync(waiting.Ids[0], "approve");
        await Console.FocusAsync(console, "approved", waiting.Mark);
        await console.Keyboard.PressAsync("u");
        await moderator.AwaitAsync(waiting.Ids[0], waiting.Queue);
        Assert.DoesNotContain(asked, url => url.Contains("/null", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_comment_beside_the_one_in_focus_is_decided_in_the_context()
    {
        var waiting = await Waiting.SendAsync(system, 2, article: $"around-{Guid.CreateVersion7():n}");
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        var other = console.Locator("[data-other]");
        await Assertions.Expect(other).ToHaveCountAsync(1);
        await console.Context.SetOfflineAsync(true);
        await console.Keyboard.PressAsync("j");
        await Assertions.Expect(console.Locator(".context .problem")).ToBeVisibleAsync();
        await console.Context.SetOfflineAsync(false);
        await console.Button("Thử lại").ClickAsync();
        var current = await console.Current().GetAttributeAsync("data-comment");
        await Assertions.Expect(other).ToHaveCountAsync(1);
        await other.FocusAsync();
        await console.Keyboard.PressAsync("a");
        using var moderator = new Moderator(system);
        await moderator.AwaitAsync(waiting.Ids.Single(id => id.ToString() != current), "approved");
        Assert.Equal(current, await console.Current().GetAttributeAsync("data-comment"));
        await Assertions.Expect(other).ToContainTextAsync("Đã duyệt");

        await other.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hoàn tác" }).ClickAsync();
        await moderator.AwaitAsync(waiting.Ids.Single(id => id.ToString() != current), waiting.Queue);
    }

    [Fact]
    public async Task A_comment_of_line_breaks_is_no_taller_than_what_it_says_wherever_it_is_shown()
    {
        var (article, mark) = ("cau-vinh-hoa-thong-xe", Waiting.NewMark());
        using var reader = new Reader(system.Intake);
        using var moderator = new Moderator(system);
        var breaks = string.Concat(Enumerable.Repeat("\n \u2028\r\n", 475));
        var steps = string.Join('\n', mark.ToCharArray());
        var (id, tracking) = await reader.SendAsync(article, $"Đầu{breaks}giữa\n{steps}\ncuối {mark}");
        var queue = await moderator.AwaitWaitingAsync(id);
        var console = await Console.SignInAsync(browser, system);
        var card = await Console.FocusAsync(console, queue, mark);
        Assert.InRange((await card.BoundingBoxAsync())!.Height, 0, 1_500);

        await console.GotoAsync(tracking.ToString());
        Assert.InRange((await console.Locator(".content").BoundingBoxAsync())!.Height, 0, 1_500);

        await moderator.ShowAsync(id);
        await console.GotoAsync(new Uri(system.Site, $"bai-viet/{article}").ToString());
        var shown = console.Locator(".comment-content", new() { HasText = mark });
        Assert.InRange((await shown.BoundingBoxAsync())!.Height, 0, 1_500);
    }
}
