using System.Globalization;
using Spectre.Console;

namespace Moderation.Load;

/// <summary>
/// What waits between the stations while comments are sent, read every five seconds: in the outboxes and in the broker's queues.
/// A rate is held when no backlog grows: between the second and the last fifth of the time, since a start lets some pile up.
/// </summary>
internal sealed class Backlogs(Addresses system)
{
    /// <summary>What comes and goes within a second at any rate, as a share of the comments of one second.</summary>
    private const double Breath = 1;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly List<(string Name, double Waiting)[]> _readings = [];

    /// <summary>Until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var tick = new PeriodicTimer(Every);
        try
        {
            do
                _readings.Add(await ReadAsync(http, cancellationToken));
            while (await tick.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sending has ended.
        }
    }

    /// <returns>Whether none grew.</returns>
    public bool Print(int rate)
    {
        var fifth = Math.Max(1, _readings.Count / 5);
        var table = new Table().AddColumns("Backlog", "second fifth", "last fifth", "most", "growth a minute");
        var held = true;
        foreach (var name in _readings.SelectMany(r => r).Select(w => w.Name).Distinct(StringComparer.Ordinal).Order())
        {
            var waiting = _readings
                .Select(r => r.Where(w => w.Name == name).Sum(w => w.Waiting))
                .ToArray();
            var (early, late) = (waiting.Skip(fifth).Take(fifth).DefaultIfEmpty().Average(), waiting.TakeLast(fifth).Average());
            var minutes = Every.TotalMinutes * Math.Max(1, waiting.Length - 2 * fifth);
            held &= late - early <= Breath * rate;
            if (waiting.Max() > 0)
                table.AddRow(name, Text(early), Text(late), Text(waiting.Max()), Text((late - early) / minutes));
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(held ? "No backlog grew." : "A backlog grew: the rate is not held.");
        return held;
    }

    private async Task<(string, double)[]> ReadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        List<(string, double)> read = [];
        foreach (var (service, operations) in system.Operations)
        {
            var figures = await Figures.ReadAsync(http, operations, cancellationToken);
            read.Add(($"outbox of {service}", figures.Sum("moderation_outbox_messages")));
            read.AddRange(figures.By("moderation_bus_messages", "queue").Select(queue => ($"queue {queue.Label}", queue.Value)));
        }
        return [.. read];
    }

    private static string Text(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
