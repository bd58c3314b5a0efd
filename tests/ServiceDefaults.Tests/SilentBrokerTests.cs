using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using Moderation.Testing;
using Npgsql;
using Xunit;

namespace Moderation.ServiceDefaults.Tests;

/// <summary>A broker that keeps its connections and says nothing, before a service that knows of several databases.</summary>
public sealed class SilentBrokerTests(PartsFixture parts)
{
    private const int Enough = 40;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_writes_messages_waits_for_nobody_after_the_relay_was_interrupted_and_all_arrive_when_it_speaks()
    {
        await using var database = await TestDatabase.CreateAsync("silent");
        await using var front = new SilentFront(parts.Broker.Uri.Port);
        var direct = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var service = await BareService.StartAsync(
            database,
            parts.Broker,
            settings:
            [
                (
                    "ConnectionStrings:Database",
                    new NpgsqlConnectionStringBuilder(database.ConnectionString)
                    {
                        Host = $"{direct.Host}:{direct.Port},{direct.Host}:{direct.Port}",
                    }.ConnectionString
                ),
                ("ConnectionStrings:RabbitMq", new UriBuilder(parts.Broker.Uri) { Port = front.Port }.Uri.ToString()),
            ]
        );
        var pool = service.Services.GetRequiredService<NpgsqlDataSource>();
        await WriteAsync(pool);
        await Eventually.IsTrueAsync("the relay works", async () => await CountAsync(database, "true") == 0);

        front.FallSilent();
        await WriteAsync(pool);
        await Eventually.IsTrueAsync("the relay was interrupted", async () => await CountAsync(database, "attempts > 0") > 0);
        Assert.Empty(await HeardAsync(pool));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(3));
        for (var i = 0; i < Enough; i++)
            await WriteAsync(pool, patience.Token);

        front.Speak();
        await Eventually.IsTrueAsync(
            "all have left",
            async () => await CountAsync(database, "true") == 0,
            TimeSpan.FromSeconds(60)
        );
    }

    /// <returns>The channels that any connection hears which is lying ready for whoever opens one.</returns>
    private static async Task<IReadOnlyList<string>> HeardAsync(NpgsqlDataSource database)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.OpenConnectionAsync(Cancel).AsTask()));
        List<string> heard = [];
        foreach (var connection in connections)
            heard.AddRange(await connection.QueryAsync<string>("SELECT pg_listening_channels()"));
        foreach (var connection in connections)
            await connection.DisposeAsync();
        return heard;
    }

    private static async Task WriteAsync(NpgsqlDataSource database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Outbox.AddAsync(transaction, [Message()]);
        await transaction.CommitAsync(cancellationToken);
    }

    private static OutboxMessage Message() =>
        OutboxMessage.Of(
            new CommentForgotten
            {
                CommentId = Guid.CreateVersion7(),
                Revision = 1,
                ForgottenAt = TimeProvider.System.GetUtcNow(),
            }
        );

    private static async Task<int> CountAsync(TestDatabase database, string which)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<int>($"SELECT count(*)::int FROM outbox WHERE {which}");
    }
}
