using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Moderation.Moderator.Policy;

namespace Moderation.Benchmarks;

/// <summary>
/// Which comments of files are called near-duplicates of one before them, as if they came in one after the other: how many, in
/// what time, and a random hundred of the pairs for somebody to read.
/// </summary>
internal static class DuplicatesBenchmark
{
    private const int Read = 100;

    public static void Run(IEnumerable<string> files)
    {
        var settings = new DuplicateSettings();
        var texts = files
            .SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)
            .Distinct(StringComparer.Ordinal)
            .Select(text => (Text: text, Features: TextFeatures.Of(text)))
            .Where(text => text.Features.Words >= settings.MinSyllables)
            .ToList();
        var hashes = texts.ConvertAll(text => text.Features.ToSimHash());
        var firsts = new List<int>();
        var pairs = new List<(int First, int Copy, double Overlap)>();
        var (candidates, start) = (0L, Stopwatch.GetTimestamp());
        for (var i = 0; i < texts.Count; i++)
        {
            var (first, overlap) = (-1, 0.0);
            foreach (var other in firsts)
            {
                if (!hashes[i].IsNear(hashes[other], settings.Distance))
                    continue;
                candidates++;
                if (texts[i].Features.Overlap(texts[other].Features) is var shared && shared > overlap)
                    (first, overlap) = (other, shared);
            }

            if (overlap >= TextFeatures.NearDuplicate)
                pairs.Add((first, i, overlap));
            else
                firsts.Add(i);
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{texts.Count} texts, {candidates} candidates, {pairs.Count} near-duplicates "
                    + $"in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"
            )
        );
        var chosen = pairs.ToArray();
        new Random(1).Shuffle(chosen);
        foreach (var (first, copy, overlap) in chosen.Take(Read))
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{overlap:0.00}\n  {Line(first)}\n  {Line(copy)}")
            );

        string Line(int index) => texts[index].Text.ReplaceLineEndings(" ");
    }
}
