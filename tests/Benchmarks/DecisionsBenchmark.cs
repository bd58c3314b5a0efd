using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Moderation.Testing;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Twenty clients that clear one queue of 5,000 over HTTP: each reads a page, takes what nobody holds, decides it. Times are the
/// server's own (<c>http.server.request.duration</c>). Then 5,000 decided as one batch and undone, before and after the approvals
/// have left.
/// </summary>
internal static class DecisionsBenchmark
{
    private const int Clients = 20;
    private const int Comments = 5_000;
    private const string DecisionRoute = "/api/comments/{id:guid}/decision";

    public static async Task RunAsync()
    {
        await using var service = await ReviewService.StartAsync();
        await service.AddPendingAsync(Comments, "cung-quyet");
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => service.SignedInAsync()));

        var durations = new ConcurrentBag<double>();
        using var meter = Listen(durations);
        var holders = new ConcurrentDictionary<Guid, int>();
        var (twice, refused) = (0, 0);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select((client, number) => ClearAsync(client, number)));
        var elapsed = Stopwatch.GetElapsedTime(start);

        await using var connection = await service.Database.OpenConnectionAsync();
        var decided = await connection.ExecuteScalarAsync<long>("SELECT count(DISTINCT comment_id) FROM decisions");
        var doubles = await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM (SELECT FROM decisions GROUP BY comment_id HAVING count(*) > 1) d"
        );
        var sorted = durations.Order().ToArray();
        var table = new Table().AddColumns($"{Clients} clients, one queue of {Number(Comments, "#,0")}", "");
        table.AddRow("comments decided", Number(decided, "#,0"));
        table.AddRow("comments decided twice", Number(doubles, "0"));
        table.AddRow("comments leased to two", Number(twice, "0"));
        table.AddRow("leases refused because another was first", Number(refused, "#,0"));
        table.AddRow("decisions a second", Number(decided / elapsed.TotalSeconds, "#,0"));
        foreach (var percent in new[] { 50, 95, 99 })
            table.AddRow(
                $"decision p{percent}, on the server",
                $"{Number(sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)] * 1000, "0.0")} ms"
            );

        await BatchAsync(service, clients[0], "lo-mot", hasLeft: false, table);
        await BatchAsync(service, clients[0], "lo-hai", hasLeft: true, table);
        AnsiConsole.Write(table);
        foreach (var client in clients)
            client.Dispose();

        async Task ClearAsync(HttpClient client, int number)
        {
            while (true)
            {
                var page = await client.GetFromJsonAsync<JsonElement>("/api/queue?queue=pending&order=mix&limit=50");
                var items = page.GetProperty("items").EnumerateArray().ToList();
                if (items.Count == 0)
                    return;
                // Consoles hear of each other's leases; clients that do not would all reach for the same comment, time and again.
                var free = items
                    .Where(item => !item.TryGetProperty("holder", out _))
                    .Select(item => item.GetProperty("id").GetGuid())
                    .ToArray();
                Random.Shared.Shuffle(free);
                foreach (var id in free.Take(5))
                {
                    using var taken = await client.PostAsJsonAsync($"/api/comments/{id}/lease", new { });
                    if (taken.StatusCode == HttpStatusCode.Conflict)
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }
                    if (holders.GetOrAdd(id, number) != number)
                        Interlocked.Increment(ref twice);
                    var lease = (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("lease").GetGuid();
                    using var answer = await client.PostAsJsonAsync(
                        $"/api/comments/{id}/decision",
                        new
                        {
                            outcome = "approve",
                            revision = 1,
                            lease,
                        }
                    );
                    answer.EnsureSuccessStatusCode();
                }
            }
        }
    }

    private static async Task BatchAsync(ReviewService service, HttpClient client, string article, bool hasLeft, Table table)
    {
        await service.AddPendingAsync(Comments, article);
        var start = Stopwatch.GetTimestamp();
        using var decided = await client.PostAsJsonAsync(
            "/api/batches",
            new
            {
                queue = "pending",
                article,
                outcome = "approve",
            }
        );
        var decidedIn = Stopwatch.GetElapsedTime(start);
        var batch = await decided.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        if (hasLeft)
        {
            await using var connection = await service.Database.OpenConnectionAsync();
            await Eventually.IsTrueAsync(
                "all has left",
                () => connection.ExecuteScalarAsync<bool>("SELECT NOT EXISTS (SELECT FROM outbox)"),
                TimeSpan.FromMinutes(2)
            );
        }

        start = Stopwatch.GetTimestamp();
        using var undone = await client.PostAsync($"/api/batches/{batch.GetProperty("id").GetGuid()}/undo", null);
        var undoneIn = Stopwatch.GetElapsedTime(start);
        var answer = await undone.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var what = hasLeft
            ? $"undone with {Number(answer.GetProperty("retracted").GetInt32(), "#,0")} retractions"
            : "undone within the grace";
        table.AddRow(
            $"batch of {Number(batch.GetProperty("decided").GetInt32(), "#,0")} decided",
            $"{Number(decidedIn.TotalSeconds, "0.00")} s"
        );
        table.AddRow(what, $"{Number(undoneIn.TotalSeconds, "0.00")} s");
    }

    private static MeterListener Listen(ConcurrentBag<double> durations)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, meter) =>
            {
                if (instrument.Name == "http.server.request.duration")
                    meter.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "http.route", Value: DecisionRoute or "api/comments/{id:guid}/decision" })
                        durations.Add(seconds);
                }
            }
        );
        listener.Start();
        return listener;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
