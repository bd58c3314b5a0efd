using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Decisions;

public sealed class EditTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task An_edited_approval_publishes_the_edited_text_and_keeps_the_original()
    {
        using var client = await moderator.SignedInAsync("Người biên tập");
        var id = await moderator.QueueAsync(Make.Text("Cầu đẹp vl, đi làm đỡ tắc."));

        using var response = await EditAsync(client, id, new { content = " Cầu đẹp lắm, đi làm đỡ tắc. " });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var left = await LeftAsync(id);
        Assert.True(left.GetProperty("edited").GetBoolean());
        Assert.Equal(
            ("Trần Bình", "Mừng cho bà con", "Cầu đẹp lắm, đi làm đỡ tắc."),
            (Text(left, "name"), Text(left, "title"), Text(left, "content"))
        );
        var known = await client.ReadAsync($"/api/comments/{id}");
        Assert.Equal("Cầu đẹp vl, đi làm đỡ tắc.", Text(known.GetProperty("comment"), "content"));
        foreach (var decision in new[] { known.GetProperty("history")[1], known.GetProperty("comment").GetProperty("decision") })
        {
            Assert.True(decision.GetProperty("edited").GetBoolean());
            Assert.Equal(
                """{"title":"Mừng cho bà con","content":"Cầu đẹp lắm, đi làm đỡ tắc."}""",
                decision.GetProperty("edit").GetRawText()
            );
        }
    }

    [Fact]
    public async Task An_approval_without_an_edit_is_not_marked()
    {
        using var client = await moderator.SignedInAsync("Người để nguyên");
        var id = await moderator.QueueAsync();

        using var response = await client.DecideAsync(id, "approve");

        Assert.False((await LeftAsync(id)).GetProperty("edited").GetBoolean());
        var decision = (await client.ReadAsync($"/api/comments/{id}")).GetProperty("history")[1];
        Assert.False(decision.GetProperty("edited").GetBoolean());
        Assert.False(decision.TryGetProperty("edit", out _));
    }

    [Fact]
    public async Task An_edited_text_becomes_a_public_text_as_any_other_does()
    {
        using var client = await moderator.SignedInAsync("Người dán chữ");
        var id = await moderator.QueueAsync();

        using var response = await EditAsync(
            client,
            id,
            new { title = "n\u200Bg\u202Eày mới", content = "ho\u0300a bình\n<script>alert(1)</script>" }
        );

        var left = await LeftAsync(id);
        Assert.Equal(("ngày mới", "hòa bình\n<script>alert(1)</script>"), (Text(left, "title"), Text(left, "content")));
    }

    [Fact]
    public async Task An_undo_takes_the_edit_back_with_the_approval()
    {
        using var client = await moderator.SignedInAsync("Người biên tập rồi thôi");
        var id = await moderator.QueueAsync(toxicity: 0.7f);
        using var edited = await EditAsync(client, id, new { title = "Tựa khác" });
        using var undone = await client.UndoAsync(await edited.DecisionIdAsync());

        using var approved = await client.DecideAsync(id, "approve");

        Assert.Equal("suspect", (await undone.JsonAsync()).GetProperty("queue").GetString());
        var left = await LeftAsync(id);
        Assert.Equal(("Mừng cho bà con", false), (Text(left, "title"), left.GetProperty("edited").GetBoolean()));
        Assert.Single(moderator.OutgoingOf(id));
    }

    [Fact]
    public async Task An_undo_after_the_grace_sends_a_retraction()
    {
        using var client = await moderator.SignedInAsync("Người biên tập rồi rút");
        var id = await moderator.QueueAsync();
        using var edited = await EditAsync(client, id, new { title = "Tựa khác" });
        await LeftAsync(id);

        using var undone = await client.UndoAsync(await edited.DecisionIdAsync());

        Assert.True((await undone.JsonAsync()).GetProperty("retracted").GetBoolean());
        await moderator.LeftAsync(id, "CommentRetracted");
    }

    public static TheoryData<object, string[]> Wrong =>
        new()
        {
            { new { }, ["edit: edit-changes-nothing"] },
            { new { title = "Mừng cho bà con" }, ["edit: edit-changes-nothing"] },
            {
                new { title = " Mừng cho\u200B bà con ", content = "Cầu mới thông xe, đi làm đỡ tắc hẳn." },
                ["edit: edit-changes-nothing"]
            },
            { new { title = " \u200B ", content = "" }, ["edit.content: required", "edit.title: required"] },
            {
                new { title = new string('á', 151), content = new string('á', 2001) },
                ["edit.content: too-long", "edit.title: too-long"]
            },
            { new { title = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 120)) }, ["edit.title: too-large"] },
            { new { title = "Hai\ndòng", content = "chuông\a" }, ["edit.content: control-character", "edit.title: line-break"] },
            { new { content = "rỗng\0giữa" }, ["edit.content: unreadable-text"] },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_edit_keeps_the_rules_of_a_submission_and_changes_something(object edit, string[] errors)
    {
        using var client = await moderator.SignedInAsync(Make.Unique("Người biên tập sai"));
        var id = await moderator.QueueAsync();

        using var response = await EditAsync(client, id, edit);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(errors, await ErrorsAsync(response));
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task Only_an_approval_edits_and_it_does_not_mask_as_well()
    {
        using var client = await moderator.SignedInAsync("Người biên tập lẫn lộn");
        var id = await moderator.QueueAsync(Make.Text("Gọi 0912 345 678."));

        using var rejection = await EditAsync(client, id, new { title = "Khác" }, outcome: "reject", reason: "spam");
        using var masked = await EditAsync(client, id, new { title = "Khác" }, mask: true);
        using var all = await EditAsync(client, id, new { title = "" }, outcome: "hold", mask: true, revision: 0);
        using var unknown = await EditAsync(client, id, new { name = "Tên khác" });

        Assert.Equal(["edit: edit-unexpected"], await ErrorsAsync(rejection));
        Assert.Equal(["edit: edit-with-mask"], await ErrorsAsync(masked));
        Assert.Equal(
            ["edit.title: required", "edit: edit-unexpected", "mask: mask-unexpected", "revision: revision-required"],
            await ErrorsAsync(all)
        );
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal("suspect", await moderator.StatusOfAsync(id));
    }

    [Fact]
    public async Task Who_may_not_decide_may_not_edit()
    {
        using var outside = await moderator.SignedInAsync("Người biên tập lạc mục", sections: [Make.Unique("mục")]);
        using var watcher = await moderator.SignedInAsync("Người trực biên tập", Role.Operator);
        using var second = await moderator.SignedInAsync("Người biên tập sau");
        var id = await moderator.QueueAsync();

        using var elsewhere = await EditAsync(outside, id, new { title = "Khác" });
        using var noRight = await EditAsync(watcher, id, new { title = "Khác" });
        using var first = await second.DecideAsync(id, "approve");
        using var late = await EditAsync(second, id, new { title = "Khác" });

        Assert.Equal("other-section", await elsewhere.CodeAsync());
        Assert.Equal(HttpStatusCode.Forbidden, noRight.StatusCode);
        Assert.Equal("already-decided", await late.CodeAsync());
    }

    [Fact]
    public async Task The_log_marks_an_edited_approval_and_its_file_holds_no_text()
    {
        using var client = await moderator.SignedInAsync("Người biên tập có ghi");
        var id = await moderator.QueueAsync();
        using var response = await EditAsync(client, id, new { title = "Tựa mới toanh" });

        var entry = (await client.ReadAsync("/api/log"))!.GetProperty("items")[0];
        var csv = await client.GetStringAsync("/api/log.csv", TestContext.Current.CancellationToken);

        Assert.Equal((id, true), (entry.GetProperty("commentId").GetGuid(), entry.GetProperty("edited").GetBoolean()));
        var column = csv.Split("\r\n")[0].Split(',').IndexOf("\"edited\"");
        Assert.Equal("\"true\"", csv.Split("\r\n")[1].Split(',')[column]);
        Assert.DoesNotContain("Tựa mới toanh", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_around_another_show_how_they_were_edited()
    {
        using var client = await moderator.SignedInAsync("Người xem quanh");
        var article = Make.Unique("bài");
        var edited = await moderator.QueueAsync(Make.Under(article, content: "Ý kiến đầu tiên của tôi."));
        var other = await moderator.QueueAsync(Make.Under(article, content: "Một ý kiến khác hẳn."));
        using var response = await EditAsync(client, edited, new { content = "Ý kiến đầu tiên." });

        var sibling = (await client.ReadAsync($"/api/comments/{other}")).GetProperty("siblings")[0];

        Assert.Equal("Ý kiến đầu tiên.", sibling.GetProperty("decision").GetProperty("edit").GetProperty("content").GetString());
    }

    private static Task<HttpResponseMessage> EditAsync(
        HttpClient client,
        Guid id,
        object edit,
        string outcome = "approve",
        string? reason = null,
        bool mask = false,
        int revision = 1
    ) =>
        client.PostAsJsonAsync(
            $"/api/comments/{id}/decision",
            new
            {
                outcome,
                reason,
                mask,
                edit,
                revision,
            }
        );

    private static async Task<IEnumerable<string>> ErrorsAsync(HttpResponseMessage response) =>
        (await response.JsonAsync())
            .GetProperty("errors")
            .EnumerateObject()
            .SelectMany(field =>
                field.Value.EnumerateArray().Select(error => $"{field.Name}: {error.GetProperty("code").GetString()}")
            )
            .Order(StringComparer.Ordinal);

    private static string? Text(JsonElement of, string field) => of.GetProperty("text").GetProperty(field).GetString();

    private async Task<JsonElement> LeftAsync(Guid id) => (await moderator.LeftAsync(id, "CommentApproved")).Message;
}
