using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Moderation.Contracts;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class OutboxTests(PartsFixture parts)
{
    /// <summary>Takes <see cref="CommentClassified"/>, which no other queue takes.</summary>
    private const string Queue = "moderator-record-scores";

    [Fact]
    public async Task A_committed_message_arrives_under_its_id_and_its_row_is_gone()
    {
        var message = Message();
        await WriteAsync(message);
        var arrived = await ArrivalAsync(message.Id);
        Assert.True(
            JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(message.Body), arrived.GetProperty("message"))
        );
        await Eventually.IsTrueAsync("the row is deleted", async () => await RowsAsync(message.Id) == 0);
    }

    [Fact]
    public async Task A_message_of_a_transaction_that_was_rolled_back_never_leaves()
    {
        var (lost, kept) = (Message(), Message());
        await using (var connection = await parts.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
            await Outbox.AddAsync(transaction, [lost]);
        await WriteAsync(kept);
        await ArrivalAsync(kept.Id);
        Assert.DoesNotContain(lost.Id, await WaitingIdsAsync());
        Assert.Equal(0, await RowsAsync(lost.Id));
    }

    [Fact]
    public async Task A_crash_between_confirm_and_delete_sends_the_message_again_under_the_same_id()
    {
        var message = Message();
        await WriteAsync(message);
        await ArrivalAsync(message.Id);
        await Eventually.IsTrueAsync("the row is deleted", async () => await RowsAsync(message.Id) == 0);
        // What such a crash leaves behind: the broker has the message, and the row is still there.
        await WriteAsync(message);
        await ArrivalAsync(message.Id);
        await Eventually.IsTrueAsync("the row is deleted again", async () => await RowsAsync(message.Id) == 0);
    }

    [Fact]
    public async Task A_message_that_cannot_be_published_stays_and_does_not_stand_before_others()
    {
        var (broken, sound) = (Message() with { Type = "NoSuchMessage" }, Message());
        await WriteAsync(broken, sound);
        await ArrivalAsync(sound.Id);
        await Eventually.IsTrueAsync("the broken one was tried", async () => await AttemptsAsync(broken.Id) > 0);
        await ExecuteAsync("DELETE FROM outbox WHERE id = @Id", broken.Id);
    }

    [Fact]
    public async Task A_delayed_message_waits_and_can_be_recalled()
    {
        var message = Message(TimeSpan.FromHours(1));
        await WriteAsync(message);
        Assert.True(await RecallAsync(message.Id));
        Assert.Equal(0, await RowsAsync(message.Id));
        Assert.False(await RecallAsync(message.Id));
    }

    [Fact]
    public async Task A_delayed_message_leaves_when_it_is_due()
    {
        var message = Message(TimeSpan.FromSeconds(1));
        var start = Stopwatch.GetTimestamp();
        await WriteAsync(message);
        await ArrivalAsync(message.Id);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_message_that_is_leaving_when_it_is_recalled_is_not_tried_again()
    {
        var message = Message(TimeSpan.FromHours(1));
        await WriteAsync(message);
        await using (var relay = await parts.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var publishing = await relay.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            // What a relay does whose publish is not confirmed.
            await relay.ExecuteAsync(
                "UPDATE outbox SET attempts = 1, not_before = clock_timestamp() WHERE id = @Id",
                new { message.Id },
                publishing
            );
            Assert.False(await RecallAsync(message.Id));
            await publishing.CommitAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.IsTrueAsync("the row is gone", async () => await RowsAsync(message.Id) == 0);
        Assert.DoesNotContain(message.Id, await WaitingIdsAsync());
        await Eventually.IsTrueAsync("nothing is kept of it", async () =>
            await ScalarAsync("SELECT count(*)::int FROM recalled_messages WHERE id = @Id", message.Id) == 0
        );
    }

    [Fact]
    public async Task A_message_that_is_recalled_while_the_relay_looks_for_what_is_due_does_not_leave()
    {
        var message = Message(TimeSpan.FromHours(1));
        await WriteAsync(message);
        await using (var writer = await parts.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await writer.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await writer.ExecuteAsync("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE", transaction: transaction);
            await Eventually.IsTrueAsync("the relay, which found nothing recalled, waits for the outbox", async () =>
                await ScalarAsync(
                    """
                    SELECT count(*)::int FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE SKIP LOCKED'
                    """,
                    message.Id
                ) > 0
            );
            await writer.ExecuteAsync(
                """
                UPDATE outbox SET attempts = 1, not_before = clock_timestamp() WHERE id = @Id;
                INSERT INTO recalled_messages VALUES (@Id)
                """,
                new { message.Id },
                transaction
            );
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        await Eventually.IsTrueAsync("the row is gone", async () => await RowsAsync(message.Id) == 0);
        Assert.DoesNotContain(message.Id, await WaitingIdsAsync());
    }

    [Theory]
    [InlineData("UPDATE outbox SET not_before = clock_timestamp() - interval '1 second' WHERE id = @Id")]
    [InlineData("UPDATE outbox SET attempts = 1 WHERE id = @Id")]
    public async Task A_message_that_may_have_left_without_a_recorded_confirm_does_not_leave_again(string published)
    {
        var message = Message(TimeSpan.FromHours(1));
        await WriteAsync(message);
        await using var connection = await parts.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(published, new { message.Id }, transaction);
        Assert.False(await Outbox.RecallAsync(transaction, message.Id));
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await RowsAsync(message.Id));
    }

    [Fact]
    public async Task The_trace_of_the_writer_travels_in_the_message()
    {
        using var activity = new Activity("writer").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var message = Message();
        await WriteAsync(message);
        var arrived = await ArrivalAsync(message.Id);
        Assert.Contains(activity.TraceId.ToHexString(), arrived.GetProperty("headers").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_thousand_messages_all_arrive_once()
    {
        var messages = Enumerable.Range(0, 2000).Select(_ => Message()).ToArray();
        await WriteAsync(messages);
        var ids = messages.Select(m => m.Id).ToHashSet();
        var arrived = new List<Guid>();
        await Eventually.IsTrueAsync("2,000 messages arrive", async () =>
        {
            arrived.AddRange((await WaitingIdsAsync()).Where(ids.Contains));
            return arrived.Count >= ids.Count;
        });
        Assert.Equal(ids.Count, arrived.Count);
        Assert.Equal(ids, arrived.ToHashSet());
    }

    private static OutboxMessage Message(TimeSpan delay = default) =>
        OutboxMessage.Of(
            new CommentClassified
            {
                CommentId = Guid.CreateVersion7(),
                Revision = 1,
                ClassifiedAt = TimeProvider.System.GetUtcNow(),
                Scores = new Scores(
                    (ScoreLabel.Spam, 0),
                    (ScoreLabel.Toxicity, 0.5f),
                    (ScoreLabel.Hate, 0),
                    (ScoreLabel.Constructive, 1)
                ),
                Spans = [],
                Model = "test",
            },
            delay
        );

    private async Task WriteAsync(params OutboxMessage[] messages)
    {
        await using var connection = await parts.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Outbox.AddAsync(transaction, messages);
        await transaction.CommitAsync();
    }

    private async Task<bool> RecallAsync(Guid id)
    {
        await using var connection = await parts.Database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var recalled = await Outbox.RecallAsync(transaction, id);
        await transaction.CommitAsync();
        return recalled;
    }

    private async Task<JsonElement> ArrivalAsync(Guid id)
    {
        var envelope = await Eventually.FindAsync($"message {id} arrives", async () =>
        {
            while (await parts.Channel.BasicGetAsync(Queue, autoAck: true) is { } got)
            {
                if (got.BasicProperties.MessageId == id.ToString())
                    return JsonDocument.Parse(got.Body);
            }

            return null;
        });
        return envelope.RootElement;
    }

    private async Task<IReadOnlyList<Guid>> WaitingIdsAsync()
    {
        var ids = new List<Guid>();
        while (await parts.Channel.BasicGetAsync(Queue, autoAck: true) is { } got)
            ids.Add(Guid.Parse(got.BasicProperties.MessageId!));
        return ids;
    }

    private Task<int> RowsAsync(Guid id) => ScalarAsync("SELECT count(*)::int FROM outbox WHERE id = @Id", id);

    private Task<int> AttemptsAsync(Guid id) => ScalarAsync("SELECT attempts FROM outbox WHERE id = @Id", id);

    private async Task<int> ScalarAsync(string sql, Guid id)
    {
        await using var connection = await parts.Database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>(sql, new { id });
    }

    private async Task ExecuteAsync(string sql, Guid id)
    {
        await using var connection = await parts.Database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, new { id });
    }
}
