using System.Globalization;
using Moderation.Moderator.Lanes;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// Replays of machine lanes whose truth is known: how often the threshold breaks its budget, and how soon a lane shuts when the
/// share of bad comments doubles.
/// </summary>
internal static class LanesBenchmark
{
    public static void Run(int replays)
    {
        Opened(replays);
        Shares(replays / 10);
        Doubled(replays);
    }

    /// <summary>For comments of which 11 % are bad, as on a newspaper's site, and scores of an AUC of .87.</summary>
    private static void Shares(int replays)
    {
        var table = new Table().AddColumns("budget", "decisions", "opened", "share taken: median", "10 %", "90 %");
        foreach (var budget in new[] { 0.01, 0.02, 0.03, 0.05 })
        {
            foreach (var decisions in new[] { 1_000, 2_000, 4_000, 7_000, 20_000, 100_000 })
            {
                var simulation = new LaneSimulation(Bad: 0.11, Distance: 1.61, decisions, budget);
                var shares = new double[replays];
                Parallel.For(
                    0,
                    replays,
                    seed =>
                    {
                        var random = new Random(seed);
                        if (ThresholdSearch.Find(simulation.Decide(random), budget).Threshold is { } threshold)
                            shares[seed] = simulation.Truth(threshold).Share;
                    }
                );
                Array.Sort(shares);
                table.AddRow(
                    Percent(budget),
                    $"{decisions:N0}",
                    Percent((double)shares.Count(share => share > 0) / replays),
                    Percent(shares[replays / 2]),
                    Percent(shares[replays / 10]),
                    Percent(shares[replays * 9 / 10])
                );
            }
        }
        AnsiConsole.Write(table);
    }

    private static void Opened(int replays)
    {
        var outcomes = new (LaneSimulation Simulation, double? Wrong, double Share)[replays];
        Parallel.For(
            0,
            replays,
            seed =>
            {
                var random = new Random(seed);
                var simulation = LaneSimulation.Draw(random);
                var fit = ThresholdSearch.Find(simulation.Decide(random), simulation.Budget);
                var (share, wrong) = fit.Threshold is { } threshold ? simulation.Truth(threshold) : (0, 0);
                outcomes[seed] = (simulation, fit.Threshold is null ? null : wrong, share);
            }
        );
        var table = new Table().AddColumns(
            "budget",
            "replays",
            "opened",
            "broken",
            "at most (95 %)",
            "share taken, median of opened"
        );
        foreach (
            var (name, rows) in outcomes
                .GroupBy(o => o.Simulation.Budget)
                .OrderBy(group => group.Key)
                .Select(group => (Percent(group.Key), group.ToList()))
                .Append(("all", [.. outcomes]))
        )
        {
            var opened = rows.Where(row => row.Wrong is not null).ToList();
            var broken = opened.Count(row => row.Wrong > row.Simulation.Budget);
            table.AddRow(
                name,
                rows.Count.ToString(CultureInfo.InvariantCulture),
                opened.Count.ToString(CultureInfo.InvariantCulture),
                $"{broken} ({Percent((double)broken / rows.Count)}; of opened {Percent((double)broken / opened.Count)})",
                Percent(Binomial.Upper(broken, rows.Count, 0.05)),
                Percent(opened.Select(row => row.Share).Order().ElementAt(opened.Count / 2))
            );
        }
        AnsiConsole.Write(table);
    }

    private static void Doubled(int replays)
    {
        const int Before = 20_000;
        var table = new Table().AddColumns(
            "bad comments",
            "replays",
            "false alarm in 20,000 before",
            "stayed open",
            "comments until shut: median",
            "95 %",
            "by drift"
        );
        foreach (var bad in new[] { 0.05, 0.11, 0.2 })
        {
            var watched = new LaneSimulation.Watched?[replays / 4];
            Parallel.For(
                0,
                watched.Length,
                seed =>
                {
                    var simulation = new LaneSimulation(bad, Distance: 1.5, Decisions: 4_000, Budget: 0.02);
                    watched[seed] = simulation.Watch(new Random(seed), Before, times: 2);
                }
            );
            var opened = watched.OfType<LaneSimulation.Watched>().ToList();
            var shut = opened.Where(w => w.ShutAt is > 0 or null).OrderBy(w => w.ShutAt ?? int.MaxValue).ToList();
            table.AddRow(
                Percent(bad),
                opened.Count.ToString(CultureInfo.InvariantCulture),
                opened.Count(w => w.ShutAt is <= 0).ToString(CultureInfo.InvariantCulture),
                shut.Count(w => w.ShutAt is null).ToString(CultureInfo.InvariantCulture),
                $"{shut[shut.Count / 2].ShutAt:N0}",
                $"{shut[shut.Count * 95 / 100].ShutAt:N0}",
                Percent((double)shut.Count(w => w.ByDrift) / shut.Count)
            );
        }
        AnsiConsole.Write(table);
    }

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
