using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using HdrHistogram;
using Spectre.Console;

namespace Moderation.Load;

/// <summary>Milliseconds at three percentiles.</summary>
internal sealed record Percentiles(double P50, double P95, double P99)
{
    public static Percentiles OfHistogram(HistogramBase microseconds) =>
        new(
            microseconds.GetValueAtPercentile(50) / 1000.0,
            microseconds.GetValueAtPercentile(95) / 1000.0,
            microseconds.GetValueAtPercentile(99) / 1000.0
        );

    public static Percentiles Of(IEnumerable<TimeSpan> spans)
    {
        // A comment can be scored before its client has read the 202.
        var sorted = spans.Select(span => Math.Max(0, span.TotalMilliseconds)).Order().ToArray();
        double At(double share) =>
            sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];
        return new Percentiles(At(0.50), At(0.95), At(0.99));
    }
}

/// <summary>What one run showed.</summary>
internal sealed record Report(
    int Accepted,
    double RateHeld,
    Percentiles Answer,
    Percentiles Scored,
    Percentiles Queued,
    IReadOnlyDictionary<string, int> Refused,
    IReadOnlyDictionary<string, int> Failed,
    IReadOnlyDictionary<string, int> EndStates,
    IReadOnlyList<Check> Checks
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>Nothing was lost, doubled or shown unapproved, and every request was answered.</summary>
    public bool Sound => Failed.Count == 0 && Checks.All(check => check.Broken == 0);

    public static Report Of(Sent sent, IReadOnlyList<EndState> ended, IReadOnlyList<Check> checks) =>
        new(
            sent.Accepted.Count,
            sent.Rate,
            Percentiles.OfHistogram(sent.Latency),
            Percentiles.Of(
                ended
                    .Where(state => state.ScoredAt is not null)
                    .Select(state => state.ScoredAt!.Value - sent.Accepted[state.Id].UtcDateTime)
            ),
            Percentiles.Of(
                ended
                    .Where(state => state.QueuedAt is not null)
                    .Select(state => state.QueuedAt!.Value - sent.Accepted[state.Id].UtcDateTime)
            ),
            sent.Refused,
            sent.Failed,
            ended.GroupBy(state => state.Status).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            checks
        );

    public void Print(bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(this, Json));
            return;
        }

        var figures = new Table().AddColumns("", "p50", "p95", "p99");
        foreach (var (name, p) in new[] { ("due → 202", Answer), ("202 → scored", Scored), ("202 → queue", Queued) })
            figures.AddRow(name, Ms(p.P50), Ms(p.P95), Ms(p.P99));
        AnsiConsole.Write(figures);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Accepted} accepted, {RateHeld:0.0} a second held"));
        Write("Refused by validation", Refused);
        Write("Failed", Failed);
        Write("Ended as", EndStates);
        var promises = new Table().AddColumns("Promise", "Broken", "Example");
        foreach (var check in Checks)
            promises.AddRow(check.Promise, check.Broken.ToString(CultureInfo.InvariantCulture), check.Example?.ToString() ?? "");
        AnsiConsole.Write(promises);
    }

    private static void Write(string heading, IReadOnlyDictionary<string, int> counts)
    {
        AnsiConsole.WriteLine($"{heading}: {(counts.Count == 0 ? "none" : "")}");
        foreach (var (name, n) in counts.OrderByDescending(pair => pair.Value))
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {n,7} {name}"));
    }

    private static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");
}
