using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using MimeKit;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;
using static Moderation.Intake.Tests.Decisions;

namespace Moderation.Intake.Tests;

/// <summary>Authors are told by mail what becomes of their comments.</summary>
public sealed class NoticeTests(IntakeUnderTest intake)
{
    private const string Asked = "Xác nhận nhận thông báo về bình luận";
    private const string Published = "Bình luận của bạn: Đã đăng";
    private const string Refused = "Bình luận của bạn: Không được đăng";
    private const string TakenDown = "Bình luận của bạn: Đã gỡ";
    private const string Answered = "Có trả lời cho bình luận của bạn";

    [Fact]
    public async Task An_author_confirms_by_letter_and_is_told_once_of_each_decision()
    {
        var email = Postbox.NewAddress();
        var comment = Comments.With("email", $"  {email} ");
        var (id, track) = await intake.SubmitAsync(comment);
        var asked = Assert.Single(await intake.Mail.ReceivedAsync(email, Asked));
        foreach (var member in new[] { "name", "title", "content" })
            Assert.DoesNotContain(comment[member]!.GetValue<string>(), asked.TextBody + asked.HtmlBody);
        Assert.DoesNotContain(track, asked.TextBody + asked.HtmlBody);
        Assert.Contains("chờ bạn xác nhận", await PageAsync(track));

        Assert.Contains("<form method=\"post\"", (await intake.TrackAsync(LinkIn(asked, "confirm"))).Body);
        Assert.Equal("unconfirmed", await StateAsync(track));
        Assert.Equal(200, (await intake.ActAsync(LinkIn(asked, "confirm"), "text/html")).Status);
        Assert.Equal(200, (await intake.ActAsync(LinkIn(asked, "confirm"), "text/html")).Status);
        Assert.Equal("confirmed", await StateAsync(track));
        Assert.Contains("đang bật", await PageAsync(track));

        await intake.PublishAsync(Approved(id, 1));
        await intake.PublishAsync(Approved(id, 1));
        var told = (await intake.Mail.ReceivedAsync(email, Asked, Published))[1];
        Assert.Contains("đã được đăng dưới bài viết", told.TextBody);
        Assert.Contains(IntakeUnderTest.PublicUrl + track, told.TextBody);
        Assert.Contains(IntakeUnderTest.PublicUrl + track, told.HtmlBody);
        // Approved once more, as an edit does: nothing that its author does not know already.
        await intake.PublishAsync(Approved(id, 2) with { Edited = true });
        await intake.PublishAsync(Rejected(id, 3, RejectReason.Spam) with { Automatic = false });
        var refused = (await intake.Mail.ReceivedAsync(email, Asked, Published, Refused))[2];
        Assert.Contains("Lý do: quảng cáo hoặc spam.", refused.TextBody);
        Assert.Contains("kiểm duyệt viên", refused.TextBody);
        Assert.Contains("khiếu nại một lần", refused.TextBody);
        await intake.PublishAsync(Approved(id, 4));
        await Eventually.IsTrueAsync("it is told again", () => Task.FromResult(intake.Mail.Of(email).Count == 4));
        await intake.PublishAsync(Retracted(id, 5));
        var all = await intake.Mail.ReceivedAsync(email, TakenDown);
        Assert.Equal([Asked, Published, Refused, Published, TakenDown], all.Select(letter => letter.Subject));
        Assert.Equal(5, all.Select(letter => letter.MessageId).Distinct().Count());
        Assert.DoesNotContain(email, intake.Logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(email, await intake.SubmittedAsync(id), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reply_is_told_when_it_is_published_and_as_it_is_published()
    {
        var article = IntakeUnderTest.NewArticle();
        var email = Postbox.NewAddress();
        var (id, track) = await intake.ShowAsync(article);
        await SubscribeAsync(track, email);
        var waiting = await ReplyAsync("Chờ duyệt, chưa ai được đọc.");
        var refused = await ReplyAsync("Bị từ chối, không ai được đọc.");
        var edited = await ReplyAsync("Gọi 0987 654 321 <b>ngay</b>");
        await intake.PublishAsync(Rejected(refused, 1, RejectReason.Spam));
        var approved = Approved(edited, 1) with
        {
            Text = new CommentText
            {
                Name = "<script>alert(1)</script>",
                Title = "",
                Content = "Gọi [số điện thoại] <b>ngay</b>\nhôm nay",
            },
            Edited = true,
        };
        await intake.PublishAsync(approved);
        await intake.PublishAsync(approved);

        var told = (await intake.Mail.ReceivedAsync(email, Asked, Answered))[1];
        Assert.Contains("> Gọi [số điện thoại] <b>ngay</b>\n> hôm nay", told.TextBody!.ReplaceLineEndings("\n"));
        Assert.Contains("&lt;b&gt;ngay&lt;/b&gt;", told.HtmlBody);
        Assert.Contains("&lt;script&gt;", told.HtmlBody);
        Assert.DoesNotContain("<script", told.HtmlBody, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0987", told.TextBody + told.HtmlBody);
        Assert.DoesNotContain("/track/", told.TextBody + told.HtmlBody);

        // What was taken down before it could be told is not told, and is when it comes back.
        await using (var connection = await intake.Database.Source.OpenConnectionAsync())
        {
            var late = await ReplyAsync("Đến muộn");
            await intake.PublishAsync(Approved(late, 1));
            await intake.Mail.ReceivedAsync(email, Asked, Answered);
            await Eventually.IsTrueAsync("it is told", () => Task.FromResult(intake.Mail.Of(email).Count == 3));
            const string again = "UPDATE notices SET status = 'waiting' WHERE about_id = @late";
            await intake.PublishAsync(Retracted(late, 2));
            await Eventually.IsTrueAsync("it is taken down", async () =>
                await connection.ExecuteScalarAsync<string>("SELECT status FROM submissions WHERE id = @late", new { late })
                == "retracted"
            );
            await connection.ExecuteAsync(again, new { late });
            await Eventually.IsTrueAsync("it is dropped", async () =>
                await connection.ExecuteScalarAsync<string>("SELECT status FROM notices WHERE about_id = @late", new { late })
                == "dropped"
            );
            await intake.PublishAsync(Approved(late, 3));
            await Eventually.IsTrueAsync("it is told", () => Task.FromResult(intake.Mail.Of(email).Count == 4));
        }

        var newsrooms = Approved(Guid.CreateVersion7(), 1) with
        {
            ArticleId = article,
            ParentId = id,
            Badge = Badge.Newsroom,
            Text = new CommentText
            {
                Name = "Tòa soạn Báo Thử",
                Title = "",
                Content = "Cảm ơn bạn đã góp ý.",
            },
        };
        await intake.PublishAsync(newsrooms);
        await Eventually.IsTrueAsync("the newsroom's is told", () => Task.FromResult(intake.Mail.Of(email).Count == 5));
        Assert.Contains("Tòa soạn Báo Thử đã trả lời bình luận của bạn", intake.Mail.Of(email)[4].TextBody);

        await intake.PublishAsync(Retracted(id, 2));
        var all = await intake.Mail.ReceivedAsync(email, TakenDown);
        Assert.Equal([Asked, Answered, Answered, Answered, Answered, TakenDown], all.Select(letter => letter.Subject));
        Assert.DoesNotContain(all, letter => letter.TextBody!.Contains("không ai được đọc", StringComparison.Ordinal));
        Assert.DoesNotContain(all, letter => letter.TextBody!.Contains("Chờ duyệt", StringComparison.Ordinal));
        Assert.NotEqual(waiting, refused);

        async Task<Guid> ReplyAsync(string content)
        {
            var reply = Comments.With("content", content);
            reply["parentId"] = id.ToString();
            return (await intake.SubmitAsync(reply, article)).Id;
        }
    }

    [Fact]
    public async Task Nobody_is_told_of_a_reply_of_their_own()
    {
        var article = IntakeUnderTest.NewArticle();
        var email = Postbox.NewAddress();
        var (id, track) = await intake.SubmitAsync(Comments.With("phone", "0912 345 672"), article);
        await intake.PublishAsync(Approved(id, 1));
        await intake.StatusBecomesAsync(track, "approved");
        await SubscribeAsync(track, email);
        var own = Comments.With("phone", "+84 912 345 672");
        own["parentId"] = id.ToString();
        var (reply, replied) = await intake.SubmitAsync(own, article);
        await intake.PublishAsync(Approved(reply, 1));
        await intake.StatusBecomesAsync(replied, "approved");

        await intake.PublishAsync(Retracted(id, 2));
        var all = await intake.Mail.ReceivedAsync(email, TakenDown);
        Assert.Equal([Asked, TakenDown], all.Select(letter => letter.Subject));
    }

    [Fact]
    public async Task One_click_ends_it_without_a_session_and_so_does_the_tracking_page()
    {
        var (email, other) = (Postbox.NewAddress(), Postbox.NewAddress());
        var (id, track) = await intake.SubmitAsync();
        var asked = await SubscribeAsync(track, email);
        Assert.Equal("List-Unsubscribe=One-Click", asked.Headers["List-Unsubscribe-Post"]);
        Assert.Equal("auto-generated", asked.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal(2, Assert.IsType<MultipartAlternative>(asked.Body).Count);
        var end = new Uri(asked.Headers[HeaderId.ListUnsubscribe]!.Trim('<', '>')).AbsolutePath;

        Assert.Contains("<form method=\"post\"", (await intake.TrackAsync(end)).Body);
        Assert.Equal("confirmed", await StateAsync(track));
        foreach (var _ in new[] { 1, 2 })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, end)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]),
            };
            Assert.Equal(200, (await Answer.ToAsync(intake.Public, request)).Status);
        }
        Assert.Null(await StateAsync(track));
        Assert.Equal(404, (await intake.ActAsync(LinkIn(asked, "confirm"), "text/html")).Status);

        await SubscribeAsync(track, other);
        Assert.Equal(303, (await intake.ActAsync(track + "/notices/stop", "text/html")).Status);
        Assert.Null(await StateAsync(track));
        var third = Postbox.NewAddress();
        await SubscribeAsync(track, third);
        await intake.PublishAsync(Approved(id, 1));
        await intake.Mail.ReceivedAsync(third, Asked, Published);
        Assert.Equal([Asked], intake.Mail.Of(email).Select(letter => letter.Subject));
        Assert.Equal([Asked], intake.Mail.Of(other).Select(letter => letter.Subject));

        foreach (var token in new[] { "AAAA", new string('A', 43), "%F0%9F", new string('A', 500) })
        {
            foreach (var act in new[] { "confirm", "unsubscribe" })
            {
                var refused = await intake.ActAsync($"/notices/{token}/{act}", "application/json");
                Assert.Equal((404, "unknown-link"), (refused.Status, refused.Problem));
            }
        }
    }

