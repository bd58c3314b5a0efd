using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Evaluation;

/// <summary>Measures as a table for people or as one JSON object.</summary>
internal static class MeasuresReport
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Print(IReadOnlyList<FoldMeasures> measures, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { measures }, Json));
            return;
        }

        var table = new Table().AddColumns(
            "label",
            "data",
            "rows",
            "positive",
            "precision",
            "recall",
            "F1",
            "macro-F1",
            "ROC-AUC",
            "AP",
            "ECE",
            "decided at"
        );
        foreach (var (label, file, m, intervals) in measures)
        {
            (double Share, Interval Interval)[] shares =
            [
                (m.Precision, intervals.Precision),
                (m.Recall, intervals.Recall),
                (m.F1, intervals.F1),
                (m.MacroF1, intervals.MacroF1),
                (m.RocAuc, intervals.RocAuc),
                (m.AveragePrecision, intervals.AveragePrecision),
                (m.CalibrationError, intervals.CalibrationError),
            ];
            table.AddRow([
                label.ToString(),
                Markup.Escape(file),
                m.Rows.ToString(CultureInfo.InvariantCulture),
                m.Positives.ToString(CultureInfo.InvariantCulture),
                .. shares.Select(share =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{share.Share:0.000} {share.Interval.Low:0.00}–{share.Interval.High:0.00}"
                    )
                ),
                m.Decision.ToString("0.00", CultureInfo.InvariantCulture),
            ]);
        }

        // Without a terminal the width is a guess that is too narrow for the columns.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Console.IsOutputRedirected ? 190 : 0);
        AnsiConsole.Write(table);
    }
}
