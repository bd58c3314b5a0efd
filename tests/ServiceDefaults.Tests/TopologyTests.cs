using Moderation.Contracts;
using Moderation.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

public class TopologyTests(PartsFixture parts)
{
    [Fact]
    public void No_two_queues_share_a_name() =>
        Assert.Equal(Topology.Queues.Count, Topology.Queues.Select(queue => queue.Name).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Every_message_reaches_a_queue()
    {
        var messages = typeof(CommentSubmitted)
            .Assembly.GetExportedTypes()
            .Where(type => type.GetProperty("CommentId") is not null || type.GetProperty("ArticleId") is not null);
        Assert.All(messages, message => Assert.Contains(Topology.Queues, queue => queue.Messages.Contains(message)));
    }

    [Fact]
    public async Task The_broker_is_given_every_queue_and_one_beside_it_for_what_fails_and_for_what_nobody_takes()
    {
        var queues = await parts.Broker.QueuesAsync();
        Assert.Equal(
            Topology.Queues.SelectMany(q => (string[])[q.Name, q.Name + "_error", q.Name + "_skipped"]).Order(),
            queues.Keys.Order()
        );
        Assert.All(
            queues.Values,
            arguments =>
            {
                Assert.Equal("quorum", arguments.GetProperty("x-queue-type").GetString());
                Assert.Equal(1_000_000, arguments.GetProperty("x-delivery-limit").GetInt32());
            }
        );
    }

    [Fact]
    public async Task The_broker_copies_each_message_into_the_queues_that_take_it()
    {
        var bindings = (await parts.Broker.ListAsync("bindings"))
            .Select(b => (From: b.GetProperty("source").GetString()!, To: b.GetProperty("destination").GetString()!))
            .ToHashSet();
        Assert.Equal(
            Topology
                .Queues.SelectMany(queue => queue.Messages.Select(message => (Topology.ExchangeOf(message), queue.Name)))
                .Order(),
            bindings.Where(b => b.From is not ("" or "replay") && b.From != b.To).Order()
        );
        Assert.All((await parts.Broker.QueuesAsync()).Keys, queue => Assert.Contains((queue, queue), bindings));
    }

    [Fact]
    public async Task What_is_replayed_reaches_the_queue_that_its_key_names_and_no_other()
    {
        var replays = (await parts.Broker.ListAsync("bindings"))
            .Where(b => b.GetProperty("source").GetString() == Topology.Replay)
            .Select(b => (b.GetProperty("routing_key").GetString()!, b.GetProperty("destination").GetString()!));
        Assert.Equal(Topology.Queues.Select(queue => (queue.Name, queue.Name)).Order(), replays.Order());
        Assert.Contains(await parts.Broker.ListAsync("exchanges"), exchange =>
            exchange.GetProperty("name").GetString() == Topology.Replay && exchange.GetProperty("type").GetString() == "direct"
        );
    }

    [Fact]
    public async Task A_broker_that_lacks_a_queue_is_not_published_to()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var broker = await TestBroker.CreateAsync("lacking");
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        await Topology.RequireAsync(channel, cancel);
        await channel.QueueDeleteAsync("publisher-record-decision", cancellationToken: cancel);
        var lack = await Assert.ThrowsAsync<OperationInterruptedException>(() => Topology.RequireAsync(channel, cancel));
        Assert.Contains("publisher-record-decision", lack.Message, StringComparison.Ordinal);
    }
}
