using System.Text;
using Dapper;
using Microsoft.Playwright;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Moderation.EndToEnd.Tests;

/// <summary>Messages that failed, in a system in which all services run.</summary>
public class FaultsPageTests(RunningSystem system, Browser browser)
{
    [Fact]
    public async Task What_no_service_can_take_is_seen_by_an_operator_who_replays_and_discards_it()
    {
        var (comment, mark) = (Guid.CreateVersion7(), Guid.CreateVersion7().ToString("n"));
        await using var connection = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        var poisoned = new List<string>();
        foreach (var queue in Topology.Queues)
        {
            poisoned.Add(Guid.CreateVersion7().ToString());
            var body = $$$"""
                {"messageType":["urn:message:Moderation.Contracts:{{{queue.Messages[0].Name}}}"],
                "message":{"commentId":"{{{comment}}}","revision":"{{{mark}}}"}}
                """;
            await PublishAsync(channel, queue.Name, poisoned[^1], body, []);
        }
        var failed = $"System.Mark{mark}";
        await PublishAsync(
            channel,
            "publisher-record-decision_error",
            Guid.CreateVersion7().ToString(),
            Approval(comment, mark),
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["MT-Fault-ExceptionType"] = failed,
                ["MT-Fault-Message"] = $"Cannot take '{mark}'",
            }
        );
        await using var ledger = system.Database("moderator");
        await Eventually.IsTrueAsync("what each service could not take is in the ledger", async () =>
        {
            await using var looking = await ledger.OpenConnectionAsync();
            return await looking.ExecuteScalarAsync<long>(
                "SELECT count(DISTINCT queue) FROM faults WHERE message_id = ANY(@poisoned)",
                new { poisoned = poisoned.ToArray() }
            ) == Topology.Queues.Count;
        });
        foreach (var (aside, _) in Topology.SetAside)
            await Eventually.IsTrueAsync($"nothing is left in {aside}", async () => await channel.MessageCountAsync(aside) == 0);

        var page = await Console.SignInAsync(browser, system, await Colleague.AddAsync(system, "operator"));
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sự cố" }).ClickAsync();
        var cause = page.Locator("[data-cause='publisher-record-decision']").Filter(new() { HasText = failed });
        await Assertions.Expect(cause).ToContainTextAsync("bình luận đã duyệt chưa lên trang");
        await cause.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Các tin" }).PressAsync("Enter");
        await cause.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Chi tiết" }).PressAsync("Enter");
        await Assertions.Expect(cause.GetByRole(AriaRole.Region, new() { Name = "Nội dung tin" })).ToContainTextAsync("•••");
        await Browser.AssertFitsAsync(page);

        await cause.GetByLabel("Chọn mọi tin đang thấy").CheckAsync();
        await page.Button("Gửi lại 1 tin đã chọn").ClickAsync();
        await page.GetByLabel("Số tin mỗi giây").FillAsync("0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Số tin mỗi giây")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByText("Tốc độ từ 1 đến 1.000")).ToBeVisibleAsync();
        await page.GetByLabel("Số tin mỗi giây").FillAsync("5");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Bắt đầu gửi lại 1 tin.")).ToBeFocusedAsync();
        await using var published = system.Database("publisher");
        await Eventually.IsTrueAsync("Publisher has taken it", async () =>
        {
            await using var looking = await published.OpenConnectionAsync();
            return await looking.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM publications WHERE comment_id = @comment AND status = 'published')",
                new { comment }
            );
        });
        await Assertions.Expect(page.Locator("[data-replay=finished]").First).ToContainTextAsync("đã gửi 1 trong 1 tin");

        var unreadable = page.Locator("[data-cause='classifier-classify-comment']").First;
        await unreadable.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Bỏ cả" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Bỏ", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Hãy ghi lý do bỏ tin.")).ToBeVisibleAsync();
        await page.GetByLabel("Lý do (*)").FillAsync($"Tin thử {mark}");
        await Browser.AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Bỏ", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Đã bỏ 1 tin.")).ToBeFocusedAsync();
        await Assertions
            .Expect(page.Locator("tr").Filter(new() { HasText = $"Tin thử {mark}" }).GetByText("bỏ tin").First)
            .ToBeVisibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Browser.AssertFitsAsync(page);
        Assert.DoesNotContain($"Nội dung {mark}", await page.ContentAsync(), StringComparison.Ordinal);
    }

    private static string Approval(Guid comment, string mark) =>
        $$$"""
            {"messageType":["urn:message:Moderation.Contracts:{{{nameof(CommentApproved)}}}"],
            "message":{"commentId":"{{{comment}}}","revision":1,"version":1,"articleId":"su-co-{{{mark}}}",
            "text":{"name":"Tên {{{mark}}}","title":"Tiêu đề",
            "content":"Nội dung {{{mark}}}"},"submittedAt":"2026-11-24T03:04:05Z","approvedAt":"2026-11-24T03:05:05Z"}}
            """;

    private static async Task PublishAsync(
        IChannel channel,
        string exchange,
        string id,
        string body,
        Dictionary<string, object?> headers
    ) =>
        await channel.BasicPublishAsync(
            exchange,
            routingKey: "",
            mandatory: true,
            new BasicProperties
            {
                MessageId = id,
                ContentType = "application/vnd.masstransit+json",
                DeliveryMode = DeliveryModes.Persistent,
                Headers = headers,
            },
            Encoding.UTF8.GetBytes(body)
        );
}
