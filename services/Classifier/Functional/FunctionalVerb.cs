using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Functional;

/// <summary><c>functional --model MODEL --suite FILE</c></summary>
internal static class FunctionalVerb
{
    public static Command Create()
    {
        var model = ModelChoice.Option();
        var suite = new Option<string>("--suite")
        {
            Description = "The cases as JSON Lines: functionality, label, expected, title, text.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "Print the results as one JSON object." };
        var command = new Command(
            "functional",
            "Measures which abilities a model has: the share of cases that it passes, by functionality."
        )
        {
            model,
            suite,
            json,
        };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            var results = FunctionalSuite.Run(FunctionalSuite.Read(parsed.GetRequiredValue(suite)), one =>
                scorer.Score(one.Input)[one.Label] ?? 0
            );
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(new { model = scorer.Model, results }, ContractJson.Options));
            else
                Print(results);
        });
        return command;
    }

    private static void Print(IReadOnlyList<FunctionalResult> results)
    {
        var table = new Table().AddColumns("functionality", "label", "expected", "cases", "passed", "rate");
        foreach (var result in results)
        {
            table.AddRow(
                Markup.Escape(result.Functionality),
                result.Label.ToString(),
                Number(result.Expected),
                Number(result.Cases),
                Number(result.Passed),
                result.Rate.ToString("0.00", CultureInfo.InvariantCulture)
            );
        }

        AnsiConsole.Write(table);

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
