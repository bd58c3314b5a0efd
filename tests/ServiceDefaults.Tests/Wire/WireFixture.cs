using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Moderation.Contracts;
using Moderation.Testing;
using RabbitMQ.Client;
using Xunit;

[assembly: AssemblyFixture(typeof(Moderation.ServiceDefaults.Tests.Wire.WireFixture))]

namespace Moderation.ServiceDefaults.Tests.Wire;

/// <summary>
/// Two services that keep what they are told, on a broker of their own, and a client beside them that knows only RabbitMQ.
/// </summary>
public sealed class WireFixture : IAsyncLifetime
{
    private readonly List<WebApplication> _services = [];
    private TestDatabase _database = null!;
    private TestBroker _broker = null!;
    private IConnection _connection = null!;

    public IChannel Channel { get; private set; } = null!;

    /// <summary>The messages that came to consumers, by comment or article.</summary>
    internal static ConcurrentDictionary<Guid, object> Taken { get; } = new();

    /// <summary>Submissions of these comments are in hand until their task ends.</summary>
    internal static ConcurrentDictionary<Guid, Task> Held { get; } = new();

    /// <summary>Of the service that takes submissions.</summary>
    public Uri Address => new(_services[0].Urls.Single());

    public TestDatabase Database => _database;

    public TestBroker Broker => _broker;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync("wire");
        _broker = await TestBroker.CreateAsync("wire");
        _services.Add(
            await BareService.StartAsync(
                _database,
                _broker,
                "moderator",
                consumers =>
                    consumers
                        .Add<RecordSubmissionConsumer>()
                        .Add<RecordScoresConsumer>()
                        .Add<RecordWithdrawalConsumer>()
                        .Add<RecordAppealConsumer>()
                        .Add<RecordReportConsumer>()
                        .Add<EraseCommentConsumer>(),
                ("Health:Patience", "00:00:01")
            )
        );
        _services.Add(
            await BareService.StartAsync(
                _database,
                _broker,
                "intake",
                consumers => consumers.Add<RecordDecisionConsumer>().Add<RecordErasureConsumer>()
            )
        );
        _services.Add(
            await BareService.StartAsync(_database, _broker, "publisher", consumers => consumers.Add<RecordArticleConsumer>())
        );
        _connection = await _broker.ConnectAsync();
        Channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        foreach (var service in _services)
            await service.DisposeAsync();
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task KeepAsync(Guid commentId, object message)
    {
        Taken[commentId] = message;
        return Task.CompletedTask;
    }

    private sealed class RecordSubmissionConsumer : IConsumes<CommentSubmitted>
    {
        public async Task ConsumeAsync(CommentSubmitted message, CancellationToken cancellationToken)
        {
            await (Held.GetValueOrDefault(message.CommentId) ?? Task.CompletedTask);
            await KeepAsync(message.CommentId, message);
        }
    }

    private sealed class RecordScoresConsumer : IConsumes<CommentClassified>
    {
        public Task ConsumeAsync(CommentClassified message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class RecordWithdrawalConsumer : IConsumes<CommentWithdrawn>
    {
        public Task ConsumeAsync(CommentWithdrawn message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class RecordAppealConsumer : IConsumes<CommentAppealed>
    {
        public Task ConsumeAsync(CommentAppealed message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class RecordReportConsumer : IConsumes<CommentReported>
    {
        public Task ConsumeAsync(CommentReported message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class EraseCommentConsumer : IConsumes<CommentErased>
    {
        public Task ConsumeAsync(CommentErased message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class RecordErasureConsumer : IConsumes<CommentForgotten>
    {
        public Task ConsumeAsync(CommentForgotten message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }

    private sealed class RecordArticleConsumer : IConsumes<ArticleChanged>
    {
        public Task ConsumeAsync(ArticleChanged message, CancellationToken cancellationToken) =>
            // The golden file's own article is nobody's.
            Guid.TryParse(message.ArticleId, out var id) ? KeepAsync(id, message) : Task.CompletedTask;
    }

    private sealed class RecordDecisionConsumer
        : IConsumes<CommentApproved>,
            IConsumes<CommentRejected>,
            IConsumes<CommentRetracted>
    {
        public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);

        public Task ConsumeAsync(CommentRejected message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);

        public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) =>
            KeepAsync(message.CommentId, message);
    }
}
