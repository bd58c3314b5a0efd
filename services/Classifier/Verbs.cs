using System.CommandLine;
using Moderation.Classifier.Benchmark;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Evasion;
using Moderation.Classifier.Functional;
using Moderation.Classifier.Learning;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Spans;
using Moderation.Classifier.Throughput;
using Moderation.Classifier.Training;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Classifier;

/// <summary>What the executable does instead of serving.</summary>
public static class Verbs
{
    /// <returns>The exit code: 0, or 1 with the reason on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        UnicodeSupport.Require();
        var root = new RootCommand("Classifier: scores comments. Without arguments it serves; a setting is written --Name=value.")
        {
            TrainVerb.Create(),
            TrainOnDecisionsVerb.Create(),
            EvaluateVerb.Create(),
            BenchmarkVerb.Create(),
            FunctionalVerb.Create(),
            EvasionVerb.Create(),
            SpansVerb.Create(),
            ThroughputVerb.Create(),
            ScoreVerb.Create(),
            ExplainVerb.Create(),
            CommandLine.Doctor(),
        };
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception)
            when (exception is InvalidDataException or ModelRefusedException or LearningRefusedException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
