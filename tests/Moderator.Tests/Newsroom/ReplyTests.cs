using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Tests.Newsroom;

public sealed class ReplyTests(ModeratorFixture moderator)
{
    private const string Text = "Cảm ơn bạn, tòa soạn đã chuyển ý kiến này tới Sở Giao thông.";

    [Fact]
    public async Task A_senior_answers_what_is_published_and_the_answer_leaves_with_the_badge_and_stands_among_the_approved()
    {
        using var senior = await SeniorAsync();
        var parent = await PublishedAsync(senior);

        using var response = await ReplyAsync(senior, parent, $" {Text} ");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var id = await IdAsync(response);
        var left = (await moderator.LeftAsync(id, "CommentApproved")).Message;
        Assert.Equal(
            ("newsroom", parent, "cau-vinh-tuy-2", false),
            (
                left.GetProperty("badge").GetString(),
                left.GetProperty("parentId").GetGuid(),
                left.GetProperty("articleId").GetString(),
                left.GetProperty("edited").GetBoolean()
            )
        );
        Assert.Equal(
            """{"name":"Ban biên tập","title":"","content":"Cảm ơn bạn, tòa soạn đã chuyển ý kiến này tới Sở Giao thông."}""",
            left.GetProperty("text").GetRawText()
        );
        var known = await senior.ReadAsync($"/api/comments/{id}");
        Assert.Equal(("approved", "newsroom"), (Queue(known), known.GetProperty("comment").GetProperty("badge").GetString()));
        var written = Assert.Single(known.GetProperty("history").EnumerateArray());
        Assert.StartsWith("Trưởng ca", written.GetProperty("moderator").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            id.ToString(),
            (await senior.ReadAsync("/api/queue?queue=approved&limit=100&q=Sở+Giao+thông")).GetRawText(),
            StringComparison.Ordinal
        );
        // What readers sent carries none, under whatever name.
        var faked = await PublishedAsync(senior, Make.Submitted(Make.Text() with { Name = "Tòa soạn" }));
        Assert.False((await moderator.LeftAsync(faked, "CommentApproved")).Message.TryGetProperty("badge", out _));
    }

    [Fact]
    public async Task The_article_s_author_keeps_the_mark_that_the_site_vouched_for_and_is_judged_as_any_reader()
    {
        using var client = await SeniorAsync();
        var waiting = await moderator.QueueAsync(Make.Submitted() with { FromAuthor = true });
        var known = (await client.ReadAsync($"/api/comments/{waiting}")).GetProperty("comment");
        Assert.Equal("author", known.GetProperty("badge").GetString());

        using var approved = await client.DecideAsync(waiting, "approve");

        Assert.Equal("author", (await moderator.LeftAsync(waiting, "CommentApproved")).Message.GetProperty("badge").GetString());
        using var undone = await client.UndoAsync(await approved.DecisionIdAsync());
        Assert.Equal("pending", (await undone.JsonAsync()).GetProperty("queue").GetString());
    }

