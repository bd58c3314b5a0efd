using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;
using Moderation.Intake.Limits;
using Moderation.Intake.Submissions;
using Moderation.Testing;
using Npgsql;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Comments a second that 32 clients get accepted over HTTP, each client sending the next when the last is answered, every
/// comment of another reader with address, phone and device: with limits and without, in turn on one database, and beside them
/// pgbench's durable insert of one row of the same size, with as many clients. Medians of the runs count.
/// </summary>
internal static partial class IntakeBenchmark
{
    private const int Clients = 32;
    private const int Runs = 5;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    public static async Task RunAsync()
    {
        // The factory looks there for where the service's content is.
        Environment.CurrentDirectory = AppContext.BaseDirectory;
        await using var database = await TestDatabase.CreateAsync("benchmark");
        await using var broker = await TestBroker.CreateAsync("benchmark");
        await using var limiting = Start(database, broker, "1000000");
        await using var unlimited = Start(database, broker, "0");
        using var with = limiting.Client();
        using var without = unlimited.Client();
        await SendAsync(with);
        await SendAsync(without);

        var (limited, free, rows) = (new Measure[Runs], new Measure[Runs], new double[Runs]);
        for (var run = 0; run < Runs; run++)
        {
            free[run] = await SendAsync(without);
            limited[run] = await SendAsync(with);
            rows[run] = await InsertRowsAsync(database);
        }

        var table = new Table().AddColumns("", "median a second", "all runs", "p50 ms", "p99 ms");
        table.AddRow("comments, with limits", Text(Median(limited, m => m.Rate)), All(limited.Select(m => m.Rate)),
            Text(Median(limited, m => m.P50)), Text(Median(limited, m => m.P99)));
        table.AddRow("comments, without limits", Text(Median(free, m => m.Rate)), All(free.Select(m => m.Rate)),
            Text(Median(free, m => m.P50)), Text(Median(free, m => m.P99)));
        table.AddRow("pgbench, one row a commit", Text(Median(rows, r => r)), All(rows), "", "");
        AnsiConsole.Write(table);
        var ratios = limited.Zip(free).Select(pair => pair.First.Rate / pair.Second.Rate).ToArray();
        Console.WriteLine($"with limits to without, run by run: {string.Join(", ", ratios.Select(Ratio))}; "
            + $"median {Ratio(Median(ratios, r => r))}");
        Console.WriteLine($"with limits to pgbench: {Ratio(Median(limited, m => m.Rate) / Median(rows, r => r))}");
    }

    private static ServiceUnderTest<SubmissionStore> Start(TestDatabase database, TestBroker broker, string count)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = database.ConnectionString,
            ["ConnectionStrings:RabbitMq"] = broker.UriOf("intake").AbsoluteUri,
            ["Intake:PublicUrl"] = "http://127.0.0.1",
            ["Site:Policy"] = "trusted-local",
        };
        foreach (var key in new[] { "Phone", "Author", "Tracking", "Challenge" })
            settings[$"Keys:{key}"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        foreach (var kind in Enum.GetNames<LimitKind>())
            settings[$"Limits:{kind}:Count"] = count;
        return new(settings);
    }

    private static async Task<Measure> SendAsync(HttpClient http)
    {
        var latencies = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(SendOneAfterTheOtherAsync)));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = latencies.Order().ToArray();
        return new Measure(sorted.Length / elapsed, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100]);

        async Task SendOneAfterTheOtherAsync()
        {
            while (Stopwatch.GetElapsedTime(start) < Length)
            {
                var sent = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsJsonAsync("articles/do-toc-do/comments", Comment());
                if (answer.StatusCode != HttpStatusCode.Accepted)
                    throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
                latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }
        }
    }

    private static object Comment()
    {
        var reader = RandomNumberGenerator.GetBytes(4);
        return new
        {
            name = "Nguyễn Thị Hòa",
            phone = string.Create(CultureInfo.InvariantCulture, $"0912{RandomNumberGenerator.GetInt32(1_000_000):000000}"),
            title = "Cầu mới, đường cũ",
            content = "Cầu đã thông xe nhưng nút giao phía nam vẫn tắc mỗi sáng, mong thành phố sớm mở rộng đường dẫn.",
            reader = new { address = new IPAddress(reader).ToString(), device = Convert.ToHexString(reader) },
        };
    }

    /// <summary>pgbench's own count of transactions a second.</summary>
    private static async Task<double> InsertRowsAsync(TestDatabase database)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        var size = await connection.ExecuteScalarAsync<int>(
            "SELECT avg(pg_column_size(s.*))::int FROM (SELECT * FROM submissions LIMIT 1000) s"
        );
        await connection.ExecuteAsync(
            "DROP TABLE IF EXISTS rows; CREATE TABLE rows (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), body text)"
        );
        var script = Path.Combine(Path.GetTempPath(), $"insert-{Guid.CreateVersion7():n}.sql");
        // Texts that are stored as they are, neither compressed nor elsewhere.
        var body = RandomNumberGenerator.GetHexString(size - 16);
        await File.WriteAllTextAsync(script, $"INSERT INTO rows (body) VALUES ('{body}');");
        var place = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var pgbench = new ProcessStartInfo(
            "pgbench",
            [
                "--no-vacuum",
                $"--client={Clients}",
                "--jobs=2",
                string.Create(CultureInfo.InvariantCulture, $"--time={Length.TotalSeconds:0}"),
                $"--file={script}",
                $"--host={place.Host}",
                string.Create(CultureInfo.InvariantCulture, $"--port={place.Port}"),
                $"--username={place.Username}",
                place.Database!,
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["PGPASSWORD"] = place.Password },
        };
        using var process = Process.Start(pgbench)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);
        return double.Parse(Tps().Match(said).Groups["tps"].Value, CultureInfo.InvariantCulture);
    }

    private static double Median<T>(IEnumerable<T> values, Func<T, double> of) =>
        values.Select(of).Order().ElementAt(Runs / 2);

    private static string All(IEnumerable<double> values) => string.Join(", ", values.Order().Select(Text));

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tps();

    private sealed record Measure(double Rate, double P50, double P99);
}
