using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Terminal;
using Moderation.Classifier.Training.Perturbation;
using Moderation.Contracts;
using Spectre.Console;

namespace Moderation.Classifier.Training;

/// <summary><c>train --data FILE[=WEIGHT][@DOMAIN][~LABEL]… --out MODEL</c></summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description =
                "Labelled comments as JSON Lines. FILE=3 lets each line count three times; FILE@social says that they are of "
                + "another domain than news; FILE~spam that none of its lines is spam. The domain of the first file is the one "
                + "to be scored.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string>("--out") { Description = "The model file to write.", Required = true };
        var name = new Option<string>("--name")
        {
            Description = "The model's name, which travels with every score.",
            DefaultValueFactory = _ => "open",
        };
        var bits = new Option<int>("--slot-bits")
        {
            Description = "Features are hashed into 2 to the power of this many slots.",
            DefaultValueFactory = _ => new FeatureSettings().SlotBits,
        };
        var l2 = new Option<float>("--l2")
        {
            Description = "Strength of the regularisation.",
            DefaultValueFactory = _ => ModelTraining.UsualL2,
        };
        var shares = new Option<string[]>("--shares")
        {
            Description =
                "How much each domain's head counts, as DOMAIN=SHARE…, or LABEL.DOMAIN=SHARE for one label; without it held-out "
                + "scores decide.",
            AllowMultipleArgumentsPerToken = true,
        };
        var expect = new Option<string[]>("--expect")
        {
            Description =
                "The share of a label's comments where the model is to score, as LABEL=SHARE…, if the data have another.",
            AllowMultipleArgumentsPerToken = true,
        };
        var trust = new Option<string[]>("--trust")
        {
            Description =
                "How far a label's probabilities are believed where the model is to score, as LABEL=SHARE…: below 1 draws them "
                + "towards a half.",
            AllowMultipleArgumentsPerToken = true,
        };
        var beside = new Option<string[]>("--beside")
        {
            Description =
                "One more head for a label, as LABEL@DOMAIN[=EXPECTED]:DOMAIN=SHARE,…: calibrated on the comments of DOMAIN, of "
                + "which EXPECTED is the share to be expected; the higher probability of a label's heads is its score.",
            AllowMultipleArgumentsPerToken = true,
        };
        var perturb = new Option<int>("--perturb")
        {
            Description = "Train also on so many copies of each comment with disguised and mistyped words.",
        };
        var spans = new Option<string?>("--spans")
        {
            Description = "Comments with marked words (text, toxic, spans), to learn which words offend.",
        };
        var json = new Option<bool>("--json") { Description = "Print the measures as one JSON object." };
        var command = new Command("train", "Trains a model and measures it on held-out folds.")
        {
            data,
            output,
            name,
            bits,
            l2,
            shares,
            expect,
            trust,
            beside,
            perturb,
            spans,
            json,
        };
        command.SetAction(parsed =>
        {
            var files = parsed
                .GetRequiredValue(data)
                .Select(DataFile.Read)
                .Select(file => Perturber.WithCopies(file, parsed.GetValue(perturb)))
                .ToList();
            var training = new ModelTraining(
                new FeatureSettings { SlotBits = parsed.GetValue(bits) },
                parsed.GetValue(l2),
                SharesOf(parsed.GetValue(shares) ?? [], files),
                ByLabel(parsed.GetValue(expect) ?? []),
                ByLabel(parsed.GetValue(trust) ?? []),
                BesideOf(parsed.GetValue(beside) ?? [], files)
            );
            var trained = ProgressBar.Show("Training", ModelTraining.StepsOf(files), step =>
                training.Train(parsed.GetValue(name)!, files, step)
            );
            var model = parsed.GetValue(spans) is { } marked
                ? new WordTraining(trained.Model.Header.Features).AddTo(trained.Model, MarkedComment.Read(marked))
                : trained.Model;
            var (path, file) = (parsed.GetRequiredValue(output), ModelFile.Write(model));
            File.WriteAllBytes(path, file);
            Console.Error.WriteLine($"{Convert.ToHexStringLower(SHA256.HashData(file))}  {path}");
            MeasuresReport.Print(trained.HeldOut, parsed.GetValue(json));
        });
        return command;
    }

    /// <exception cref="InvalidDataException">A share is no number, or of a domain that no file has.</exception>
    private static Dictionary<string, float>? SharesOf(string[] given, List<DataFile> files)
    {
        var shares = Numbered(given);
        return shares.Keys.FirstOrDefault(key => !files.Exists(file => IsOf(key, file.Domain))) is { } unknown
                ? throw new InvalidDataException($"No file is of the domain {unknown}, which has a share.")
            : shares.Count == 0 ? null
            : shares;

        static bool IsOf(string key, string domain) =>
            key == domain || ScoreLabels.All.Any(row => key == $"{row.Name}.{domain}");
    }

    /// <exception cref="InvalidDataException">
    /// A head is not written as it must be, or names a domain that no file has.
    /// </exception>
    private static List<HeadBeside> BesideOf(string[] given, List<DataFile> files)
    {
        var heads = given.Select(HeadBeside.Parse).ToList();
        return heads
                .SelectMany(head => head.Shares.Keys.Append(head.Domain))
                .FirstOrDefault(domain => !files.Exists(file => file.Domain == domain)) is { } unknown
            ? throw new InvalidDataException($"No file is of the domain {unknown}, which a head beside another names.")
            : heads;
    }

    /// <exception cref="InvalidDataException">A share is not between 0 and 1, or of no label.</exception>
    private static Dictionary<ScoreLabel, float> ByLabel(string[] given) =>
        Numbered(given)
            .ToDictionary(
                share =>
                    ScoreLabels.Named(share.Key)?.Label ?? throw new InvalidDataException($"There is no label {share.Key}."),
                share =>
                    share.Value is > 0 and < 1
                        ? share.Value
                        : throw new InvalidDataException($"The share of {share.Key} must be between 0 and 1.")
            );

    private static Dictionary<string, float> Numbered(string[] given)
    {
        var numbers = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            if (
                one.Split('=') is not [var name, var number]
                || !float.TryParse(number, CultureInfo.InvariantCulture, out var value)
                || !(float.IsFinite(value) && value >= 0 && numbers.TryAdd(name, value))
            )
                throw new InvalidDataException($"{one} must be NAME=NUMBER, with a number of 0 or more, once for each name.");
        }

        return numbers;
    }
}
