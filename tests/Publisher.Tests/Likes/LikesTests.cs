using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Moderation.Publisher.Likes;
using Moderation.Testing;
using Xunit;
using static Moderation.Publisher.Tests.Decisions;

namespace Moderation.Publisher.Tests.Likes;

public class LikesTests(PublisherFixture publisher)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_like_is_counted_once_a_reader_shown_with_the_comment_and_can_be_taken_back()
    {
        var thread = Approved(NewArticle());
        var reply = Approved(thread.ArticleId, minute: 1) with { ParentId = thread.CommentId };
        await publisher.DecideAsync(thread, reply);
        var (first, second) = (await ReaderOfLikes.NewAsync(publisher), await ReaderOfLikes.NewAsync(publisher));

        Assert.Equal(1, (await first.DoAsync(true, thread.ArticleId, thread.CommentId)).Likes);
        Assert.Equal(1, (await first.DoAsync(true, thread.ArticleId, thread.CommentId)).Likes);
        Assert.Equal(2, (await second.DoAsync(true, thread.ArticleId, thread.CommentId)).Likes);
        Assert.Equal(1, (await second.DoAsync(true, reply.ArticleId, reply.CommentId)).Likes);

        var shown = Assert.Single((await publisher.PageAsync(thread.ArticleId)).Comments);
        Assert.Equal((2, 1), (shown.Likes, Assert.Single(shown.Replies!).Likes));
        Assert.Equal([thread.CommentId], await first.LikedAsync(thread.CommentId, reply.CommentId));

        Assert.Equal(1, (await first.DoAsync(false, thread.ArticleId, thread.CommentId)).Likes);
        Assert.Equal(1, (await first.DoAsync(false, thread.ArticleId, thread.CommentId)).Likes);
        Assert.Empty(await first.LikedAsync(thread.CommentId, reply.CommentId));
        Assert.Equal((1, 1), await LikesAsync(thread.CommentId));
    }

    [Fact]
    public async Task What_many_readers_do_at_once_in_two_copies_is_counted_exactly()
    {
        var comments = new[] { Approved(NewArticle()), Approved(NewArticle()) };
        await publisher.DecideAsync([.. comments]);
        await using var other = new LikeStore(publisher.Database.Source, new LikesOptions { Key = PublisherFixture.LikesKey });
        var passes = new LikesOptions { Key = PublisherFixture.LikesKey }.Passes(TimeProvider.System);
        var readers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => ReaderOfLikes.NewAsync(publisher)));

        // Each likes both, over both copies at the same time; every third takes one back, while others still like.
        await Task.WhenAll(
            readers.SelectMany(reader => comments, async (reader, comment) =>
            {
                var (_, key) = passes.Read(reader.Pass);
                var address = passes.KeyOf(comment.CommentId, IPAddress.Parse(reader.Address));
                await Task.WhenAll(
                    reader.DoAsync(true, comment.ArticleId, comment.CommentId),
                    other.CountAsync(new(comment.CommentId, comment.ArticleId, key, address, Liked: true), Cancellation)
                );
                if (Array.IndexOf(readers, reader) % 3 == 0)
                    await Task.WhenAll(
                        other.CountAsync(new(comment.CommentId, comment.ArticleId, key, address, Liked: false), Cancellation),
                        reader.DoAsync(false, comment.ArticleId, comment.CommentId)
                    );
            })
        );

        foreach (var comment in comments)
            Assert.Equal((20, 20), await LikesAsync(comment.CommentId));
    }

    [Fact]
    public async Task A_reader_erases_all_likes_of_one_pass_while_others_like_and_the_counts_stay_exact()
    {
        var comments = Enumerable.Range(0, 12).Select(_ => Approved(NewArticle())).ToArray();
        await publisher.DecideAsync([.. comments]);
        var (reader, stays) = (await ReaderOfLikes.NewAsync(publisher), await ReaderOfLikes.NewAsync(publisher));
        foreach (var comment in comments)
            await reader.DoAsync(true, comment.ArticleId, comment.CommentId);
        await publisher.DecideAsync(Retracted(comments[0]));

        var erasing = Enumerable.Range(0, 4).Select(_ => reader.EraseAsync()).ToList();
        await Task.WhenAll(comments.Skip(1).Select(comment => stays.DoAsync(true, comment.ArticleId, comment.CommentId)));
        var erased = await Task.WhenAll(erasing);

        Assert.All(erased, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(11, erased.Sum(answer => answer.Erased));
        Assert.Empty(await reader.LikedAsync([.. comments.Select(comment => comment.CommentId)]));
        foreach (var comment in comments.Skip(1))
            Assert.Equal((1, 1), await LikesAsync(comment.CommentId));
        Assert.Equal((HttpStatusCode.OK, 0), await reader.EraseAsync());
        Assert.Equal(1, (await reader.DoAsync(false, comments[1].ArticleId, comments[1].CommentId)).Likes);
        var stranger = new ReaderOfLikes(publisher.Client, stays.Pass[..^2] + "AA", stays.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.EraseAsync()).Status);
    }

    [Fact]
    public async Task Likes_go_with_a_retraction_also_with_one_that_comes_among_them_and_begin_anew_after_it()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var readers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ReaderOfLikes.NewAsync(publisher)));

        await Task.WhenAll([
            .. readers.Select(reader => reader.DoAsync(true, approved.ArticleId, approved.CommentId)),
            publisher.DecideAsync(Retracted(approved)),
        ]);

        Assert.Equal((0, 0), await LikesAsync(approved.CommentId));
        Assert.Equal(
            (HttpStatusCode.Gone, 0, "comment-gone"),
            await readers[0].DoAsync(true, approved.ArticleId, approved.CommentId)
        );
        await publisher.DecideAsync(approved with { Version = 3 });
        Assert.Equal(1, (await readers[0].DoAsync(true, approved.ArticleId, approved.CommentId)).Likes);
        Assert.Equal((1, 1), await LikesAsync(approved.CommentId));
    }

    [Fact]
    public async Task What_readers_do_not_see_under_the_article_is_not_liked_and_each_case_has_its_code()
    {
        var thread = Approved(NewArticle());
        var reply = Approved(thread.ArticleId, minute: 1) with { ParentId = thread.CommentId };
        var neverShown = Approved(NewArticle());
        await publisher.DecideAsync(thread, reply, Retracted(neverShown));
        await publisher.DecideAsync(Retracted(thread));
        var other = Approved(NewArticle());
        await publisher.DecideAsync(other);
        var reader = await ReaderOfLikes.NewAsync(publisher);

        Assert.Equal("comment-gone", (await reader.DoAsync(true, reply.ArticleId, reply.CommentId)).Code);
        Assert.Equal("comment-not-found", (await reader.DoAsync(true, neverShown.ArticleId, neverShown.CommentId)).Code);
        Assert.Equal("comment-not-found", (await reader.DoAsync(true, other.ArticleId, Guid.CreateVersion7())).Code);
        Assert.Equal("comment-of-another-article", (await reader.DoAsync(true, thread.ArticleId, other.CommentId)).Code);
        Assert.Equal("invalid-request", (await reader.DoAsync(true, "a%20b", other.CommentId)).Code);
    }

    [Fact]
    public async Task A_pass_that_is_missing_changed_of_another_key_or_expired_likes_nothing()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var options = new LikesOptions { Key = PublisherFixture.LikesKey };
        var past = options.Passes(new At(TimeProvider.System.GetUtcNow() - options.KeepReaders));
        var stranger = new LikesOptions { Key = Convert.ToBase64String("mot-khoa-khac-dai-ba-muoi-hai-b1"u8) }.Passes(
            TimeProvider.System
        );
        var good = (await ReaderOfLikes.NewAsync(publisher)).Pass;
        (string Pass, string Code)[] passes =
        [
            ("", "reader-pass-required"),
            ("khong-phai-the", "reader-pass-invalid"),
            ((good[0] == 'A' ? 'B' : 'A') + good[1..], "reader-pass-invalid"),
            (stranger.Make().Pass, "reader-pass-invalid"),
            (past.Make().Pass, "reader-pass-expired"),
        ];
        foreach (var (pass, code) in passes)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Put,
                $"/articles/{approved.ArticleId}/comments/{approved.CommentId}/like"
            );
            request.Headers.TryAddWithoutValidation("X-Reader-Pass", pass);
            using var response = await publisher.Client.SendAsync(request, Cancellation);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal((HttpStatusCode.Forbidden, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        }
        Assert.Equal((0, 0), await LikesAsync(approved.CommentId));
    }

    [Fact]
    public async Task A_storm_of_readers_from_one_address_is_limited_and_those_of_another_are_not()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var storm = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => ReaderOfLikes.NewAsync(publisher, $"2001:db8:1:2::{i + 1:x}"))
        );

        var answers = await Task.WhenAll(
            storm.Select(reader => reader.DoAsync(true, approved.ArticleId, approved.CommentId))
        );

        Assert.Equal(50, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(10, answers.Count(answer => answer is (HttpStatusCode.TooManyRequests, _, "too-many-likes")));
        var neighbour = await ReaderOfLikes.NewAsync(publisher, "2001:db8:1:3::1");
        Assert.Equal(51, (await neighbour.DoAsync(true, approved.ArticleId, approved.CommentId)).Likes);
    }

    [Fact]
    public async Task The_best_come_first_page_by_page_the_newest_first_among_equals()
    {
        var article = NewArticle();
        var threads = Enumerable.Range(0, 5).Select(minute => Approved(article, minute: minute)).ToList();
        await publisher.DecideAsync([.. threads]);
        var readers = new[] { await ReaderOfLikes.NewAsync(publisher), await ReaderOfLikes.NewAsync(publisher) };
        await readers[0].DoAsync(true, article, threads[1].CommentId);
        await readers[1].DoAsync(true, article, threads[1].CommentId);
        await readers[0].DoAsync(true, article, threads[3].CommentId);
        Guid[] best = [.. new[] { 1, 3, 4, 2, 0 }.Select(i => threads[i].CommentId)];

        List<Guid> pages = [], ranked = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await publisher.PageAsync(article, $"?order=best&limit=2&cursor={cursor}");
            pages.AddRange(page.Comments.Select(comment => comment.Id));
            var ranking = await publisher.Client.GetFromJsonAsync<Ranking>(
                $"/articles/{article}/comments/ranking?limit=2&cursor={cursor}",
                Cancellation
            );
            Assert.Equal(page.Next, ranking!.Next);
            ranked.AddRange(ranking.Threads.Select(thread => thread.Id));
            cursor = page.Next;
        }

        Assert.Equal(best, pages);
        Assert.Equal(best, ranked);
        var newest = await publisher.PageAsync(article, "?limit=2");
        using var mixed = await publisher.Client.GetAsync(
            $"/articles/{article}/comments?order=best&cursor={newest.Next}",
            Cancellation
        );
        Assert.Equal(HttpStatusCode.BadRequest, mixed.StatusCode);
    }

    [Fact]
    public async Task Who_liked_is_stored_as_hashes_alone_and_forgotten_after_its_time_while_the_count_stays()
    {
        var approved = Approved(NewArticle());
        await publisher.DecideAsync(approved);
        var reader = await ReaderOfLikes.NewAsync(publisher, "10.20.30.40");
        await reader.DoAsync(true, approved.ArticleId, approved.CommentId);
        var stored = await publisher.QueryAsync<string>(
            "SELECT to_jsonb(l)::text FROM likes l WHERE comment_id = @CommentId",
            new { approved.CommentId }
        );
        Assert.DoesNotContain("10.20.30.40", stored);
        Assert.DoesNotContain(reader.Pass[..12], stored);

        await publisher.QueryAsync<int>(
            "UPDATE likes SET created_at = created_at - interval '181 days' WHERE comment_id = @CommentId",
            new { approved.CommentId }
        );
        await Eventually.IsTrueAsync("who liked is forgotten", async () => await LikesAsync(approved.CommentId) == (1, 0));
    }

    [Fact]
    public async Task Pages_of_other_origins_may_like_and_read_counts_and_what_is_malformed_is_named()
    {
        using var preflight = new HttpRequestMessage(
            HttpMethod.Options,
            $"/articles/{NewArticle()}/comments/{Guid.CreateVersion7()}/like"
        );
        preflight.Headers.Add("Origin", "https://bao.example");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        preflight.Headers.Add("Access-Control-Request-Headers", "x-reader-pass");
        using var allowed = await publisher.Client.SendAsync(preflight, Cancellation);
        Assert.Equal("*", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("PUT", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Methods")));

        using var malformed = await publisher.Client.GetAsync("/likes?comments=1,2", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        var many = string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7()));
        using var tooMany = await publisher.Client.GetAsync($"/likes?comments={many}", Cancellation);
        Assert.Contains("too-many", await tooMany.Content.ReadAsStringAsync(Cancellation));
        Assert.False(new LikesOptions().Passes(TimeProvider.System).AreGiven);
    }

    /// <returns>The count beside the comment, and how many likes are stored.</returns>
    private Task<(int Count, int Stored)> LikesAsync(Guid commentId) =>
        publisher.QueryAsync<(int, int)>(
            "SELECT likes, (SELECT count(*)::integer FROM likes WHERE comment_id = @commentId) FROM publications "
                + "WHERE comment_id = @commentId",
            new { commentId }
        );

    private sealed record Ranking(IReadOnlyList<Ranked> Threads, string? Next);

    private sealed record Ranked(Guid Id, int Likes);

    private sealed class At(DateTimeOffset moment) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moment;
    }
}
