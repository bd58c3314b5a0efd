using System.Diagnostics;
using System.Text.Json;
using Moderation.Contracts;
using Moderation.Contracts.Tests;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Moderation.ServiceDefaults.Tests.Wire;

/// <summary>
/// What lies on the broker is a contract too: with it, the library that writes and reads it can be exchanged on one side while
/// the other goes on.
/// </summary>
public class WireTests(WireFixture wire)
{
    public static TheoryData<string> Messages => [.. Samples.All.Select(sample => sample.GetType().Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_is_published_as_its_golden_file_says_to_the_byte(string message)
    {
        var (cancel, sample) = (TestContext.Current.CancellationToken, Sample(message));
        var queue = (await wire.Channel.QueueDeclareAsync(cancellationToken: cancel)).QueueName;
        var exchange = Topology.ExchangeOf(sample.GetType());
        await wire.Channel.QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: cancel);
        using var activity = new Activity("writer").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var row = new OutboxMessage(Guid.CreateVersion7(), message, Json(sample), activity.Id, TimeSpan.Zero);
        await using (var connection = await wire.Database.Source.OpenConnectionAsync(cancel))
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            await Outbox.AddAsync(transaction, [row]);
            await transaction.CommitAsync(cancel);
        }

        var published = await Eventually.FindAsync($"{message} lies in the queue", async () =>
            await wire.Channel.BasicGetAsync(queue, autoAck: true, cancel) is { } next
            && next.BasicProperties.MessageId == row.Id.ToString()
                ? next
                : null
        );

        Assert.Equal(WireMessage.Golden(message).Text, WireMessage.Of(published).Text);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_that_another_client_writes_so_reaches_our_consumer(string message)
    {
        var (sample, subject) = (Json(Sample(message)), Guid.CreateVersion7());
        var ours = SubjectOf(sample);

        await WireMessage
            .Golden(message)
            .Of(ours, subject.ToString())
            .PublishAsync(wire.Channel, TestContext.Current.CancellationToken);

        var taken = await Eventually.FindAsync($"{message} is consumed", () =>
            Task.FromResult(WireFixture.Taken.GetValueOrDefault(subject))
        );
        Assert.Equal(message, taken.GetType().Name);
        Assert.Equal(sample, Json(taken).Replace(subject.ToString(), ours, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task An_instant_in_Vietnams_offset_reaches_our_consumer_in_UTC(string message)
    {
        var (sample, subject) = (Json(Sample(message)), Guid.CreateVersion7());
        var ours = SubjectOf(sample);
        var golden = WireMessage.Golden(message);
        var elsewhere = new WireMessage(
            golden.Text.Replace("2026-11-24T03:04:05.678+00:00", "2026-11-24T10:04:05.678+07:00", StringComparison.Ordinal)
        );
        Assert.NotEqual(golden, elsewhere);

        await elsewhere.Of(ours, subject.ToString()).PublishAsync(wire.Channel, TestContext.Current.CancellationToken);

        var taken = await Eventually.FindAsync($"{message} is consumed", () =>
            Task.FromResult(WireFixture.Taken.GetValueOrDefault(subject))
        );
        var instant = (DateTimeOffset)
            taken.GetType().GetProperties().First(property => property.PropertyType == typeof(DateTimeOffset)).GetValue(taken)!;
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 3, 4, 5, 678, TimeSpan.Zero), instant);
        Assert.Equal(TimeSpan.Zero, instant.Offset);
    }

    [Fact]
    public async Task A_message_of_15_MB_is_set_aside_unread_and_those_behind_it_are_taken()
    {
        var (tooLong, behind) = (Submitted(new string('9', 15_000_000)), Submitted("Bao giờ thông xe?"));
        var id = Guid.CreateVersion7();
        await wire.Broker.PublishAsync(tooLong, id);
        await wire.Broker.PublishAsync(behind);

        await Eventually.IsTrueAsync("the one behind it is consumed", () =>
            Task.FromResult(WireFixture.Taken.ContainsKey(behind.CommentId))
        );
        Assert.Contains("bytes", await wire.Broker.SetAsideAsync("moderator-record-submission", id), StringComparison.Ordinal);
        Assert.DoesNotContain(tooLong.CommentId, WireFixture.Taken.Keys);
    }

    /// <summary>The comment that a message is about, or the article.</summary>
    private static string SubjectOf(string sample)
    {
        var message = JsonDocument.Parse(sample).RootElement;
        return (message.TryGetProperty("commentId", out var comment) ? comment : message.GetProperty("articleId")).GetString()!;
    }

    private static CommentSubmitted Submitted(string content)
    {
        var sample = (CommentSubmitted)Sample(nameof(CommentSubmitted));
        return sample with { CommentId = Guid.CreateVersion7(), Text = sample.Text with { Content = content } };
    }

    private static string Json(object message) => JsonSerializer.Serialize(message, message.GetType(), ContractJson.Options);

    private static object Sample(string message) => Samples.All.Single(sample => sample.GetType().Name == message);
}
