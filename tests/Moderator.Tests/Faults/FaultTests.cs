using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.Moderator.Log;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.Faults;

/// <summary>
/// Messages that fail are drained into the ledger, seen there without what readers wrote, and replayed or discarded.
/// </summary>
public sealed class FaultTests(ModeratorFixture moderator, FaultBroker broker) : IClassFixture<FaultBroker>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("intake-record-decision", "_error")]
    [InlineData("classifier-classify-comment", "_error")]
    [InlineData("publisher-record-decision", "_error")]
    [InlineData("publisher-record-decision", "_skipped")]
    public async Task What_any_service_sets_aside_is_drained_into_the_ledger_with_what_failed(string queue, string kind)
    {
        var (id, message) = (Guid.CreateVersion7(), Withdrawn());
        await broker.SetAsideAsync(FaultBroker.Envelope(message, id), id, queue, kind: kind);

        var fault = await broker.DrainedAsync(id);

        using var client = await OperatorAsync();
        var detail = await client.ReadAsync($"/api/faults/{fault}");
        Assert.Equal(queue, detail.GetProperty("queue").GetString());
        Assert.Equal(nameof(CommentWithdrawn), detail.GetProperty("messageType").GetString());
        Assert.Equal(message.CommentId, detail.GetProperty("commentId").GetGuid());
        Assert.Equal(1, detail.GetProperty("attempts").GetInt32());
        var cause = await CauseOfAsync(client, detail);
        Assert.True(cause.GetProperty("open").GetInt32() > 0);
        if (kind == "_error")
        {
            Assert.Equal("System.InvalidOperationException", cause.GetProperty("exceptionType").GetString());
            Assert.Equal("Moderation.Publisher.Decisions.DecisionStore.RecordAsync", cause.GetProperty("place").GetString());
            Assert.Equal("may-chu", detail.GetProperty("headers").GetProperty("MT-Host-MachineName").GetString());
            Assert.Contains("line 7", detail.GetProperty("stack").GetString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("skipped", cause.GetProperty("kind").GetString());
        }
        await Eventually.IsTrueAsync("nothing is left at the broker", async () => await broker.WaitingAsync(queue + kind) == 0);
    }

    [Fact]
    public async Task A_message_that_fails_here_is_replayed_in_vain_as_the_same_fault_and_in_full_once_its_cause_is_gone()
    {
        var comment = await moderator.QueueAsync();
        var appeal = new CommentAppealed
        {
            CommentId = comment,
            Revision = 1,
            Text = "Xin xem lại giúp tôi",
            AppealedAt = TimeProvider.System.GetUtcNow(),
        };
        var (id, name) = (Guid.CreateVersion7(), $"broken_{comment:n}");
        await moderator.ExecuteAsync(
            $"""
            CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''broken''; END';
            CREATE TRIGGER {name} BEFORE INSERT ON appeals FOR EACH ROW WHEN (NEW.comment_id = '{comment}')
                EXECUTE FUNCTION {name}()
            """,
            new { }
        );
        await moderator.Broker.PublishAsync(appeal, id);
        var fault = await broker.DrainedAsync(id);
        using var client = await OperatorAsync();
        Assert.Equal(
            "database",
            (await CauseOfAsync(client, await client.ReadAsync($"/api/faults/{fault}"))).GetProperty("kind").GetString()
        );

        using (var vain = await ReplayAsync(client, fault))
            Assert.Equal(HttpStatusCode.OK, vain.StatusCode);
        Assert.Equal(fault, await broker.DrainedAsync(id, attempts: 2));

        await moderator.ExecuteAsync($"DROP TRIGGER {name} ON appeals; DROP FUNCTION {name}", new { });
        using (var again = await ReplayAsync(client, fault))
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Eventually.IsTrueAsync(
            "the appeal is stored",
            () => moderator.ReadAsync<bool>("SELECT EXISTS (SELECT FROM appeals WHERE comment_id = @comment)", new { comment })
        );
        await StatusIsAsync(client, fault, "replayed");
        Assert.Equal(2, (await client.ReadAsync($"/api/faults/{fault}")).GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task A_message_that_is_set_aside_twice_or_delivered_again_is_one_fault_and_stays_done()
    {
        var (id, message) = (Guid.CreateVersion7(), Withdrawn());
        // Published twice by an outbox: the same message in another envelope.
        await broker.SetAsideAsync(FaultBroker.Envelope(message, id), id);
        await broker.SetAsideAsync(FaultBroker.Envelope(message, id), id);
        var fault = await broker.DrainedAsync(id);
        using var client = await OperatorAsync();
        using (var discarded = await DiscardAsync(client, fault))
            Assert.Equal(HttpStatusCode.OK, discarded.StatusCode);

        await broker.SetAsideAsync(FaultBroker.Envelope(message, id), id);
        await PassedAsync();

        Assert.Equal(
            (1, 1, "discarded"),
            await OneAsync<(long, int, string)>(
                "SELECT count(*), max(attempts), max(status) FROM faults WHERE message_id = @id",
                new { id = id.ToString() }
            )
        );
    }

    [Fact]
    public async Task Two_who_replay_the_same_at_the_same_time_send_it_once_and_whole_with_all_that_it_had()
    {
        var (id, body) = (Guid.CreateVersion7(), "{ \"không phải\" JSON \"commentId\" \u0007"u8.ToArray());
        await broker.SetAsideAsync(body, id, exception: "System.Text.Json.JsonException");
        var fault = await broker.DrainedAsync(id);
        using var client = await OperatorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReplayAsync(client, fault)));

        Assert.Equal(
            [HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Conflict, 3)],
            answers.Select(answer => answer.StatusCode).Order()
        );
        await StatusIsAsync(client, fault, "replayed");
        using (var late = await ReplayAsync(client, fault))
            Assert.Equal("nothing-open", await late.CodeAsync());
        await Eventually.IsTrueAsync("it has arrived", () => Task.FromResult(broker.TakenOf(id).Count > 0));
        var (properties, sent) = Assert.Single(broker.TakenOf(id));
        Assert.Equal(body, sent);
        Assert.Equal("application/vnd.masstransit+json", properties.ContentType);
        Assert.Equal(
            ["MT-Activity-Id", "Moderation-Replays"],
            properties.Headers!.Keys.Where(name => name[0] != 'x').Order(StringComparer.Ordinal)
        );
        foreach (var answer in answers)
            answer.Dispose();

        // Failing once more it comes back as the same, whatever the clock of the service says.
        await broker.SetAsideAsync(body, id, replays: "1");
        Assert.Equal(fault, await broker.DrainedAsync(id, attempts: 2));
    }

    [Fact]
    public async Task All_faults_of_a_cause_are_replayed_at_their_rate_until_they_are_stopped_and_none_that_nobody_saw()
    {
        var place = $"System.{Make.Unique("Exception").Replace('-', '_')}";
        var ids = Enumerable.Range(0, 30).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var id in ids)
            await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id, exception: place);
        await Eventually.IsTrueAsync("all are in the ledger", async () => await OpenAsync(place) == ids.Count);
        using var client = await OperatorAsync();
        var cause = (await client.ReadAsync("/api/faults/causes"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(one => one.GetProperty("exceptionType").GetString() == place);
        var unseen = Guid.CreateVersion7();
        await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), unseen), unseen, exception: place);
        await broker.DrainedAsync(unseen);

        using var started = await client.PostAsJsonAsync(
            "/api/faults/replays",
            new
            {
                cause = cause.GetProperty("id").GetGuid(),
                until = cause.GetProperty("lastAt").GetString(),
                rate = 1,
            },
            Cancel
        );
        var replay = await started.JsonAsync();
        Assert.Equal(30, replay.GetProperty("total").GetInt32());
        await Eventually.IsTrueAsync("some are sent", async () =>
            (await ReplayOfAsync(client, replay)).GetProperty("sent").GetInt32() > 0
        );
        var stop = $"/api/faults/replays/{replay.GetProperty("id").GetGuid()}/stop";
        using var stopped = await client.PostAsync(stop, null, Cancel);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        var after = await ReplayOfAsync(client, replay);
        var sent = after.GetProperty("sent").GetInt32();
        Assert.Equal("stopped", after.GetProperty("status").GetString());
        Assert.InRange(sent, 1, 29);
        Assert.Equal(31 - sent, await OpenAsync(place));
        using var twice = await client.PostAsync(stop, null, Cancel);
        Assert.Equal("replay-ended", await twice.CodeAsync());

        using (
            var rest = await client.PostAsJsonAsync(
                "/api/faults/replays",
                new
                {
                    cause = cause.GetProperty("id").GetGuid(),
                    until = cause.GetProperty("lastAt").GetString(),
                    rate = 1_000,
                },
                Cancel
            )
        )
            Assert.Equal(30 - sent, (await rest.JsonAsync()).GetProperty("total").GetInt32());
        await Eventually.IsTrueAsync("each has arrived", () => Task.FromResult(ids.All(id => broker.TakenOf(id).Count > 0)));
        Assert.All(ids, id => Assert.Single(broker.TakenOf(id)));
        Assert.Empty(broker.TakenOf(unseen));
        Assert.Equal(1, await OpenAsync(place));
    }

    [Fact]
    public async Task A_replay_in_the_hand_of_another_copy_is_left_to_it_and_goes_on_here_when_that_copy_dies()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToList();
        var faults = new List<Guid>();
        foreach (var id in ids)
        {
            await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id);
            faults.Add(await broker.DrainedAsync(id));
        }
        using var client = await OperatorAsync();
        using var started = await client.PostAsJsonAsync("/api/faults/replays", new { faults, rate = 1 }, Cancel);
        var replay = (await started.JsonAsync()).GetProperty("id").GetGuid();
        await Eventually.IsTrueAsync("the first has left", () => Task.FromResult(ids.Any(id => broker.TakenOf(id).Count > 0)));

        await using (var copy = await moderator.Database.Source.OpenConnectionAsync(Cancel))
        await using (var transaction = await copy.BeginTransactionAsync(Cancel))
        {
            const string take = "SELECT sent FROM fault_replays WHERE id = @replay FOR UPDATE";
            var sent = await copy.ExecuteScalarAsync<int>(take, new { replay }, transaction);
            const string due = "SELECT next_at + interval '1 second' < clock_timestamp() FROM fault_replays WHERE id = @replay";
            await Eventually.IsTrueAsync("more is due", () => moderator.ReadAsync<bool>(due, new { replay }));
            Assert.Equal(sent, ids.Sum(id => broker.TakenOf(id).Count));
        }

        await Eventually.IsTrueAsync("all have arrived", () => Task.FromResult(ids.All(id => broker.TakenOf(id).Count > 0)));
        foreach (var fault in faults)
            await StatusIsAsync(client, fault, "replayed");
        Assert.All(ids, id => Assert.Single(broker.TakenOf(id)));
    }

    [Fact]
    public async Task Who_discards_says_why_and_every_act_stands_in_the_sealed_log()
    {
        var id = Guid.CreateVersion7();
        await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id);
        var fault = await broker.DrainedAsync(id);
        var name = Make.Unique("Người trực");
        using var client = await moderator.SignedInAsync(name, Role.Operator);
        using (var silent = await client.PostAsJsonAsync("/api/faults/discard", new { faults = new[] { fault } }, Cancel))
            Assert.Equal("invalid-discard", await silent.CodeAsync());

        using (var discarded = await DiscardAsync(client, fault))
            Assert.Equal(1, (await discarded.JsonAsync()).GetProperty("count").GetInt32());
        using (var late = await DiscardAsync(client, fault))
            Assert.Equal("nothing-open", await late.CodeAsync());
        using (var after = await ReplayAsync(client, fault))
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        await StatusIsAsync(client, fault, "replayed");

        var log = (await client.ReadAsync("/api/faults/log"))
            .GetProperty("items")
            .EnumerateArray()
            .Where(line => line.GetProperty("by").GetString() == name)
            .ToList();
        Assert.Equal(["fault-replayed", "fault-discarded"], log.Select(line => line.GetProperty("kind").GetString()));
        Assert.Contains("thử hệ thống", log[1].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("publisher-record-decision", log[1].GetProperty("subject").GetString(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync("both are sealed", async () =>
            await moderator.ReadAsync<long>(
                """
                SELECT count(*) FROM decision_seals s JOIN operations o ON o.id = s.operation_id
                JOIN moderators m ON m.id = o.by_id WHERE m.name = @name
                """,
                new { name }
            ) == 2
        );
        var report = await moderator
            .Service.Services.GetRequiredService<LogVerification>()
            .RunAsync(noted: null, progress: null, Cancel);
        Assert.Null(report.Break);
    }

    [Fact]
    public async Task Nobody_reads_here_what_a_reader_wrote_not_even_when_the_exception_quotes_it()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var submitted = Make.Submitted(Make.Text("Nội dung " + seed)) with
        {
            Text = new CommentText
            {
                Name = "Tên " + seed,
                Title = "personalAttack",
                Content = $"Nội dung {seed} 0912345678",
            },
            Author = new AuthorKeys { Phone = "khóa " + seed, MaskedPhone = "091****678" },
        };
        var (valid, broken) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await broker.SetAsideAsync(
            FaultBroker.Envelope(submitted, valid),
            valid,
            says: $"Cannot store 'Nội dung {seed}' of Tên {seed}, 0912345678, ban@doc.vn at $.message.text (comments_pkey)"
        );
        await broker.SetAsideAsync(
            Encoding.UTF8.GetBytes($$"""{"commentId":"{{submitted.CommentId}}","message":{"bi-mat-{{seed}}":1}, {{seed}}"""),
            broken,
            exception: "System.Text.Json.JsonException",
            says: $"'{seed}' is an invalid start of a value."
        );
        using var client = await moderator.SignedInAsync(Make.Unique("Quản trị sự cố"), Role.Administrator);
        foreach (var id in new[] { valid, broken })
        {
            var fault = await broker.DrainedAsync(id);
            var answer = await client.ReadAsync($"/api/faults/{fault}");
            Assert.Equal(submitted.CommentId, answer.GetProperty("commentId").GetGuid());
            Assert.All([seed, "0912345678", "ban@doc.vn", "678", "personalAttack"], secret =>
                Assert.DoesNotContain(secret, answer.GetRawText(), StringComparison.Ordinal)
            );
            if (id == broken)
                continue;
            var payload = answer.GetProperty("payload").GetProperty("message");
            Assert.Equal(submitted.CommentId, payload.GetProperty("commentId").GetGuid());
            Assert.Equal("cau-vinh-tuy-2", payload.GetProperty("article").GetProperty("id").GetString());
            Assert.StartsWith("•••", payload.GetProperty("text").GetProperty("content").GetString(), StringComparison.Ordinal);
            Assert.Contains("comments_pkey", answer.GetProperty("exceptionMessage").GetString(), StringComparison.Ordinal);
        }
        foreach (var path in new[] { "/api/faults", "/api/faults/causes", "/api/faults/log", "/api/faults/replays" })
        {
            using var list = await client.GetAsync(path, Cancel);
            Assert.DoesNotContain(seed, await list.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_failed_about_a_comment_goes_when_it_is_erased_and_what_comes_later_is_not_kept()
    {
        var seed = Guid.CreateVersion7().ToString("n");
        var submitted = Make.Submitted(Make.Text("Nội dung " + seed));
        var comment = await moderator.QueueAsync(submitted);
        var withdrawn = Withdrawn() with { CommentId = comment };
        var (text, end, unread, late) = (NewId(), NewId(), NewId(), NewId());
        await broker.SetAsideAsync(FaultBroker.Envelope(submitted, text), text, "classifier-classify-comment");
        await broker.SetAsideAsync(FaultBroker.Envelope(withdrawn, end), end);
        await broker.SetAsideAsync(Encoding.UTF8.GetBytes($"<xml {seed} {comment}"), unread);
        foreach (var id in new[] { text, end, unread })
            await broker.DrainedAsync(id);
        Assert.Contains("faults", string.Join('\n', await FoundAsync(seed)), StringComparison.Ordinal);

        await moderator.SendAsync(
            new CommentErased
            {
                CommentId = comment,
                Revision = 1,
                ErasedAt = TimeProvider.System.GetUtcNow(),
            }
        );
        await Eventually.IsTrueAsync("it is erased", () =>
            Task.FromResult(moderator.OutgoingOf(comment).Any(left => left.Type == nameof(CommentForgotten)))
        );
        await broker.SetAsideAsync(FaultBroker.Envelope(submitted, late), late, "classifier-classify-comment");
        await PassedAsync("classifier-classify-comment");

        Assert.Empty(await FoundAsync(seed));
        // Publisher has not heard of the end yet, and must.
        using var client = await OperatorAsync();
        using (var replayed = await ReplayAsync(client, await broker.DrainedAsync(end)))
            Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        await Eventually.IsTrueAsync("Publisher hears of it", () => Task.FromResult(broker.TakenOf(end).Count == 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_while_a_fault_is_written_loses_nothing_and_writes_nothing_twice(bool isBroker)
    {
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToList();
        await using (var holding = await moderator.Database.Source.OpenConnectionAsync(Cancel))
        await using (var transaction = await holding.BeginTransactionAsync(Cancel))
        {
            await holding.ExecuteAsync("LOCK TABLE faults IN SHARE MODE", transaction: transaction);
            foreach (var id in ids)
                await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id);
            const string waiting = """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INTO faults%'
                """;
            await Eventually.IsTrueAsync("one is being written", async () =>
                (await holding.QueryAsync<int>(waiting, transaction: transaction)).Any()
            );
            if (isBroker)
                await moderator.Broker.CloseConnectionsAsync("moderator faults");
            else
                await holding.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM ({waiting}) w", transaction: transaction);
            await transaction.CommitAsync(Cancel);
        }

        foreach (var id in ids)
            await broker.DrainedAsync(id);
        Assert.Equal(
            5,
            await moderator.ReadAsync<long>(
                "SELECT count(*) FROM faults WHERE message_id = ANY(@ids)",
                new { ids = ids.Select(id => id.ToString()).ToArray() }
            )
        );
        await Eventually.IsTrueAsync("nothing is left at the broker", async () =>
            await broker.WaitingAsync(FaultBroker.Queue + "_error") == 0
        );
    }

    [Fact]
    public async Task What_was_closed_long_ago_is_deleted_and_what_is_open_stays_however_old_it_is()
    {
        var (open, closed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in new[] { open, closed })
            await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id);
        using var client = await OperatorAsync();
        var (kept, gone) = (await broker.DrainedAsync(open), await broker.DrainedAsync(closed));
        using (var discarded = await DiscardAsync(client, gone))
            Assert.Equal(HttpStatusCode.OK, discarded.StatusCode);
        await moderator.ExecuteAsync(
            """
            UPDATE faults SET first_at = first_at - interval '31 days', last_at = last_at - interval '31 days',
                closed_at = closed_at - interval '31 days'
            WHERE id IN (@kept, @gone)
            """,
            new { kept, gone }
        );
        await Eventually.IsTrueAsync("the closed one is deleted", async () =>
        {
            using var answer = await client.GetAsync($"/api/faults/{gone}", Cancel);
            return answer.StatusCode == HttpStatusCode.NotFound;
        });
        await StatusIsAsync(client, kept, "open");
    }

    [Theory]
    [InlineData("replays", """{ "rate": 5 }""")]
    [InlineData("replays", """{ "faults": [] }""")]
    [InlineData("replays", """{ "faults": ["019acf0e-0000-7000-8000-000000000000"], "rate": 0 }""")]
    [InlineData("replays", """{ "faults": ["019acf0e-0000-7000-8000-000000000000"], "rate": 1001 }""")]
    [InlineData("replays", """{ "cause": "019acf0e-0000-7000-8000-000000000000" }""")]
    [InlineData("replays", """{ "faults": ["019acf0e-0000-7000-8000-000000000000"], "until": "2026-01-01T00:00:00Z" }""")]
    [InlineData("discard", """{ "faults": ["019acf0e-0000-7000-8000-000000000000"], "reason": " \u200b " }""")]
    [InlineData("discard", """{ "faults": ["019acf0e-0000-7000-8000-000000000000"], "reason": "a\u0000b" }""")]
    public async Task What_makes_no_sense_is_refused_in_words(string act, string body)
    {
        using var client = await OperatorAsync();
        using var answer = await client.PostAsync(
            $"/api/faults/{act}",
            new StringContent(body, Encoding.UTF8, "application/json"),
            Cancel
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("invalid-", await answer.CodeAsync(), StringComparison.Ordinal);
        foreach (var query in new[] { "status=mở", "cursor=x" })
        {
            using var page = await client.GetAsync($"/api/faults?{query}", Cancel);
            Assert.Equal("invalid-query", await page.CodeAsync());
        }
    }

    /// <summary>PostgreSQL writes bytes in hexadecimal.</summary>
    private Task<IReadOnlyList<string>> FoundAsync(string seed) =>
        Seeded.FoundAsync(moderator.Database, seed, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(seed)));

    private static Guid NewId() => Guid.CreateVersion7();

    private static CommentWithdrawn Withdrawn() =>
        new()
        {
            CommentId = Guid.CreateVersion7(),
            Revision = 1,
            ArticleId = "cau-moi",
            WithdrawnAt = TimeProvider.System.GetUtcNow(),
        };

    private Task<HttpClient> OperatorAsync() => moderator.SignedInAsync(Make.Unique("Người trực"), Role.Operator);

    private static Task<HttpResponseMessage> ReplayAsync(HttpClient client, Guid fault) =>
        client.PostAsJsonAsync("/api/faults/replays", new { faults = new[] { fault } }, Cancel);

    private static Task<HttpResponseMessage> DiscardAsync(HttpClient client, Guid fault) =>
        client.PostAsJsonAsync("/api/faults/discard", new { faults = new[] { fault }, reason = "Chỉ để thử hệ thống" }, Cancel);

    private static async Task<JsonElement> CauseOfAsync(HttpClient client, JsonElement fault) =>
        (await client.ReadAsync("/api/faults/causes"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(cause => cause.GetProperty("id").GetGuid() == fault.GetProperty("causeId").GetGuid());

    private static async Task<JsonElement> ReplayOfAsync(HttpClient client, JsonElement replay) =>
        (await client.ReadAsync("/api/faults/replays"))
            .GetProperty("items")
            .EnumerateArray()
            .Single(one => one.GetProperty("id").GetGuid() == replay.GetProperty("id").GetGuid());

    private static Task StatusIsAsync(HttpClient client, Guid fault, string status) =>
        Eventually.IsTrueAsync($"the fault is {status}", async () =>
            (await client.ReadAsync($"/api/faults/{fault}")).GetProperty("status").GetString() == status
        );

    private Task<long> OpenAsync(string exception) =>
        moderator.ReadAsync<long>(
            "SELECT count(*) FROM faults WHERE exception_type = @exception AND status = 'open'",
            new { exception }
        );

    private async Task<T> OneAsync<T>(string sql, object parameters)
    {
        await using var connection = await moderator.Database.Source.OpenConnectionAsync(Cancel);
        return await connection.QuerySingleAsync<T>(sql, parameters);
    }

    /// <summary>What was set aside in the queue before this is drained.</summary>
    private async Task PassedAsync(string queue = FaultBroker.Queue)
    {
        var id = Guid.CreateVersion7();
        await broker.SetAsideAsync(FaultBroker.Envelope(Withdrawn(), id), id, queue);
        await broker.DrainedAsync(id);
    }
}
