using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.Classifier.Terminal;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Benchmark;

/// <summary><c>benchmark --train FILE… --dev FILE --test FILE --label FIELD</c></summary>
internal static class BenchmarkVerb
{
    private static readonly JsonSerializerOptions Json = new(ContractJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var train = new Option<string[]>("--train")
        {
            Description = "Texts to learn from, as JSON Lines.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var dev = new Option<string>("--dev")
        {
            Description = "The data set's development texts; they are learned from as well.",
            Required = true,
        };
        var test = new Option<string>("--test")
        {
            Description = "Texts to measure on; nothing is learned or chosen on them.",
            Required = true,
        };
        var label = new Option<string>("--label")
        {
            Description = "The field that holds the class, such as label, toxic, constructive, spam or kind.",
            Required = true,
        };
        var title = new Option<bool>("--title") { Description = "Read the article's title and topic too." };
        var profile = new Option<BenchmarkProfile>("--profile")
        {
            Description =
                "fast: one linear model over the features that the service scores with. best: nets beside one over n-grams.",
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("benchmark", "Trains the recipe on a data set's own labels and measures it on its test texts.")
        {
            train,
            dev,
            test,
            label,
            title,
            profile,
            json,
        };
        command.SetAction(parsed =>
        {
            List<BenchmarkText> ReadFile(string path) =>
                [.. BenchmarkFile.Read(path, parsed.GetRequiredValue(label), parsed.GetValue(title))];
            List<BenchmarkText> learned =
            [
                .. parsed.GetRequiredValue(train).SelectMany(ReadFile),
                .. ReadFile(parsed.GetRequiredValue(dev)),
            ];
            var result = Measure(learned, ReadFile(parsed.GetRequiredValue(test)), parsed.GetValue(profile));
            Print(result, parsed.GetValue(json));
        });
        return command;
    }

    private static BenchmarkResult Measure(
        List<BenchmarkText> learnedTexts,
        List<BenchmarkText> testTexts,
        BenchmarkProfile profile
    )
    {
        var watch = Stopwatch.StartNew();
        var classes = learnedTexts
            .Select(text => text.Class)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (classes.Count < 2)
            throw new InvalidDataException("The training texts are all of one class.");
        var learned = new RecipeData(learnedTexts, classes);
        var test = new RecipeData(testTexts, classes);
        var recipe = new Recipe(learned, classes.Count, profile);
        var (decided, held) = ProgressBar.Show("Training", recipe.Steps, step => recipe.Decide(test, step));
        var seconds = watch.Elapsed.TotalSeconds;
        var known = learned.Keys.ToHashSet(StringComparer.Ordinal);
        return BenchmarkResult.Of(
            classes,
            [.. test.Classes.Zip(decided)],
            [.. test.Keys.Select(known.Contains)],
            [.. learned.Classes.Zip(held)],
            seconds
        );
    }

    private static void Print(BenchmarkResult result, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, Json));
            return;
        }

        var table = new Table().AddColumns("class", "rows", "precision", "recall", "F1");
        foreach (var (name, m) in result.PerClass)
            table.AddRow(
                Markup.Escape(name),
                m.Rows.ToString(CultureInfo.InvariantCulture),
                Share(m.Precision),
                Share(m.Recall),
                Share(m.F1)
            );
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"macro-F1 {Share(result.MacroF1)} [{Share(result.Low)}, {Share(result.High)}], "
                    + $"without {result.Seen} seen texts {Share(result.WithoutSeen)}; accuracy {Share(result.Accuracy)}; "
                    + $"{result.TrainSeconds:0} s; five folds of training and dev texts "
                    + $"{Share(result.Folds.MacroF1)} [{Share(result.Folds.Low)}, {Share(result.Folds.High)}]"
            )
        );
    }

    private static string Share(double share) => share.ToString("0.000", CultureInfo.InvariantCulture);
}
