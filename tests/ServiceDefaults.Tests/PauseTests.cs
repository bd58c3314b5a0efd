using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.Contracts.Tests;
using Moderation.Testing;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>What waits while a station is paused, in two copies of a service of which one starts meanwhile.</summary>
public sealed class PauseTests
{
    private const string Queue = "intake-record-decision";

    private static readonly string Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly ConcurrentDictionary<Guid, int> Taken = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paused_station_takes_nothing_in_any_copy_and_loses_nothing()
    {
        await using var database = await TestDatabase.CreateAsync("paused");
        await using var broker = await TestBroker.CreateAsync("paused");
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        await using var first = await StartAsync(database, broker);
        await using var second = await StartAsync(database, broker);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(first.Urls.Single()) };
        Assert.Equal((401, "operation-key-required"), await PauseAsync(client, Stations.Intake, "Nâng cấp"));
        client.DefaultRequestHeaders.Add(OperationKey.Header, Key);
        await ConsumersAsync(2);

        Assert.Equal((400, "invalid-pause"), await PauseAsync(client, Stations.Intake, " \u200b "));
        Assert.Equal((400, "invalid-pause"), await PauseAsync(client, Stations.Intake, new string('a', 1_001)));
        Assert.Equal((404, "no-such-station"), await PauseAsync(client, "broker", "Nâng cấp"));
        Assert.Equal((409, "not-paused"), await ResumeAsync(client, Stations.Intake));
        Assert.Equal((204, null), await PauseAsync(client, Stations.Intake, "Nâng cấp"));
        Assert.Equal((409, "paused-already"), await PauseAsync(client, Stations.Intake, "Người khác"));
        await ConsumersAsync(0);
        await using var third = await StartAsync(database, broker);
        // What is not paused is taken by all three.
        await ConsumersAsync(3, "intake-record-erasure");
        var rejected = Samples.All.OfType<CommentRejected>().Single() with { CommentId = Guid.CreateVersion7() };
        await broker.PublishAsync(rejected);
        await Eventually.IsTrueAsync("it waits in its queue", async () => (await QueueAsync()).MessageCount == 1);
        await ConsumersAsync(0);
        Assert.DoesNotContain(rejected.CommentId, Taken.Keys);
        var paused = Assert.Single((await client.GetFromJsonAsync<JsonElement>("/operation/pauses", Cancel)).EnumerateArray());
        Assert.Equal("Nâng cấp", paused.GetProperty("reason").GetString());

        Assert.Equal((204, null), await PauseAsync(client, Stations.Relay, "Bảo trì RabbitMQ"));
        foreach (var copy in (WebApplication[])[first, second, third])
            await Eventually.IsTrueAsync("every copy knows", () => Task.FromResult(PausesOf(copy).IsPaused(Stations.Relay)));
        var erased = Samples.All.OfType<CommentForgotten>().Single() with { CommentId = Guid.CreateVersion7() };
        await using (var writing = await database.Source.OpenConnectionAsync(Cancel))
        await using (var transaction = await writing.BeginTransactionAsync(Cancel))
        {
            await Outbox.AddAsync(transaction, [OutboxMessage.Of(erased)]);
            await transaction.CommitAsync(Cancel);
        }
        // A batch that was under way when the pause came would have taken it.
        var backlog = first.Services.GetServices<IBacklogs>().Single();
        await Eventually.IsTrueAsync("it waits in the outbox", async () =>
            (await backlog.ReadAsync(Cancel))[0] is { Depth: 1, Oldest: not null }
        );
        Assert.DoesNotContain(erased.CommentId, Taken.Keys);
        await second.StopAsync(Cancel);
        using var health = await client.GetAsync("/health/ready", Cancel);
        Assert.True(health.IsSuccessStatusCode, "what rests because an operator said so is not ill");

        Assert.Equal((204, null), await ResumeAsync(client, Stations.Intake));
        Assert.Equal((204, null), await ResumeAsync(client, Stations.Relay));
        await Eventually.IsTrueAsync("all that waited is taken", () =>
            Task.FromResult(Taken.ContainsKey(rejected.CommentId) && Taken.ContainsKey(erased.CommentId))
        );
        Assert.Equal((1, 1), (Taken[rejected.CommentId], Taken[erased.CommentId]));

        Task<RabbitMQ.Client.QueueDeclareOk> QueueAsync(string queue = Queue) => channel.QueueDeclarePassiveAsync(queue, Cancel);

        Task ConsumersAsync(uint count, string queue = Queue) =>
            Eventually.IsTrueAsync($"{count} take from {queue}", async () => (await QueueAsync(queue)).ConsumerCount == count);
    }

    private static Pauses PausesOf(WebApplication service) => service.Services.GetRequiredService<Pauses>();

    private static Task<WebApplication> StartAsync(TestDatabase database, TestBroker broker) =>
        BareService.StartAsync(
            database,
            broker,
            "intake",
            consumers => consumers.Add<RecordDecisionConsumer>().Add<RecordErasureConsumer>(),
            ("Operation:Key", Key)
        );

    private static async Task<(int, string?)> PauseAsync(HttpClient client, string station, string reason)
    {
        using var response = await client.PutAsJsonAsync($"/operation/pauses/{station}", new { reason, by = "Lan" }, Cancel);
        return await AnswerAsync(response);
    }

    private static async Task<(int, string?)> ResumeAsync(HttpClient client, string station)
    {
        using var response = await client.DeleteAsync($"/operation/pauses/{station}", Cancel);
        return await AnswerAsync(response);
    }

    private static async Task<(int, string?)> AnswerAsync(HttpResponseMessage response) =>
        (
            (int)response.StatusCode,
            response.IsSuccessStatusCode
                ? null
                : (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString()
        );

    private static Task CountAsync(Guid commentId)
    {
        Taken.AddOrUpdate(commentId, 1, (_, count) => count + 1);
        return Task.CompletedTask;
    }

    private sealed class RecordDecisionConsumer
        : IConsumes<CommentApproved>,
            IConsumes<CommentRejected>,
            IConsumes<CommentRetracted>
    {
        public Task ConsumeAsync(CommentApproved message, CancellationToken cancellationToken) => CountAsync(message.CommentId);

        public Task ConsumeAsync(CommentRejected message, CancellationToken cancellationToken) => CountAsync(message.CommentId);

        public Task ConsumeAsync(CommentRetracted message, CancellationToken cancellationToken) => CountAsync(message.CommentId);
    }

    private sealed class RecordErasureConsumer : IConsumes<CommentForgotten>
    {
        public Task ConsumeAsync(CommentForgotten message, CancellationToken cancellationToken) => CountAsync(message.CommentId);
    }
}
