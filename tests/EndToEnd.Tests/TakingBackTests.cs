using Microsoft.Playwright;
using Moderation.Testing;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>The console moves on before the server answers; what was refused comes back and says why.</summary>
public class TakingBackTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task A_decision_that_somebody_else_took_first_is_taken_back_and_says_who_decided_what()
    {
        var waiting = await Waiting.SendAsync(system, 2);
        using var moderator = new Moderator(system);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(2);
        var id = Guid.Parse((await console.Current().GetAttributeAsync("data-comment"))!);
        var asked = new TaskCompletionSource<IRoute>(TaskCreationOptions.RunContinuationsAsynchronously);
        await console.RouteAsync(
            $"**/api/comments/{id}/decision",
            route => asked.TrySetResult(route) ? Task.CompletedTask : route.ContinueAsync()
        );

        await console.Keyboard.PressAsync("a");
        var decision = await asked.Task.WaitAsync(Eventually.Patience);
        await moderator.DecideAsync(id, "reject", "offTopic");
        await decision.ContinueAsync();

        var back = console.Locator($"[data-comment='{id}'] .refusal");
        await Assertions.Expect(back).ToContainTextAsync($"{system.Login.Name} đã từ chối bình luận này.");
        await Assertions
            .Expect(console.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "Chưa thực hiện được" }))
            .ToBeVisibleAsync();
        await Assertions.Expect(back).ToBeInViewportAsync();
        await Assertions
            .Expect(console.Locator(".last"))
            .Not.ToContainTextAsync((await console.Locator($"[data-comment='{id}'] .name").InnerTextAsync()));
    }

    [Fact]
    public async Task A_decision_that_did_not_reach_the_server_is_taken_back_and_can_be_tried_again()
    {
        var waiting = await Waiting.SendAsync(system, 1);
        var console = await Console.SignInAsync(browser, system);
        var item = await Console.FocusAsync(console, waiting.Queue, waiting.Mark);
        await console.RouteAsync("**/decision", route => route.AbortAsync());
        await console.Keyboard.PressAsync("a");
        await Assertions.Expect(item).ToContainTextAsync("Không gửi được");

        await console.UnrouteAllAsync();
        await console.Keyboard.PressAsync("a");
        await console.Keyboard.PressAsync("a");
        await Assertions.Expect(item).ToHaveCountAsync(0);
        using var moderator = new Moderator(system);
        await moderator.AwaitAsync(waiting.Ids[0], "approved");
    }

    [Fact]
    public async Task A_batch_by_score_is_counted_looked_at_run_and_undone()
    {
        var waiting = await Waiting.SendAsync(system, 6);
        using var moderator = new Moderator(system);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(6);

        await console.Keyboard.PressAsync("b");
        await Assertions.Expect(console.GetByText("Chưa chọn bình luận nào")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator("dialog svg rect.inside")).ToHaveCountAsync(0);
        await console.RouteAsync("**/api/batches", async route =>
        {
            var answer = await route.FetchAsync();
            var many = (await answer.TextAsync()).Replace("\"count\":6", "\"count\":1196", StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = many });
        });
        await console.GetByLabel("từ", new PageGetByLabelOptions { Exact = true }).FillAsync("0");
        await console.GetByLabel("đến", new PageGetByLabelOptions { Exact = true }).FillAsync("0.9");
        await console.Button("Duyệt 1.196 bình luận").ClickAsync();
        await console.GetByLabel("Lô này lớn. Gõ 1.196 để xác nhận:").FillAsync("6");
        await Assertions.Expect(console.Button("Duyệt 1.196 bình luận")).ToBeDisabledAsync();
        await console.GetByLabel("Lô này lớn. Gõ 1.196 để xác nhận:").FillAsync("1196");
        await Assertions.Expect(console.Button("Duyệt 1.196 bình luận")).ToBeEnabledAsync();
        await console.UnrouteAllAsync();

        await console.GetByLabel("đến", new PageGetByLabelOptions { Exact = true }).FillAsync("1");
        await Assertions.Expect(console.GetByText("6 bình luận được chọn")).ToBeVisibleAsync();
        await Assertions.Expect(console.Locator("dialog svg rect.inside")).ToHaveCountAsync(20);
        await Assertions.Expect(console.Locator("dialog .sample li")).ToHaveCountAsync(6);
        await console.Button("Duyệt 6 bình luận").ClickAsync();
        await Assertions.Expect(console.Locator("dialog").GetByText("Đã duyệt 6 bình luận")).ToBeVisibleAsync();
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, "approved");

        var log = await Console.SignInAsync(browser, system);
        await log.GotoAsync(new Uri(system.Moderator, "log?by=people").ToString());
        await log.Button("Lô 6 bình luận").First.ClickAsync();
        await Assertions.Expect(log.Locator("tr.part", new() { HasText = waiting.Mark })).ToHaveCountAsync(6);
        await Browser.AssertFitsAsync(log);

        await console.Button("Hoàn tác cả lô").ClickAsync();
        await Assertions.Expect(console.Locator("dialog")).ToHaveCountAsync(0);
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, waiting.Queue);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task All_that_waits_of_an_author_is_rejected_as_one_batch_and_comes_back_with_one_key()
    {
        var waiting = await Waiting.SendAsync(system, 3, name: $"Nguyễn Văn {Waiting.NewMark()}");
        using var moderator = new Moderator(system);
        var console = await Console.SignInAsync(browser, system);
        await Console.SearchAsync(console, waiting.Queue, waiting.Mark);
        await Assertions.Expect(console.Locator("[data-comment]")).ToHaveCountAsync(3);

        await console.Keyboard.PressAsync("i");
        await console.Button("Từ chối mọi bình luận đang chờ của tác giả này").ClickAsync();
        await console.Button("Từ chối 3 bình luận").ClickAsync();
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, "rejected");
        await Assertions.Expect(console.Locator("dialog")).ToContainTextAsync("0 duyệt · 3 từ chối · 0 đang chờ");
        Assert.True(await console.EvaluateAsync<bool>("document.activeElement.closest('dialog') !== null"));
        await console.Keyboard.PressAsync("Escape");
        await Assertions.Expect(console.Locator("dialog")).ToHaveCountAsync(0);

        await console.Keyboard.PressAsync("u");
        foreach (var id in waiting.Ids)
            await moderator.AwaitAsync(id, waiting.Queue);
    }
}
