using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Page one of the queue, over HTTP, with few and with many comments stored. Both services answer in turn, so that what else the
/// machine does meets both alike; the medians count.
/// </summary>
internal static class QueueBenchmark
{
    private const int WarmUp = 20;
    private const int Requests = 200;

    private static readonly (string Name, string Query, bool Limited)[] Pages =
    [
        ("pending, by age", "queue=pending&order=age", false),
        ("pending, by risk", "queue=pending&order=risk", false),
        ("pending, mixed", "queue=pending&order=mix", false),
        ("pending, mixed, limited to one section", "queue=pending&order=mix", true),
        ("approved", "queue=approved", false),
        ("approved, limited to one section", "queue=approved", true),
    ];

    public static async Task RunAsync(int few, int many)
    {
        await using var small = await ReviewService.StartAsync();
        await using var large = await ReviewService.StartAsync();
        var start = Stopwatch.GetTimestamp();
        await FillAsync(small, few);
        await FillAsync(large, many);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{few:#,0} and {many:#,0} comments stored and indexed "
                    + $"in {Stopwatch.GetElapsedTime(start).TotalMinutes:0.0} minutes"
            )
        );

        using var smallClient = await small.SignedInAsync();
        using var largeClient = await large.SignedInAsync();
        using var smallLimited = await small.SignedInAsync("Mục 1");
        using var largeLimited = await large.SignedInAsync("Mục 1");
        var table = new Table().AddColumns("page one, 50 items", Number(few, "#,0"), Number(many, "#,0"), "ratio");
        foreach (var (name, query, limited) in Pages)
        {
            var (a, b) = limited ? (smallLimited, largeLimited) : (smallClient, largeClient);
            var (ofFew, ofMany) = (new List<double>(), new List<double>());
            for (var i = -WarmUp; i < Requests; i++)
            {
                var (first, second) = (await TimeAsync(a, query), await TimeAsync(b, query));
                if (i < 0)
                    continue;
                ofFew.Add(first);
                ofMany.Add(second);
            }
            table.AddRow(
                name,
                $"{Number(Median(ofFew), "0.0")} ms",
                $"{Number(Median(ofMany), "0.0")} ms",
                Number(Median(ofMany) / Median(ofFew), "0.00")
            );
        }
        AnsiConsole.Write(table);
    }

    private static Task FillAsync(ReviewService service, int count) =>
        AnsiConsole
            .Progress()
            .StartAsync(async progress =>
            {
                var task = progress.AddTask($"{Number(count, "#,0")} comments", maxValue: count);
                await service.FillAsync(count, stored => task.Value = stored);
            });

    private static async Task<double> TimeAsync(HttpClient client, string query)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync($"/api/queue?{query}&limit=50");
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
