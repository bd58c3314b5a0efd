using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Classifier.Training;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Evaluation;

/// <summary>Measures as a table for people or as one JSON object.</summary>
internal static class MeasuresReport
{
    private static readonly JsonSerializerOptions Json =
        new(ContractJson.Options) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void Print(IReadOnlyList<FoldMeasures> measures, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { measures }, Json));
            return;
        }

        var table = new Table().AddColumns("label", "data", "rows", "positive", "precision", "recall", "F1", "macro-F1", "ROC-AUC", "AP", "ECE");
        foreach (var (label, file, m) in measures)
        {
            double[] shares = [m.Precision, m.Recall, m.F1, m.MacroF1, m.RocAuc, m.AveragePrecision, m.CalibrationError];
            table.AddRow([
                label.ToString(), Markup.Escape(file), m.Rows.ToString(CultureInfo.InvariantCulture), m.Positives.ToString(CultureInfo.InvariantCulture),
                .. shares.Select(share => share.ToString("0.000", CultureInfo.InvariantCulture)),
            ]);
        }

        // Without a terminal the width is a guess that is too narrow for the columns.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Console.IsOutputRedirected ? 140 : 0);
        AnsiConsole.Write(table);
    }
}
