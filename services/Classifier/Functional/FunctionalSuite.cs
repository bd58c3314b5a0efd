using System.Text.Json;
using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Functional;

/// <summary>One case: what a model has to say of a comment under one label, the other labels left open.</summary>
public sealed record FunctionalCase(string Functionality, ScoreLabel Label, int Expected, string Title, string Text)
{
    public CommentInput Input => new("", Text, Title);
}

/// <summary>How many cases of one functionality a model passed.</summary>
public sealed record FunctionalResult(string Functionality, ScoreLabel Label, int Expected, int Cases, int Passed)
{
    public double Rate => (double)Passed / Cases;
}

/// <summary>Functional tests in the style of HateCheck: small groups of cases that each try one ability.</summary>
public static class FunctionalSuite
{
    /// <exception cref="InvalidDataException">The file is missing or a line cannot be read.</exception>
    public static IReadOnlyList<FunctionalCase> Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"There is no file {path}.");
        try
        {
            return
            [
                .. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<FunctionalCase>(line, ContractJson.Options)!),
            ];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not a functional suite.", exception);
        }
    }

    /// <summary>Decisions are taken at 0.5.</summary>
    public static IReadOnlyList<FunctionalResult> Run(IEnumerable<FunctionalCase> cases, Func<FunctionalCase, float> score) =>
        [
            .. from one in cases
            group one by (one.Functionality, one.Label, one.Expected) into functionality
            select new FunctionalResult(
                functionality.Key.Functionality,
                functionality.Key.Label,
                functionality.Key.Expected,
                functionality.Count(),
                functionality.Count(one => score(one) >= 0.5f == (one.Expected == 1))
            ),
        ];
}
