using System.CommandLine;
using System.Security.Cryptography;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Terminal;
using Moderation.Classifier.Training.Perturbation;
using Spectre.Console;

namespace Moderation.Classifier.Training;

/// <summary><c>train --data FILE[=WEIGHT][@DOMAIN]… --out MODEL</c></summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description =
                "Labelled comments as JSON Lines. FILE=3 lets each line count three times; FILE@social says that they are of "
                + "another domain than news. The domain of the first file is the one to be scored.",
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
            var training = new ModelTraining(new FeatureSettings { SlotBits = parsed.GetValue(bits) }, parsed.GetValue(l2));
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
}
