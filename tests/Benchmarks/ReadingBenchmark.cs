using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Moderation.Contracts;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;
using Moderation.Testing;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Answers a second that 32 clients get from Publisher over HTTP, in turn: an empty one, a page of 20 threads with three replies
/// each, the same page to clients that have it, and one that nobody has read before, so that it comes from the database. Then a
/// thousand open pages that ask every 20 s whether there is more: what they cost. Medians of the runs count.
/// </summary>
internal static class ReadingBenchmark
{
    private const string Article = "bai-doc";
    private const int Clients = 32;
    private const int Runs = 3;
    private const int OpenPages = 1_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    public static async Task RunAsync()
    {
        // The factory looks there for where the service's content is.
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        await using var database = await TestDatabase.CreateAsync("benchmark");
        await using var broker = await TestBroker.CreateAsync("benchmark");
        await using var service = new ServiceUnderTest<PublicationStore>(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Database"] = database.ConnectionString,
                ["ConnectionStrings:RabbitMq"] = broker.UriOf("publisher").AbsoluteUri,
                ["Feeds:CommentUrl"] = "https://bao.example/{articleId}#{commentId}",
                ["Likes:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Operation:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            }
        );
        using var http = service.Client();
        await FillAsync(new PublicationStore(database.Source));
        const string page = $"articles/{Article}/comments";
        var tag = (await http.GetAsync(page)).Headers.ETag!;
        var kinds = new (string Name, Func<HttpRequestMessage> Ask)[]
        {
            ("an empty answer", () => new(HttpMethod.Get, "health/live")),
            ("a page that was read before", () => new(HttpMethod.Get, page)),
            ("to whoever has it (304)", () => new(HttpMethod.Get, page) { Headers = { IfNoneMatch = { tag } } }),
            ("a page that nobody has read", () => new(HttpMethod.Get, $"{page}?cursor={Unread()}")),
        };
        var rates = kinds.Select(_ => new double[Runs]).ToArray();
        foreach (var (_, ask) in kinds)
            await AskAsync(http, ask);
        for (var run = 0; run < Runs; run++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
                rates[kind][run] = await AskAsync(http, kinds[kind].Ask);
        }

        var table = new Table().AddColumns("", "median a second", "all runs", "to an empty answer");
        for (var kind = 0; kind < kinds.Length; kind++)
            table.AddRow(
                kinds[kind].Name,
                Text(Median(rates[kind])),
                string.Join(", ", rates[kind].Select(Text)),
                (Median(rates[kind]) / Median(rates[0])).ToString("0.00", CultureInfo.InvariantCulture)
            );
        AnsiConsole.Write(table);
        await WatchAsync(http);
    }

    /// <summary>The first page by the cursor of a moment that is still to come, another each time.</summary>
    private static Cursor Unread() => new(TimeProvider.System.GetUtcNow().AddYears(1), Guid.CreateVersion7());

    private static async Task FillAsync(PublicationStore store)
    {
        var moment = TimeProvider.System.GetUtcNow().AddDays(-1);
        var threads = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        var all = threads.Select(id => (Id: id, Parent: (Guid?)null))
            .Concat(threads.SelectMany(id => Enumerable.Range(0, 3).Select(_ => (Id: Guid.CreateVersion7(), Parent: (Guid?)id))));
        await Task.WhenAll(
            all.Select(
                (comment, i) =>
                    store.RecordAsync(
                        Publication.Of(
                            new CommentApproved
                            {
                                CommentId = comment.Id,
                                ArticleId = Article,
                                ParentId = comment.Parent,
                                Revision = 1,
                                Version = 1,
                                Text = new CommentText
                                {
                                    Name = "Nguyễn Thị Hòa",
                                    Title = "Cầu mới, đường cũ",
                                    Content = "Cầu đã thông xe nhưng nút giao phía nam vẫn tắc mỗi sáng, "
                                        + "mong thành phố sớm mở rộng đường dẫn.",
                                },
                                SubmittedAt = moment.AddSeconds(i),
                                ApprovedAt = moment.AddSeconds(i),
                            }
                        ),
                        CancellationToken.None
                    )
            )
        );
    }

    /// <returns>Answers a second.</returns>
    private static async Task<double> AskAsync(HttpClient http, Func<HttpRequestMessage> ask)
    {
        var (clock, answers) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (clock.Elapsed < Length)
                        {
                            using var request = ask();
                            using var response = await http.SendAsync(request);
                            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified))
                                throw new InvalidOperationException($"{request.RequestUri}: {response.StatusCode}");
                            await response.Content.CopyToAsync(Stream.Null);
                            Interlocked.Increment(ref answers);
                        }
                    })
                )
        );
        return answers / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Each page asks first at a moment of its own; what they take is the processor time of this process.</summary>
    private static async Task WatchAsync(HttpClient http)
    {
        var latencies = new ConcurrentBag<double>();
        var (clock, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(
            Enumerable
                .Range(0, OpenPages)
                .Select(async page =>
                {
                    await Task.Delay(Interval * page / OpenPages);
                    EntityTagHeaderValue? known = null;
                    for (var look = 0; look < 3; look++)
                    {
                        var asked = Stopwatch.GetTimestamp();
                        using var request = new HttpRequestMessage(HttpMethod.Get, $"articles/{Article}/comments/count");
                        if (known is not null)
                            request.Headers.IfNoneMatch.Add(known);
                        using var response = await http.SendAsync(request);
                        known = response.Headers.ETag;
                        latencies.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                        await Task.Delay(Interval);
                    }
                })
        );
        var sorted = latencies.Order().ToArray();
        var taken = (Environment.CpuUsage.TotalTime - before) / clock.Elapsed;
        AnsiConsole.Write(
            new Table()
                .AddColumns("open pages", "questions a second", "p50 ms", "p99 ms", "of one core, with what asks")
                .AddRow(
                    Text(OpenPages),
                    Text(sorted.Length / clock.Elapsed.TotalSeconds),
                    sorted[sorted.Length / 2].ToString("0.0", CultureInfo.InvariantCulture),
                    sorted[sorted.Length * 99 / 100].ToString("0.0", CultureInfo.InvariantCulture),
                    taken.ToString("P1", CultureInfo.InvariantCulture)
                )
        );
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
