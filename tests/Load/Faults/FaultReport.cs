using System.Globalization;
using System.Text;

namespace Moderation.Load;

/// <summary>The page of what was done to the system, and what became of it.</summary>
internal static class FaultReport
{
    private static readonly string[] Columns =
    [
        "what was done",
        "how often",
        "sent, all accepted",
        "unanswered at first",
        "decided, taken back, erased",
        "next `202` (s)",
        "flow (s)",
        "at rest (s)",
        "lost",
        "doubled",
        "other promises broken",
    ];

    /// <param name="results">In the order of the runs.</param>
    /// <param name="rate">Comments a second.</param>
    /// <param name="length">How long comments were sent for each fault.</param>
    public static string Write(IReadOnlyList<FaultResult> results, int rate, TimeSpan length)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Faults

            What was done to a running system, and what became of the comments. Written by `./infra/faults.sh`, which starts a
            system of three RabbitMQ nodes and PostgreSQL with a synchronous standby, reached by TLS with verified certificates,
            sends known comments at a steady rate, lets moderators decide them, approvals be taken back and readers erase theirs,
            strikes, and then compares every id that was accepted with Intake, Moderator, Publisher, the site and the log of
            webhook attempts. What is promised is in [development.md](development.md#the-promises-and-their-tests).

            {rate} comments a second for {length.TotalSeconds:0} s for each fault. “Next `202`”: the longest time without one
            after a strike, the median and the worst of all strikes. “Flow”: the longest time in which no comment came through
            the broker to Moderator. “At rest”: from the end of the last fault, with the rest of the sending, until every
            accepted comment was where it belongs, in all stores.


            """
        );
        page.AppendLine(Line(Columns)).AppendLine(Line(Columns.Select(_ => "---")));
        foreach (var result in results)
            page.AppendLine(Row(result));
        page.AppendLine();
        page.AppendLine("What each run compared, as the number of comments by which a promise was broken:");
        page.AppendLine();
        page.AppendLine(Line(["promise", .. results.Select(result => result.Fault.Name)]));
        page.AppendLine(Line(Enumerable.Repeat("---", results.Count + 1)));
        foreach (var promise in results.SelectMany(result => result.Checks).Select(check => check.Promise).Distinct())
            page.AppendLine(Line([promise, .. results.Select(result => Text(BrokenOf(result, promise)))]));
        return page.ToString();
    }

    private static string Row(FaultResult result)
    {
        var waits = result.UntilAccepted.Order().ToArray();
        var (lost, doubled) = (BrokenOf(result, "I1"), BrokenOf(result, "I2"));
        return Line(
            [
                result.Fault.Done,
                Text(result.Strikes),
                Text(result.Sent),
                Text(result.Unanswered),
                $"{Text(result.Decided)}, {Text(result.TakenBack)}, {Text(result.Erased)}",
                waits.Length == 0 ? "–" : $"{Text(waits[waits.Length / 2])}, {Text(waits[^1])}",
                Text(result.UntilFlowing),
                result.UntilAtRest is { } rest ? Text(rest) : "never",
                Text(lost),
                Text(doubled),
                Text(result.Broken - lost - doubled),
            ]
        );
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static int BrokenOf(FaultResult result, string promise) =>
        result.Checks.Where(check => check.Promise.StartsWith(promise, StringComparison.Ordinal)).Sum(check => check.Broken);

    private static string Text(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan value) => value.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