    [Fact]
    public async Task What_is_no_address_is_refused_in_words_and_stays_typed()
    {
        var (_, track) = await intake.SubmitAsync();
        foreach (
            var wrong in new[]
            {
                "an", "an@", "@example.vn", "an@example", "an@@example.vn", "an@exa mple.vn", "an.@example.vn", "a..n@example.vn",
                "an@example.vn\r\nBcc: all@example.vn", "an\u0000@example.vn", "An <an@example.vn>",
                "an@example.vn, b@example.vn",
                "\"an\"@example.vn", "ăn@example.vn", "an@1.2.3.4", "an@[127.0.0.1]", "an@-example.vn", "an\u200b@example.vn",
                new string('a', 65) + "@example.vn", "an@" + string.Join('.', Enumerable.Repeat(new string('a', 60), 5)) + ".vn",
            }
        )
        {
            var refused = await intake.ActWithJsonAsync(track + "/notices", new { email = wrong });
            Assert.Equal((400, "invalid-fields"), (refused.Status, refused.Problem));
            Assert.Contains(refused.FieldErrors, error => error is "email: invalid-email" or "email: unreadable-text");
            var sent = await intake.PostAsync(Comments.With("email", wrong));
            Assert.Equal((400, "invalid-fields"), (sent.Status, sent.Problem));
        }
        var page = await intake.ActWithFormAsync(track + "/notices", ("email", "\"><script>x"));
        Assert.Equal(400, page.Status);
        Assert.DoesNotContain("<script>", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("value=\"\"><script>x\"", WebUtility.HtmlDecode(page.Body));
        var none = await intake.ActWithJsonAsync(track + "/notices", new { email = " " });
        Assert.Equal(["email: invalid-email"], none.FieldErrors);
        var nobodys = await intake.ActWithJsonAsync("/track/AAAAAAAAAAAAAAAAAAAAAA/notices", new { email = "a@b.vn" });
        Assert.Equal((404, "unknown-link"), (nobodys.Status, nobodys.Problem));

        var idn = $"an.{Guid.CreateVersion7():n}@Báo.VN";
        Assert.Equal(200, (await intake.ActWithJsonAsync(track + "/notices", new { email = idn })).Status);
        await intake.Mail.ReceivedAsync(idn.Replace("Báo.VN", "xn--bo-mia.vn", StringComparison.Ordinal), Asked);
        await intake.ActAsync(track + "/withdraw", "application/json");
        var late = await intake.ActWithJsonAsync(track + "/notices", new { email = Postbox.NewAddress() });
        Assert.Equal((409, "comment-withdrawn"), (late.Status, late.Problem));
        Assert.DoesNotContain("/notices\"", (await intake.TrackAsync(track)).Body);
    }

    [Fact]
    public async Task Nothing_is_asked_where_nothing_can_be_sent()
    {
        var sent = await IntakeUnderTest.SendAsync(intake.Public, Comments.With("email", "an@example.vn"));
        Assert.Equal(["email: email-off"], sent.FieldErrors);
        var plain = await IntakeUnderTest.SendAsync(intake.Public, Comments.With("email", " "));
        var track = new Uri(plain.TrackingUrl).AbsolutePath;
        Assert.DoesNotContain("/notices", await intake.Public.GetStringAsync(track));
        using var body = new FormUrlEncodedContent([KeyValuePair.Create("email", "an@example.vn")]);
        var request = new HttpRequestMessage(HttpMethod.Post, track + "/notices") { Content = body };
        request.Headers.Add("Accept", "application/json");
        var refused = await Answer.ToAsync(intake.Public, request);
        Assert.Equal((409, "email-off"), (refused.Status, refused.Problem));
    }

    [Fact]
    public async Task No_address_gets_letters_without_end()
    {
        var email = Postbox.NewAddress();
        foreach (var _ in Enumerable.Range(0, IntakeUnderTest.FewOfOne))
            Assert.Equal(202, (await SendAsync(email)).Status);
        var refused = await SendAsync(email.ToUpperInvariant());
        Assert.Equal((429, "too-many-letters"), (refused.Status, refused.Problem));
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        var track = new Uri((await SendAsync(Postbox.NewAddress())).TrackingUrl).AbsolutePath;
        var request = new HttpRequestMessage(HttpMethod.Post, track + "/notices")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("email", email)]),
        };
        var page = await Answer.ToAsync(intake.Limiting, request);
        Assert.Equal(429, page.Status);
        Assert.Contains("Thư chưa được gửi", WebUtility.HtmlDecode(page.Body));
        await Eventually.IsTrueAsync("each has its letter", () =>
            Task.FromResult(intake.Mail.Of(email).Count == IntakeUnderTest.FewOfOne)
        );

        Task<Answer> SendAsync(string address)
        {
            var comment = Comments.With("email", address);
            comment["reader"] = new JsonObject { ["device"] = $"{Guid.CreateVersion7()}" };
            return IntakeUnderTest.SendAsync(intake.Limiting, comment, apiKey: IntakeUnderTest.ApiKey);
        }
    }

    [Fact]
    public async Task What_the_server_does_not_take_now_is_tried_again_and_what_nobody_gets_is_given_up()
    {
        var (later, gone) = (Postbox.NewAddress("later"), Postbox.NewAddress("gone"));
        await intake.SubmitAsync(Comments.With("email", later));
        var (id, track) = await intake.SubmitAsync(Comments.With("email", gone));

        await Eventually.IsTrueAsync("it is given up", async () => await StateAsync(track) == "failed");
        Assert.Contains("không gửi được", await PageAsync(track));
        Assert.Contains("g***@docgia.example", WebUtility.HtmlDecode((await intake.TrackAsync(track + "/notices")).Body));
        Assert.Equal(1, intake.Mail.AttemptsOf(gone));
        await Eventually.IsTrueAsync("it was tried", () => Task.FromResult(intake.Mail.AttemptsOf(later) == 1));
        await using (var connection = await intake.Database.Source.OpenConnectionAsync())
        {
            // What would be so after the first delay.
            const string due = "UPDATE notices SET due_at = clock_timestamp() WHERE attempts = 1 AND status = 'waiting'";
            await Eventually.IsTrueAsync("it waits", async () => await connection.ExecuteAsync(due) > 0);
        }
        await intake.Mail.ReceivedAsync(later, Asked);
        Assert.Contains($"A notice of the comment {id} is given up after 1 attempts", intake.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(later, intake.Logs.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(gone, intake.Logs.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_not_confirmed_in_time_is_forgotten_and_a_decision_before_the_confirmation_is_told_after_it()
    {
        var (early, late) = (Postbox.NewAddress(), Postbox.NewAddress());
        var (id, track) = await intake.SubmitAsync(Comments.With("email", early));
        var asked = Assert.Single(await intake.Mail.ReceivedAsync(early, Asked));
        var (_, forgotten) = await intake.SubmitAsync(Comments.With("email", late));
        var link = LinkIn(Assert.Single(await intake.Mail.ReceivedAsync(late, Asked)), "confirm");
        await using (var connection = await intake.Database.Source.OpenConnectionAsync())
        {
            const string old = """
                UPDATE subscriptions b SET asked_at = clock_timestamp() - interval '4 days'
                FROM submissions s WHERE s.id = b.comment_id AND s.id = @id
                """;
            var other = (await intake.TrackAsync(forgotten, "application/json")).Id;
            await connection.ExecuteAsync(old, new { id = other });
        }
        Assert.Equal(404, (await intake.ActAsync(link, "text/html")).Status);
        await Eventually.IsTrueAsync("it is forgotten", async () => await StateAsync(forgotten) is null);

        await intake.PublishAsync(Approved(id, 1) with { ApprovedAt = DateTimeOffset.UnixEpoch.AddYears(100) });
        await intake.StatusBecomesAsync(track, "approved");
        Assert.Single(intake.Mail.Of(early));
        await intake.ActAsync(LinkIn(asked, "confirm"), "text/html");
        await intake.Mail.ReceivedAsync(early, Asked, Published);
    }

    private async Task<MimeMessage> SubscribeAsync(string track, string email)
    {
        Assert.Equal(303, (await intake.ActWithFormAsync(track + "/notices", ("email", email))).Status);
        var asked = Assert.Single(await intake.Mail.ReceivedAsync(email, Asked));
        Assert.Equal(200, (await intake.ActAsync(LinkIn(asked, "confirm"), "text/html")).Status);
        return asked;
    }

    private static string LinkIn(MimeMessage letter, string act)
    {
        var link = Assert.Single(
            letter.TextBody!.Split('\n', StringSplitOptions.TrimEntries),
            line => line.StartsWith("https://", StringComparison.Ordinal) && line.EndsWith(act, StringComparison.Ordinal)
        );
        Assert.Contains(link, letter.HtmlBody!, StringComparison.Ordinal);
        return new Uri(link).AbsolutePath;
    }

    private async Task<string?> StateAsync(string track) =>
        (await intake.TrackAsync(track, "application/json")).Json.GetProperty("mailNotices").GetString();

    private async Task<string> PageAsync(string track) => WebUtility.HtmlDecode((await intake.TrackAsync(track)).Body);
}
