using System.Globalization;
using Moderation.Load;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// What a comment costs, from its submission until it is scored and in the queue, by station: the difference of what each
/// process and the database have counted before and after many comments of which no two are alike, by their number. A fifth of
/// the comments is sent before, so that nothing is counted that only a start costs.
/// </summary>
internal static class CostBenchmark
{
    public static async Task<int> RunAsync(string addresses, int count, int rate)
    {
        var system = Addresses.Read(new FileInfo(addresses));
        var stations = new Stations(system, Path.GetDirectoryName(Path.GetFullPath(addresses))!);
        await using var stores = new Stores(system);
        await SendAsync(system, stores, count / 5, rate);
        var before = await stations.ReadAsync();
        var accepted = await SendAsync(system, stores, count, rate);
        Print(before, await stations.ReadAsync(), accepted);
        return 0;
    }

    private static async Task<int> SendAsync(Addresses system, Stores stores, int count, int rate)
    {
        var own = new FileInfo(Path.Combine(AppContext.BaseDirectory, "comments.jsonl"));
        var comments = VariedComments.Of(CommentFile.Read(own, count: null), count, Random.Shared.Next());
        var progress = new ProgressBars();
        var sent = await Sender.SendAsync(system, comments, rate, progress, CancellationToken.None);
        await stores.WaitAsync(sent.Accepted, TimeSpan.FromMinutes(5), progress, CancellationToken.None);
        return sent.Accepted.Count;
    }

    private static void Print(SystemReading before, SystemReading after, int comments)
    {
        var table = new Table().AddColumns("Station", "ms of processor", "statements", "messages sent", "kB allocated");
        foreach (var (station, now) in after.Stations)
        {
            var then = before.Stations[station];
            table.AddRow(
                station,
                Each(now.ProcessorMs - then.ProcessorMs, "0.00"),
                Each(now.Statements - then.Statements, "0.0"),
                Each(now.Messages - then.Messages, "0.0"),
                Each((now.Allocated - then.Allocated) / 1000, "0")
            );
        }
        table.AddRow("all", Each(All(after) - All(before), "0.00"));
        AnsiConsole.Write(table);
        foreach (var (database, transactions) in after.Transactions)
            Console.WriteLine($"transactions in {database}: {Each(transactions - before.Transactions[database], "0.00")} each");
        Console.WriteLine($"WAL: {Each((after.Wal - before.Wal) / 1000, "0.0")} kB a comment, of {comments} comments");

        static double All(SystemReading reading) => reading.Stations.Values.Sum(station => station.ProcessorMs);

        string Each(double value, string format) => (value / comments).ToString(format, CultureInfo.InvariantCulture);
    }
}
