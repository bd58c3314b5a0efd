using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Moderation.Classifier.Functional;
using Moderation.Contracts;
using Moderation.Testing;
using Moderation.Text;
using Xunit;

namespace Moderation.Classifier.Tests.Functional;

/// <summary>The suite is frozen, is as large as it says, and is not what models are trained on.</summary>
public class FunctionalSuiteTests
{
    /// <summary>Words without marks that make a shingle. Five in a row are a phrase; three are still a turn of it.</summary>
    private const int PhraseWords = 5,
        TurnWords = 3;

    /// <summary>Shorter texts are likely to meet by chance, and are only compared as a whole.</summary>
    private const int FewWords = 5;

    private const double MostShared = 0.5;

    private static readonly string File = Path.Combine(
        Parts.ProjectRoot,
        "tests",
        "Classifier.Tests",
        "Functional",
        "functional.vi.jsonl"
    );

    private static readonly IReadOnlyList<FunctionalCase> Cases = FunctionalSuite.Read(File);

    [Fact]
    public async Task It_is_the_one_that_was_frozen()
    {
        var hash = SHA256.HashData(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        Assert.Equal("19c3deebe0eb610166eafe9e595e035d8d0a1ab5373d800c7a6b0f709290d336", Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void It_tries_at_least_25_functionalities_by_20_cases_each()
    {
        var functionalities = Cases.GroupBy(one => one.Functionality, StringComparer.Ordinal).ToList();
        Assert.True(functionalities.Count >= 25);
        Assert.All(functionalities, cases => Assert.True(cases.Count() >= 20, cases.Key));
        Assert.All(functionalities, cases => Assert.Single(cases.Select(one => (one.Label, one.Expected)).Distinct()));
    }

    /// <summary>
    /// A line is too near if, in words without marks, it is a case's text, holds more than half of a case's phrases of five words
    /// or the case
    /// more than half of the line's, or if more than half of the turns of three words that either has are common to both.
    /// </summary>
    [Fact]
    public void No_training_line_is_near_a_case_or_shares_its_template()
    {
        var cases = Cases.Select(one => new Shingles(one.Text)).ToList();
        var casesOf = cases
            .SelectMany((shingles, index) => shingles.Turns.Select(turn => (turn, index)))
            .ToLookup(pair => pair.turn, pair => pair.index);
        var wholes = cases.Select(shingles => shingles.Whole).ToHashSet(StringComparer.Ordinal);
        var near = new List<string>();
        foreach (var (name, line, text) in TrainingLines())
        {
            var shingles = new Shingles(text);
            var meets = shingles
                .Turns.SelectMany(turn => casesOf[turn])
                .Distinct()
                .Where(index => shingles.IsNear(cases[index]))
                .Select(index => Cases[index].Functionality)
                .ToList();
            if (meets.Count > 0 || wholes.Contains(shingles.Whole))
                near.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{line} {string.Join(' ', meets)}"));
        }

        Assert.Empty(near);
    }

    [Fact]
    public void A_copy_with_a_few_words_changed_is_near_and_a_text_of_its_own_is_not()
    {
        var one = new Shingles("Cần vay tiền nhanh trong ngày không cần thế chấp liên hệ ngay cho em Hoa");
        Assert.True(new Shingles("Can vay tien nhanh trong ngay khong can the chap, lien he ngay cho anh Nam!").IsNear(one));
        Assert.False(new Shingles("Cầu mới xong thì cầu cũ nên cấm xe tải nặng để duy tu").IsNear(one));
    }

    [Fact]
    public void The_rate_of_a_functionality_is_the_share_of_cases_on_the_right_side_of_one_half()
    {
        FunctionalCase[] cases =
        [
            new("a", ScoreLabel.Spam, 1, "", "0.5"),
            new("a", ScoreLabel.Spam, 1, "", "0.4"),
            new("b", ScoreLabel.Hate, 0, "", "0.4"),
            new("b", ScoreLabel.Hate, 0, "", "0.9"),
            new("b", ScoreLabel.Hate, 0, "", "0.1"),
        ];
        var results = FunctionalSuite.Run(cases, one => float.Parse(one.Text, CultureInfo.InvariantCulture));
        Assert.Equal([("a", 2, 1), ("b", 3, 2)], results.Select(result => (result.Functionality, result.Cases, result.Passed)));
    }

    private static IEnumerable<(string Name, int Line, string Text)> TrainingLines() =>
        from path in Directory.GetFiles(Path.Combine(Parts.ProjectRoot, "services", "Classifier", "Data"), "*.jsonl")
        from line in System.IO.File.ReadLines(path).Select((json, index) => (Json: json, Number: index + 1))
        where line.Json.Length > 0
        select (Path.GetFileName(path), line.Number, JsonDocument.Parse(line.Json).RootElement.GetProperty("text").GetString()!);

    private sealed class Shingles
    {
        public Shingles(string text)
        {
            var words = new string([
                .. MatchingText.Of(text).Unmarked.ToArray().Select(unit => char.IsLetterOrDigit(unit) ? unit : ' '),
            ]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Whole = string.Join(' ', words);
            Phrases = Of(words, PhraseWords);
            Turns = Of(words, TurnWords);
            IsShort = words.Length < FewWords + 1;
        }

        public string Whole { get; }

        public HashSet<string> Turns { get; }

        private HashSet<string> Phrases { get; }

        private bool IsShort { get; }

        public bool IsNear(Shingles other)
        {
            if (IsShort || other.IsShort)
                return Whole == other.Whole;
            var phrases = (double)Phrases.Intersect(other.Phrases, StringComparer.Ordinal).Count();
            var turns = (double)Turns.Intersect(other.Turns, StringComparer.Ordinal).Count();
            return phrases > MostShared * Math.Min(Phrases.Count, other.Phrases.Count)
                || turns > MostShared * (Turns.Count + other.Turns.Count - turns);
        }

        private static HashSet<string> Of(string[] words, int length) =>
            [
                .. Enumerable
                    .Range(0, Math.Max(0, words.Length - length + 1))
                    .Select(start => string.Join(' ', words, start, length)),
            ];
    }
}
