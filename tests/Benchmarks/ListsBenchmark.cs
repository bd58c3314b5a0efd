using System.Diagnostics;
using System.Globalization;
using Moderation.Contracts;
using Moderation.Moderator.Lists;
using Moderation.Text;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// What the word lists take for a comment of 1,000 characters, from the text as received to the hits, with 10,000 terms of two to
/// four syllables; and beside it one <see cref="string.Contains(string, StringComparison)"/> for each term, which finds neither
/// whole words nor disguised ones. The same comments in the same run; of each comment the shortest of three rounds counts, so
/// that what else the machine does stays out.
/// </summary>
internal static class ListsBenchmark
{
    private const int Terms = 10_000;
    private const int Comments = 5_000;
    private const int NaiveComments = 500;
    private const int Length = 1_000;
    private const int Rounds = 3;

    private static readonly string[] Onsets =
    [
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "h",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "nh",
        "ph",
        "qu",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ];

    private static readonly string[] Rhymes =
    [
        "a",
        "á",
        "ạ",
        "ai",
        "ải",
        "am",
        "an",
        "àn",
        "ang",
        "ắng",
        "anh",
        "ao",
        "ấu",
        "ây",
        "em",
        "ên",
        "ết",
        "iêm",
        "iến",
        "ò",
        "ong",
        "ối",
        "ồn",
        "ông",
        "ơi",
        "ớn",
        "u",
        "ù",
        "ung",
        "ướng",
        "ượt",
    ];

    public static void Run()
    {
        var random = new Random(20_261_124);
        var terms = new HashSet<string>(StringComparer.Ordinal);
        while (terms.Count < Terms)
            terms.Add(Phrase(random, random.Next(2, 5)));
        var comments = Enumerable.Range(0, Comments).Select(_ => Phrase(random, 400)[..Length]).ToArray();
        var matcher = new TermMatcher(terms.Select((term, i) => ((ListKind)(i % 2), term)));

        var (text, hits, hitsFound, contained) = (new MatchingText(), new List<TermHit>(), 0L, 0L);
        var automaton = Measure(comments, comment =>
        {
            hits.Clear();
            text.Read(comment);
            matcher.Find(text, CommentField.Content, hits);
            hitsFound += hits.Count;
        });
        var naive = Measure(comments[..NaiveComments], comment =>
        {
            var lower = comment.ToLowerInvariant();
            foreach (var term in terms)
                contained += lower.Contains(term, StringComparison.Ordinal) ? 1 : 0;
        });

        var table = new Table().AddColumns("10,000 terms, 1,000 characters", "p50, ms", "p99, ms", "longest, ms");
        table.AddRow([
            "automaton over the folded text",
            Text(At(automaton, 0.5)),
            Text(At(automaton, 0.99)),
            Text(automaton[^1]),
        ]);
        table.AddRow(["string.Contains for each term", Text(At(naive, 0.5)), Text(At(naive, 0.99)), Text(naive[^1])]);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio of the medians {At(naive, 0.5) / At(automaton, 0.5):0.0}; "
                    + $"{automaton.Length} and {naive.Length} comments, {hitsFound / (double)(Comments * Rounds):0.0} hits each, "
                    + $"{contained / (double)(NaiveComments * Rounds):0.0} by Contains"
            )
        );
    }

    /// <summary>Milliseconds of each, in order of length.</summary>
    private static double[] Measure(string[] comments, Action<string> look)
    {
        var times = new double[comments.Length];
        Array.Fill(times, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < comments.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                look(comments[i]);
                times[i] = Math.Min(times[i], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Array.Sort(times);
        return times;
    }

    private static string Phrase(Random random, int syllables) =>
        string.Join(
            ' ',
            Enumerable.Range(0, syllables).Select(_ => Onsets[random.Next(Onsets.Length)] + Rhymes[random.Next(Rhymes.Length)])
        );

    private static double At(double[] times, double quantile) => times[(int)(quantile * (times.Length - 1))];

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
