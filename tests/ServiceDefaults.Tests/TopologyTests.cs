using Moderation.Contracts;
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
            .Where(type => type.GetProperty("CommentId") is not null);
        Assert.All(messages, message => Assert.Contains(Topology.Queues, queue => queue.Messages.Contains(message)));
    }

    [Fact]
    public async Task The_broker_has_every_queue_with_its_arguments()
    {
        var queues = await parts.Broker.QueuesAsync();
        foreach (var queue in Topology.Queues)
        {
            Assert.Equal("quorum", queues[queue.Name].GetProperty("x-queue-type").GetString());
            Assert.Equal(1_000_000, queues[queue.Name].GetProperty("x-delivery-limit").GetInt32());
        }
    }

    [Fact]
    public async Task Declaring_it_again_changes_nothing() =>
        await Topology.DeclareAsync(parts.Channel, TestContext.Current.CancellationToken);
}
