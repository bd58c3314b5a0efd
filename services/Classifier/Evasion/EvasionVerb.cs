using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Terminal;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Evasion;

/// <summary>A model's macro-F1 on texts disguised in one way, and how much that is below the clean texts'.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Level">The share of words that were disguised.</param>
/// <param name="Changed">The share of texts that the disguise changed.</param>
/// <param name="MacroF1">Decisions at 0.5.</param>
/// <param name="Loss">In points of macro-F1, out of 100.</param>
public sealed record EvasionResult(DisguiseKind Kind, double Level, double Changed, double MacroF1, double Loss);

/// <summary><c>evasion --model MODEL --data FILE [--label]</c></summary>
internal static class EvasionVerb
{
    private const int Seed = 20261124;

    private static readonly double[] Levels = [0.1, 0.2, 0.3];

    public static Command Create()
    {
        var model = ModelChoice.Option();
        var data = new Option<string>("--data") { Description = "Labelled comments as JSON Lines.", Required = true };
        var label = new Option<ScoreLabel>("--label")
        {
            Description = "The label that is measured.",
            DefaultValueFactory = _ => ScoreLabel.Toxicity,
        };
        var json = new Option<bool>("--json") { Description = "Print the results as one JSON object." };
        var command = new Command("evasion", "Measures what a model loses when words are disguised, by kind and share of words.")
        {
            model,
            data,
            label,
            json,
        };
        command.SetAction(parsed =>
        {
            using var scorer = new CommentScorer(ModelFile.Load(parsed.GetRequiredValue(model)));
            var measured = parsed.GetValue(label);
            var comments = DataFile
                .Read(parsed.GetRequiredValue(data))
                .Comments.Where(comment => comment.Is(measured) is not null)
                .ToList();
            if (comments.Count == 0)
                throw new InvalidDataException($"No line carries the label {measured}.");
            var clean = MacroF1(scorer, measured, comments, content => content);
            var kinds = Enum.GetValues<DisguiseKind>();
            var results = ProgressBar.Show("Disguising", kinds.Length * Levels.Length, step =>
                (
                    from kind in kinds
                    from level in Levels
                    select Measure(scorer, measured, comments, clean, kind, level, step)
                ).ToList()
            );
            if (parsed.GetValue(json))
                Console.Out.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            model = scorer.Model,
                            label = measured,
                            clean,
                            results,
                        },
                        ContractJson.Options
                    )
                );
            else
                Print(clean, results);
        });
        return command;
    }

    private static EvasionResult Measure(
        CommentScorer scorer,
        ScoreLabel label,
        List<LabelledComment> comments,
        double clean,
        DisguiseKind kind,
        double level,
        Action step
    )
    {
        var changed = 0;
        var macroF1 = MacroF1(scorer, label, comments, content =>
        {
            var disguised = Disguise.Of(content, kind, level, Seed);
            changed += disguised == content ? 0 : 1;
            return disguised;
        });
        step();
        return new EvasionResult(kind, level, (double)changed / comments.Count, macroF1, (clean - macroF1) * 100);
    }

    private static double MacroF1(
        CommentScorer scorer,
        ScoreLabel label,
        List<LabelledComment> comments,
        Func<string, string> disguise
    ) =>
        Measures
            .Of([.. comments.Select(comment => (Score(scorer, label, comment.Input, disguise), comment.Is(label)!.Value))])
            .MacroF1;

    private static float Score(CommentScorer scorer, ScoreLabel label, CommentInput input, Func<string, string> disguise) =>
        scorer.Score(input with { Content = disguise(input.Content) })[label]
        ?? throw new InvalidDataException($"The model has no head for the label {label}.");

    private static void Print(double clean, List<EvasionResult> results)
    {
        var table = new Table().AddColumns([
            "disguise",
            .. Levels.Select(level => level.ToString("P0", CultureInfo.InvariantCulture)),
            "loss at most",
            "texts changed",
        ]);
        foreach (var kind in results.GroupBy(result => result.Kind))
        {
            table.AddRow([
                kind.Key.ToString(),
                .. kind.Select(result => result.MacroF1.ToString("0.000", CultureInfo.InvariantCulture)),
                kind.Max(result => result.Loss).ToString("0.0", CultureInfo.InvariantCulture),
                kind.Last().Changed.ToString("P0", CultureInfo.InvariantCulture),
            ]);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Macro-F1; clean {clean:0.000}. Losses in points."));
    }
}