    [Fact]
    public async Task What_is_sent_again_under_its_key_is_one_reply_however_many_at_once_and_another_text_needs_another_key()
    {
        using var senior = await SeniorAsync();
        var (parent, key) = (await PublishedAsync(senior), Guid.CreateVersion7());

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ReplyAsync(senior, parent, Text, key)));
        using var other = await ReplyAsync(senior, parent, Text + " Lần hai.", key);

        var ids = new List<Guid>();
        foreach (var response in responses)
            using (response)
                ids.Add(await IdAsync(response));
        Assert.Single(ids.Distinct());
        Assert.Equal((HttpStatusCode.Conflict, "key-reused"), (other.StatusCode, await other.CodeAsync()));
        Assert.Equal(
            1,
            await moderator.ReadAsync<int>("SELECT count(*)::int FROM comments WHERE parent_id = @parent", new { parent })
        );
    }

    [Fact]
    public async Task Another_text_takes_the_place_of_the_one_that_was_seen_and_of_no_other()
    {
        using var senior = await SeniorAsync();
        var parent = await PublishedAsync(senior);
        using var first = await ReplyAsync(senior, parent, Text);
        var (id, seen) = await WrittenAsync(first);

        using var changed = await ChangeAsync(senior, id, "Sở đã trả lời: cầu mở đến 22 giờ.", seen);
        using var stale = await ChangeAsync(senior, id, "Bản của người đến sau.", seen);
        using var same = await ChangeAsync(
            senior,
            id,
            "Sở đã trả lời: cầu mở đến 22 giờ.",
            await changed.DecisionIdAsync()
        );
        using var readers = await ChangeAsync(senior, parent, "Không phải trả lời của tòa soạn.", seen);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.BadRequest, HttpStatusCode.NotFound),
            (changed.StatusCode, stale.StatusCode, same.StatusCode, readers.StatusCode)
        );
        var left = await moderator.LeftAsync(id, "CommentApproved");
        Assert.Equal((2, true), (left.Version, left.Message.GetProperty("edited").GetBoolean()));
        Assert.Equal("newsroom", left.Message.GetProperty("badge").GetString());
        Assert.Equal(
            "Sở đã trả lời: cầu mở đến 22 giờ.",
            left.Message.GetProperty("text").GetProperty("content").GetString()
        );
        Assert.Single(moderator.OutgoingOf(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_that_is_taken_back_is_gone_for_good_and_waits_in_no_queue(bool hasLeft)
    {
        using var senior = await SeniorAsync();
        using var first = await ReplyAsync(senior, await PublishedAsync(senior), Text);
        var (id, decision) = await WrittenAsync(first);
        if (hasLeft)
            await moderator.LeftAsync(id, "CommentApproved");

        using var undone = await senior.UndoAsync(decision);
        using var again = await senior.DecideAsync(id, "approve");
        using var changed = await ChangeAsync(senior, id, "Sửa cái đã gỡ.", decision);

        Assert.Equal("withdrawn", (await undone.JsonAsync()).GetProperty("queue").GetString());
        Assert.Equal(("withdrawn", "withdrawn"), (await again.CodeAsync(), await changed.CodeAsync()));
        if (hasLeft)
            await moderator.LeftAsync(id, "CommentRetracted");
        else
            Assert.Equal(
                0,
                await moderator.ReadAsync<int>(
                    "SELECT count(*)::int FROM outbox WHERE body LIKE '%' || @id || '%'",
                    new { id = id.ToString() }
                )
            );
    }

    [Fact]
    public async Task What_readers_do_not_see_is_not_answered_nor_is_anything_in_words_that_are_none()
    {
        using var senior = await SeniorAsync();
        var (waiting, published) = (await moderator.QueueAsync(), await PublishedAsync(senior));
        using var below = await ReplyAsync(senior, published, Text);
        var reply = await IdAsync(below);
        using var gone = await senior.UndoAsync(
            (await senior.ReadAsync($"/api/comments/{published}")).GetProperty("history")[1].GetProperty("id").GetGuid()
        );

        foreach (
            var (parent, content, expected) in new[]
            {
                (waiting, Text, "409 parent-not-published"),
                (published, Text, "409 parent-not-published"),
                (reply, Text, "409 parent-not-published"),
                (Guid.CreateVersion7(), Text, "404 not-found"),
                (waiting, "\u3164\u2800", "400 required"),
                (waiting, new string('á', 2001), "400 too-long"),
                (waiting, "rỗng\0giữa", "400 unreadable-text"),
                (waiting, null, "400 required"),
            }
        )
        {
            using var response = await ReplyAsync(senior, parent, content);
            var problem = await response.JsonAsync();
            var code = problem.TryGetProperty("errors", out var errors)
                ? errors.GetProperty("content")[0].GetProperty("code").GetString()
                : problem.GetProperty("code").GetString();
            Assert.Equal(expected, $"{(int)response.StatusCode} {code}");
        }
    }

    private Task<HttpClient> SeniorAsync() => moderator.SignedInAsync(Make.Unique("Trưởng ca"), Role.Senior);

    private async Task<Guid> PublishedAsync(HttpClient client, Contracts.CommentSubmitted? submitted = null)
    {
        var id = await moderator.QueueAsync(submitted ?? Make.Submitted());
        using var approved = await client.DecideAsync(id, "approve");
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        return id;
    }

    private static Task<HttpResponseMessage> ReplyAsync(HttpClient client, Guid parent, string? content, Guid? key = null) =>
        client.PostAsJsonAsync($"/api/comments/{parent}/replies", new { content, key });

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, Guid id, string content, Guid decision) =>
        client.PutAsJsonAsync($"/api/replies/{id}", new { content, decision });

    private static async Task<Guid> IdAsync(HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("id").GetGuid();

    private static async Task<(Guid Id, Guid Decision)> WrittenAsync(HttpResponseMessage response)
    {
        var answer = await response.JsonAsync();
        return (answer.GetProperty("id").GetGuid(), answer.GetProperty("decision").GetProperty("id").GetGuid());
    }

    private static string? Queue(JsonElement known) => known.GetProperty("comment").GetProperty("queue").GetString();
}
