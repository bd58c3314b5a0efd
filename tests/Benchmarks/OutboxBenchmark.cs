using System.Diagnostics;
using System.Globalization;
using Dapper;
using Moderation.Contracts;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using RabbitMQ.Client;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Messages a second that the relay takes from a backlog of 20,000 rows to confirmed and deleted, beside the raw client
/// publishing the same bytes to the same exchange and waiting for 500 confirms at once. Three runs of both, in turn; the median
/// counts.
/// </summary>
internal static class OutboxBenchmark
{
    private const int Backlog = 20_000;
    private const int Runs = 3;
    private const string Queue = "moderator-record-scores";

    public static async Task RunAsync()
    {
        await using var database = await TestDatabase.CreateAsync("benchmark");
        await using var broker = await TestBroker.CreateAsync("benchmark");
        await using var service = await BareService.StartAsync(database, broker);
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );

        await RelayAsync(database);
        var sample = (await channel.BasicGetAsync(Queue, autoAck: true))!;
        var (relay, raw) = (new double[Runs], new double[Runs]);
        for (var run = 0; run < Runs; run++)
        {
            await channel.QueuePurgeAsync(Queue);
            relay[run] = await RelayAsync(database);
            await channel.QueuePurgeAsync(Queue);
            raw[run] = await RawAsync(channel, sample.Body.ToArray());
        }

        var table = new Table().AddColumns("", "run 1", "run 2", "run 3", "median, messages/s");
        table.AddRow(["outbox relay", .. relay.Select(Text), Text(Median(relay))]);
        table.AddRow(["raw client, 500 confirms at once", .. raw.Select(Text), Text(Median(raw))]);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio {Median(relay) / Median(raw):0.00}; a message is {sample.Body.Length} bytes"
            )
        );
    }

    private static async Task<double> RelayAsync(TestDatabase database)
    {
        var messages = Enumerable.Range(0, Backlog).Select(_ => OutboxMessage.Of(Message())).ToArray();
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Outbox.AddAsync(transaction, messages);
        await transaction.CommitAsync();
        var start = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(
            "the backlog is gone",
            async () => !await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM outbox)"),
            TimeSpan.FromMinutes(2)
        );
        return Backlog / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> RawAsync(IChannel channel, byte[] body)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/vnd.masstransit+json" };
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in Enumerable.Range(0, Backlog).Chunk(500))
        {
            await Task.WhenAll(
                batch.Select(_ =>
                    channel
                        .BasicPublishAsync(Topology.ExchangeOf(typeof(CommentClassified)), "", mandatory: false, properties, body)
                        .AsTask()
                )
            );
        }

        return Backlog / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static CommentClassified Message() =>
        new()
        {
            CommentId = Guid.CreateVersion7(),
            Revision = 1,
            ClassifiedAt = TimeProvider.System.GetUtcNow(),
            Scores = new Scores(
                (ScoreLabel.Spam, 0.1f),
                (ScoreLabel.Toxicity, 0.5f),
                (ScoreLabel.Hate, 0.1f),
                (ScoreLabel.Constructive, 0.2f)
            ),
            Spans =
            [
                new ScoreSpan
                {
                    Label = ScoreLabel.Toxicity,
                    Field = CommentField.Content,
                    Start = 3,
                    End = 9,
                },
            ],
            Model = "benchmark",
        };

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
