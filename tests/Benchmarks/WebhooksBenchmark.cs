using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moderation.Contracts;
using Moderation.Publisher.Publications;
using Moderation.Testing;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Approvals that are recorded in one go, and the webhooks that tell of them to a receiver that answers 500 to a fifth of what it
/// is sent, by the standard schedule: how many arrive, how many twice by their id, and how long that takes.
/// </summary>
internal static class WebhooksBenchmark
{
    private const double Failing = 0.2;

    public static async Task RunAsync(int many)
    {
        // The factory looks there for where the service's content is.
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        await using var database = await TestDatabase.CreateAsync("benchmark");
        await using var broker = await TestBroker.CreateAsync("benchmark");
        var taken = new ConcurrentQueue<string>();
        var (requests, random) = (0, new Random(20261130));
        await using var receiver = await ReceiveAsync(context =>
        {
            Interlocked.Increment(ref requests);
            bool fails;
            lock (random)
                fails = random.NextDouble() < Failing;
            if (!fails)
                taken.Enqueue(context.Request.Headers["webhook-id"].ToString());
            context.Response.StatusCode = fails ? 500 : 204;
            return Task.CompletedTask;
        });
        await using var service = Start(database, broker, receiver.Urls.Single());
        using var client = service.Client();
        var store = service.Services.GetRequiredService<PublicationStore>();

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, many).Select(_ => store.RecordAsync(Publication.Of(Approved()), default)));
        var recorded = clock.Elapsed;
        await Eventually.IsTrueAsync(
            "four of five have arrived",
            () => Task.FromResult(taken.Count >= many * (1 - Failing)),
            TimeSpan.FromMinutes(10)
        );
        var mostly = clock.Elapsed;
        await Eventually.IsTrueAsync("all have arrived", () => DoneAsync(database), TimeSpan.FromMinutes(20));
        clock.Stop();

        var table = new Table().AddColumns("", "");
        table.AddRow("approved", Text(many));
        table.AddRow("arrived, by webhook-id", Text(taken.Distinct(StringComparer.Ordinal).Count()));
        table.AddRow("arrived twice", Text(taken.Count - taken.Distinct(StringComparer.Ordinal).Count()));
        table.AddRow("requests", Text(requests));
        table.AddRow("recorded after, s", Text(recorded.TotalSeconds));
        table.AddRow("four of five after, s", Text(mostly.TotalSeconds));
        table.AddRow("first of these a second", Text(many * (1 - Failing) / mostly.TotalSeconds));
        table.AddRow("all after, s", Text(clock.Elapsed.TotalSeconds));
        table.AddRow("all of them a second", Text(many / clock.Elapsed.TotalSeconds));
        AnsiConsole.Write(table);
    }

    private static async Task<WebApplication> ReceiveAsync(RequestDelegate receive)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(receive);
        await server.StartAsync();
        return server;
    }

    private static ServiceUnderTest<PublicationStore> Start(TestDatabase database, TestBroker broker, string receiver) =>
        new(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = database.ConnectionString,
                ["ConnectionStrings:RabbitMq"] = broker.UriOf("publisher").ToString(),
                ["Webhooks:Endpoints:0:Name"] = "failing",
                ["Webhooks:Endpoints:0:Url"] = receiver,
                ["Webhooks:Endpoints:0:Secret"] = "whsec_" + Convert.ToBase64String("0123456789abcdefghijklmnopqrstuv"u8),
                ["Webhooks:Endpoints:0:AllowPrivateAddresses"] = "true",
            }
        );

    private static async Task<bool> DoneAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return !await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM deliveries WHERE status <> 'delivered')");
    }

    private static CommentApproved Approved() =>
        new()
        {
            CommentId = Guid.CreateVersion7(),
            Revision = 1,
            Version = 1,
            ArticleId = "cau-vinh-hoa-thong-xe",
            Text = new CommentText
            {
                Name = "Nguyễn Thị Hòa",
                Title = "Cầu mới, đường cũ",
                Content = "Cầu đã thông xe nhưng nút giao phía nam vẫn tắc mỗi sáng, mong thành phố sớm mở rộng đường dẫn.",
            },
            SubmittedAt = TimeProvider.System.GetUtcNow(),
            ApprovedAt = TimeProvider.System.GetUtcNow(),
        };

    private static string Text(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
