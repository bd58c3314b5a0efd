using Moderation.Contracts;
using Moderation.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>A virtual host in which nobody minds what is published.</summary>
public sealed class GuardedBroker : IAsyncLifetime
{
    public TestBroker Broker { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Broker = await TestBroker.CreateAsync("guarded");

    public ValueTask DisposeAsync() => Broker.DisposeAsync();
}

/// <summary>Whoever has the password of one service can do at the broker what that service does, and no more.</summary>
public class AuthorityTests(GuardedBroker guarded) : IClassFixture<GuardedBroker>
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>Every user, with the messages that it sends. <c>moderation</c> was everybody's before each had its own.</summary>
    private static readonly (string User, string[] Sends)[] Users =
    [
        (
            "intake",
            [
                nameof(CommentSubmitted),
                nameof(CommentWithdrawn),
                nameof(CommentAppealed),
                nameof(CommentReported),
                nameof(CommentErased),
                nameof(ArticleChanged),
            ]
        ),
        ("classifier", [nameof(CommentClassified)]),
        ("moderator", [nameof(CommentApproved), nameof(CommentRejected), nameof(CommentRetracted), nameof(CommentForgotten)]),
        ("publisher", []),
    ];

    /// <summary>Who reads what all have set aside, and sends it once more.</summary>
    private const string Replays = "moderator";

    public static TheoryData<string> Services => [.. Users.Select(user => user.User)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_sends_its_own_messages_and_sets_its_own_aside_one_replays_and_all_else_is_refused(string service)
    {
        await using var connection = await ConnectAsync(service);
        var exchanges = (await guarded.Broker.ListAsync("exchanges")).Select(e => e.GetProperty("name").GetString()!).ToList();
        Assert.Contains("", exchanges);
        var allowed = new List<string>();
        foreach (var exchange in exchanges)
        {
            Func<IChannel, Task> publish = c => c.BasicPublishAsync(exchange, "nowhere", mandatory: false, Body, Cancel).AsTask();
            if (await MayAsync(connection, publish))
                allowed.Add(exchange);
        }

        var own = Topology.Queues.Select(q => q.Name).Where(name => name.StartsWith(service + "-", StringComparison.Ordinal));
        Assert.Equal(
            Topology
                .Queues.SelectMany(queue => queue.Messages)
                .Distinct()
                .Where(message => Users.Single(user => user.User == service).Sends.Contains(message.Name))
                .Select(Topology.ExchangeOf)
                .Concat(own.SelectMany(name => (string[])[name + "_error", name + "_skipped"]))
                .Concat(service == Replays ? [Topology.Replay] : [])
                .Order(),
            allowed.Order()
        );
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_reads_its_own_queues_one_reads_what_all_set_aside_and_all_others_are_refused(string service)
    {
        await using var connection = await ConnectAsync(service);
        foreach (var queue in (await guarded.Broker.QueuesAsync()).Keys)
        {
            var own = Topology.Queues.Any(q => q.Name == queue) && queue.StartsWith(service + "-", StringComparison.Ordinal);
            var drains = service == Replays && Topology.SetAside.Any(aside => aside.Queue == queue);
            Assert.Equal(own || drains, await MayAsync(connection, c => c.QueueDeclarePassiveAsync(queue, Cancel), Reads(queue)));
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_makes_changes_and_deletes_nothing(string service)
    {
        await using var connection = await ConnectAsync(service);
        foreach (var queue in Topology.Queues.Select(q => q.Name).Append(service + "-new"))
        {
            Func<IChannel, Task>[] changes =
            [
                c => c.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancel),
                c => c.QueueBindAsync(queue, "comment-approved", "", cancellationToken: Cancel),
                c => c.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false, cancellationToken: Cancel),
                c => c.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: Cancel),
                c => c.ExchangeBindAsync(queue, "comment-approved", "", cancellationToken: Cancel),
                c => c.ExchangeDeleteAsync(queue, cancellationToken: Cancel),
            ];
            foreach (var change in changes)
                Assert.False(await MayAsync(connection, change));
        }
    }

    [Theory]
    [InlineData("site")]
    [InlineData("moderation")]
    public async Task The_article_site_and_the_one_user_of_former_versions_cannot_sign_in(string user) =>
        Assert.IsType<AuthenticationFailureException>(
            (await Assert.ThrowsAsync<BrokerUnreachableException>(() => ConnectAsync(user))).InnerException
        );

    [Fact]
    public async Task In_containers_too_each_service_has_a_user_of_its_own_and_the_article_site_none()
    {
        var services = (await File.ReadAllTextAsync(Path.Combine(Parts.ProjectRoot, "docker-compose.yml"), Cancel))
            .Split("\n  ")
            .Aggregate(
                (Service: "", Users: new List<string>()),
                (at, line) =>
                {
                    if (line.Length > 0 && line[0] != ' ' && line.TrimEnd().EndsWith(':'))
                        at.Service = line.TrimEnd(':');
                    if (line.Contains("amqp}://", StringComparison.Ordinal))
                        at.Users.Add($"{at.Service}: {line.Trim()}");
                    return at;
                }
            )
            .Users;
        Assert.Equal(
            Users.Select(user =>
                $"{user.User}: ConnectionStrings__RabbitMq: "
                + $"\"${{BROKER_SCHEME:-amqp}}://{user.User}:${{RABBITMQ_PASSWORD_{user.User.ToUpperInvariant()}}}@\\"
            ),
            services
        );
    }

    private static ReadOnlyMemory<byte> Body => "{}"u8.ToArray();

    private static Func<IChannel, Task> Reads(string queue) =>
        async channel =>
        {
            var tag = await channel.BasicConsumeAsync(queue, autoAck: false, new AsyncDefaultBasicConsumer(channel), Cancel);
            await channel.BasicCancelAsync(tag, cancellationToken: Cancel);
        };

    private Task<IConnection> ConnectAsync(string user) =>
        new ConnectionFactory
        {
            Uri = guarded.Broker.UriOf(user),
            AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync(Cancel);

    /// <summary>Whether the broker lets all of it happen, on a channel of its own, which a refusal closes.</summary>
    private static async Task<bool> MayAsync(IConnection connection, params Func<IChannel, Task>[] actions)
    {
        var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await connection.CreateChannelAsync(confirms, Cancel);
        try
        {
            foreach (var action in actions)
                await action(channel);
            return true;
        }
        catch (Exception exception) when (exception is OperationInterruptedException or PublishException)
        {
            Assert.Equal(Constants.AccessRefused, (int?)channel.CloseReason?.ReplyCode);
            return false;
        }
    }
}
