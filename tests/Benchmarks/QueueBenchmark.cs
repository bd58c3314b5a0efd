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

    /// <summary>Of searches, which take longer.</summary>
    private const int Searches = 5;

    private static readonly (string Name, string Query, bool Limited)[] Pages =
    [
        ("pending, by age", "queue=pending&order=age", false),
        ("pending, by risk", "queue=pending&order=risk", false),
        ("pending, mixed", "queue=pending&order=mix", false),
        ("pending, mixed, limited to one section", "queue=pending&order=mix", true),
        ("approved", "queue=approved", false),
        ("approved, limited to one section", "queue=approved", true),
        ("approved, three words in a row", "queue=approved&q=qua cầu an toàn", false),
        ("approved, four letters in a row", "queue=approved&q=3a7f", false),
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
        AnsiConsole.WriteLine($"Page one of 50 items, medians with {Number(few, "#,0")} and with {Number(many, "#,0")} stored");
        foreach (var (name, query, limited) in Pages)
        {
            var (a, b) = limited ? (smallLimited, largeLimited) : (smallClient, largeClient);
            var (ofFew, ofMany) = (new List<double>(), new List<double>());
            var (warmUp, requests) = query.Contains("q=", StringComparison.Ordinal) ? (1, Searches) : (WarmUp, Requests);
            for (var i = -warmUp; i < requests; i++)
            {
                var (first, second) = (await TimeAsync(a, query), await TimeAsync(b, query));
                if (i < 0)
                    continue;
                ofFew.Add(first);
                ofMany.Add(second);
            }
            var ratio = Number(Median(ofMany) / Median(ofFew), "0.00");
            AnsiConsole.WriteLine($"{name}: {Told(ofFew)}, {Told(ofMany)}, ratio {ratio}");
        }
    }

    private static Task FillAsync(ReviewService service, int count) =>
        AnsiConsole
            .Progress()
            .StartAsync(async progress =>
            {
                var task = progress.AddTask($"{Number(count, "#,0")} comments", maxValue: count);
                await service.FillAsync(count, stored => task.Value = stored);
            });

    private static string Told(List<double> values) =>
        double.IsInfinity(Median(values)) ? "given up" : $"{Number(Median(values), "0.0")} ms";

    /// <returns>Milliseconds; infinite when the service gave the search up.</returns>
    private static async Task<double> TimeAsync(HttpClient client, string query)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await client.GetAsync($"/api/queue?{query}&limit=50");
        return response.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : double.PositiveInfinity;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
