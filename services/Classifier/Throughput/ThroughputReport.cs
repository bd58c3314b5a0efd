using System.Globalization;
using System.Text.Json;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Throughput;

/// <summary>The figures as a table for people or as one JSON object.</summary>
internal static class ThroughputReport
{
    public static void Print(ThroughputMeasurement measured, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(measured, ContractJson.Options));
            return;
        }

        var table = new Table().AddColumns("", "scores", "scores and spans");
        AddRow("comments a processor second, one thread", "#,0", speed => speed.OneCore);
        AddRow("comments/s, one thread", "#,0", speed => speed.OneThread);
        AddRow($"comments/s, {measured.Threads} threads", "#,0", speed => speed.AllThreads);
        AddRow("p50 of one, ms", "0.0000", speed => speed.P50Milliseconds);
        AddRow("p99 of one, ms", "0.0000", speed => speed.P99Milliseconds);
        AddRow("bytes allocated a comment", "#,0", speed => speed.AllocatedBytes);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"A million comments re-scored: {measured.MillionSeconds:0.0} s on {measured.Threads} threads."
            )
        );
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{measured.Model}; {measured.Comments:#,0} comments of {measured.MeanLength:0} characters on average, repeated."
            )
        );

        void AddRow(string name, string format, Func<ScoringSpeed, double> figure) =>
            table.AddRow(
                Markup.Escape(name),
                figure(measured.Scores).ToString(format, CultureInfo.InvariantCulture),
                figure(measured.ScoresAndSpans).ToString(format, CultureInfo.InvariantCulture)
            );
    }
}
