using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Moderation.Classifier.Model;
using Moderation.Classifier.Terminal;

namespace Moderation.Classifier.Learning;

/// <summary><c>train-on-decisions --decisions FILE --out MODEL</c></summary>
internal static class TrainOnDecisionsVerb
{
    public static Command Create()
    {
        var decisions = new Option<string>("--decisions")
        {
            Description =
                "Decided comments as JSON Lines: an archive of Intake's export, or what Moderator hands out for training.",
            Required = true,
        };
        var output = new Option<string>("--out") { Description = "The model file to write.", Required = true };
        var name = new Option<string>("--name")
        {
            Description = "The model's name, which travels with every score.",
            DefaultValueFactory = _ => "learnt",
        };
        var halfLife = new Option<double>("--half-life")
        {
            Description = "A decision that is older by so many days than the newest counts half.",
            DefaultValueFactory = _ => new LearningOptions().HalfLife.TotalDays,
        };
        halfLife.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 1 and <= 3650))
                result.AddError("--half-life must be between 1 and 3650 days.");
        });
        var model = ModelChoice.Option();
        const string what = "Lets a model learn from a newsroom's decisions, and measures it on the newest.";
        var command = new Command("train-on-decisions", what)
        {
            decisions,
            output,
            name,
            halfLife,
            model,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(decisions);
            if (!File.Exists(path))
                throw new InvalidDataException($"There is no file {path}.");
            var read = DecidedComment.Latest(
                File.ReadLines(path)
                    .Index()
                    .Select(line => DecidedComment.Parse(line.Item, line.Index + 1))
                    .OfType<DecidedComment>()
            );
            var learner = new DecisionLearner(
                ModelFile.Load(parsed.GetRequiredValue(model)),
                TimeSpan.FromDays(parsed.GetValue(halfLife))
            );
            var learned = ProgressBar.Show("Learning", DecisionLearner.Steps, step =>
                learner.Learn(parsed.GetRequiredValue(name), read, [], _ => step(), CancellationToken.None)
            );
            var file = ModelFile.Write(learned.Model);
            File.WriteAllBytes(parsed.GetRequiredValue(output), file);
            Console.Error.WriteLine($"{Convert.ToHexStringLower(SHA256.HashData(file))}  {parsed.GetRequiredValue(output)}");
            var figures = learned.Figures;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    learned from {learned.Decisions.Approved} approvals and {learned.Decisions.Rejected} rejections
                    on the newest {figures.Rows}, {figures.Rejected} of them rejected, by what was learned from those before:
                      AUC of rejection          {Text(figures.Auc)}
                      AUC of the model's risk   {Text(figures.BaseAuc)}
                      gain                      {Text(figures.Gain)}
                      calibration error         {Text(figures.CalibrationError)}
                    """
                )
            );
        });
        return command;
    }

    private static string Text(Registry.Measured measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.Value:.000} [{measured.Low:.000}, {measured.High:.000}]");
}
