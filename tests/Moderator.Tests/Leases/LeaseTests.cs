using System.Net;
using System.Net.Http.Json;
using Dapper;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Leases;

public sealed class LeaseTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Of_two_who_ask_at_once_one_gets_it_and_the_other_learns_who()
    {
        using var an = await moderator.SignedInAsync("An nhận việc");
        using var binh = await moderator.SignedInAsync("Bình nhận việc");
        var id = await moderator.QueueAsync();

        var answers = await Task.WhenAll(an.LeaseAsync(id), binh.LeaseAsync(id));

        var refused = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Conflict);
        var taken = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        var problem = await refused.JsonAsync();
        var winner = taken == answers[0] ? "An nhận việc" : "Bình nhận việc";
        Assert.Equal("leased", problem.GetProperty("code").GetString());
        Assert.Equal(winner, problem.GetProperty("holder").GetProperty("moderator").GetString());
        Assert.Contains(winner, problem.GetProperty("vi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_keeps_the_lease_and_moves_its_end()
    {
        using var client = await moderator.SignedInAsync("Người giữ lâu");
        var id = await moderator.QueueAsync();
        var first = await (await client.LeaseAsync(id)).JsonAsync();

        var second = await (await client.LeaseAsync(id, first.GetProperty("lease").GetGuid())).JsonAsync();

        Assert.Equal(first.GetProperty("lease").GetGuid(), second.GetProperty("lease").GetGuid());
        Assert.True(second.GetProperty("until").GetDateTimeOffset() > first.GetProperty("until").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_held_comment_says_who_holds_it_and_is_hidden_from_nobody()
    {
        using var holder = await moderator.SignedInAsync("Người đang cầm");
        using var other = await moderator.SignedInAsync("Người đứng xem");
        var article = Make.Unique("cam");
        var id = await moderator.QueueAsync(Make.Under(article));
        var before = await other.ReadAsync($"/api/comments/{id}");
        using var taken = await holder.LeaseAsync(id);

        var page = await other.ReadAsync($"/api/queue?queue=pending&article={article}");
        var after = await other.ReadAsync($"/api/comments/{id}");

        Assert.Equal("Người đang cầm", page.GetProperty("items")[0].GetProperty("holder").GetProperty("moderator").GetString());
        Assert.Equal("Người đang cầm", after.GetProperty("comment").GetProperty("holder").GetProperty("moderator").GetString());
        Assert.DoesNotContain(
            (await taken.JsonAsync()).GetProperty("lease").GetString()!,
            page.GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal(before.GetProperty("history").GetRawText(), after.GetProperty("history").GetRawText());
    }

    [Fact]
    public async Task A_decision_with_the_lease_is_taken_and_ends_it()
    {
        using var client = await moderator.SignedInAsync("Người quyết gọn");
        var id = await moderator.QueueAsync();
        var lease = await client.TakeAsync(id);

        using var decided = await client.DecideAsync(id, "hold", lease: lease);

        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal(0, await moderator.ReadAsync<long>("SELECT count(*) FROM leases WHERE comment_id = @id", new { id }));
    }

    [Fact]
    public async Task What_another_holds_is_decided_by_nobody_else_whether_a_lease_is_named_or_not()
    {
        using var holder = await moderator.SignedInAsync("Người cầm chắc");
        using var other = await moderator.SignedInAsync("Người chen ngang");
        var id = await moderator.QueueAsync();
        var lease = await holder.TakeAsync(id);

        using var without = await other.DecideAsync(id, "approve");
        using var stolen = await other.DecideAsync(id, "approve", lease: lease);

        Assert.Equal("leased", await without.CodeAsync());
        Assert.Equal("lease-lost", await stolen.CodeAsync());
        Assert.Equal("pending", await moderator.StatusOfAsync(id));
        using var own = await holder.DecideAsync(id, "approve");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task A_lost_lease_decides_nothing_and_says_who_holds_or_decided_it()
    {
        using var late = await moderator.SignedInAsync("Người đến muộn");
        using var quick = await moderator.SignedInAsync("Người nhanh chân");
        var id = await moderator.QueueAsync();
        var lost = await late.TakeAsync(id);
        await ExpireAsync(id);
        var fresh = await quick.TakeAsync(id);

        using var whileHeld = await late.DecideAsync(id, "approve", lease: lost);
        using var renewal = await late.LeaseAsync(id, lost);
        using var decided = await quick.DecideAsync(id, "reject", reason: "spam", lease: fresh);
        using var afterwards = await late.DecideAsync(id, "approve", lease: lost);
        using var again = await late.LeaseAsync(id);

        foreach (var refused in new[] { whileHeld, renewal })
        {
            var problem = await refused.JsonAsync();
            Assert.Equal("lease-lost", problem.GetProperty("code").GetString());
            Assert.Equal("Người nhanh chân", problem.GetProperty("holder").GetProperty("moderator").GetString());
        }
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        foreach (var refused in new[] { afterwards, again })
        {
            var problem = await refused.JsonAsync();
            Assert.Equal("already-decided", problem.GetProperty("code").GetString());
            Assert.Equal("Người nhanh chân", problem.GetProperty("decision").GetProperty("moderator").GetString());
        }
    }

    [Fact]
    public async Task A_lease_that_ran_out_is_lost_even_if_nobody_took_it()
    {
        using var client = await moderator.SignedInAsync("Người bỏ đi uống nước");
        var id = await moderator.QueueAsync();
        var lease = await client.TakeAsync(id);
        await ExpireAsync(id);

        using var refused = await client.DecideAsync(id, "approve", lease: lease);
        using var accepted = await client.DecideAsync(id, "approve", lease: await client.TakeAsync(id));

        var problem = await refused.JsonAsync();
        Assert.Equal("lease-lost", problem.GetProperty("code").GetString());
        Assert.False(problem.TryGetProperty("holder", out var holder) && holder.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    public async Task What_is_given_back_is_free_at_once_and_only_its_holder_gives_it_back()
    {
        using var holder = await moderator.SignedInAsync("Người trả lại");
        using var other = await moderator.SignedInAsync("Người chờ lượt");
        var id = await moderator.QueueAsync();
        var lease = await holder.TakeAsync(id);

        using var foreign = await other.DeleteAsync($"/api/comments/{id}/lease?lease={lease}");
        using var refused = await other.LeaseAsync(id);
        using var given = await holder.DeleteAsync($"/api/comments/{id}/lease?lease={lease}");
        using var taken = await other.LeaseAsync(id);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (foreign.StatusCode, refused.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (given.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task Nobody_takes_in_hand_what_is_of_another_section_or_is_not_there()
    {
        using var client = await moderator.SignedInAsync("Người lạc mục", sections: [Make.Unique("mục")]);
        var id = await moderator.QueueAsync();

        using var other = await client.LeaseAsync(id);
        using var unknown = await client.LeaseAsync(Guid.CreateVersion7());

        Assert.Equal("other-section", await other.CodeAsync());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Late_scores_are_stored_but_take_a_comment_out_of_nobodys_hand()
    {
        using var client = await moderator.SignedInAsync("Người đang đọc");
        var submitted = Make.Submitted();
        await moderator.SendAsync(submitted);
        await moderator.LetScoringTimeOutAsync(submitted.CommentId);
        await client.TakeAsync(submitted.CommentId);

        await moderator.SendAsync(Make.Classified(submitted.CommentId, 0.95f));

        await Eventually.IsTrueAsync("the scores are stored", () =>
            moderator.ReadAsync<bool>("SELECT scored_at IS NOT NULL FROM comments WHERE id = @CommentId", submitted)
        );
        Assert.Equal("unscored", await moderator.StatusOfAsync(submitted.CommentId));
    }

    [Fact]
    public async Task A_renewal_that_meets_a_decision_waits_for_it_and_brings_no_lease_back()
    {
        using var client = await moderator.SignedInAsync("Người quyết giữa chừng");
        var id = await moderator.QueueAsync();
        var lease = await client.TakeAsync(id);
        await using var connection = await moderator.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        // The decision has locked its comment by the time that it wants to write into the log.
        await connection.ExecuteAsync("LOCK TABLE decisions IN SHARE MODE", transaction: transaction);

        var deciding = client.DecideAsync(id, "approve", lease: lease);
        await Eventually.IsTrueAsync("the decision holds its comment", () =>
            moderator.ReadAsync<bool>("SELECT NOT EXISTS (SELECT FROM comments WHERE id = @id FOR SHARE SKIP LOCKED)", new { id })
        );
        var renewing = client.LeaseAsync(id, lease);
        await Eventually.IsTrueAsync("the renewal waits for the comment", () =>
            moderator.ReadAsync<bool>(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' "
                    + "AND query LIKE 'INSERT INTO leases AS held%')",
                new { id }
            )
        );
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        using var decided = await deciding;
        using var renewed = await renewing;
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal("already-decided", await renewed.CodeAsync());
        Assert.Equal(0, await moderator.ReadAsync<long>("SELECT count(*) FROM leases WHERE comment_id = @id", new { id }));
    }

    private Task ExpireAsync(Guid id) =>
        moderator.ExecuteAsync(
            "UPDATE leases SET until = clock_timestamp() - interval '1 second' WHERE comment_id = @id",
            new { id }
        );
}

internal static class LeaseCalls
{
    public static Task<HttpResponseMessage> LeaseAsync(
        this HttpClient client,
        Guid id,
        Guid? lease = null,
        Guid? console = null
    ) => client.PostAsJsonAsync($"/api/comments/{id}/lease", new { lease, console });

    /// <summary>Takes what must be free.</summary>
    public static async Task<Guid> TakeAsync(this HttpClient client, Guid id, Guid? console = null)
    {
        using var response = await client.LeaseAsync(id, console: console);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.JsonAsync()).GetProperty("lease").GetGuid();
    }
}
