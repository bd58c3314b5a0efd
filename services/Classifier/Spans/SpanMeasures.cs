using System.Runtime.InteropServices;

namespace Moderation.Classifier.Spans;

/// <summary>How well found spans cover the marked ones, counted in UTF-16 units ("characters").</summary>
/// <param name="Comments">How many there are.</param>
/// <param name="Precision">Of all characters that were found.</param>
/// <param name="Recall">Of all characters that are marked.</param>
/// <param name="F1">Of both, over all characters of all comments.</param>
/// <param name="MeanF1">
/// F1 of each comment, on average, as SemEval-2021's task 5 (Toxic Spans Detection) counts it: 1 where nothing is marked and
/// nothing was found.
/// </param>
/// <param name="MacroF1">Of marked and unmarked characters, F1 of each, on average: what ViHOS' published code counts, though it
/// counts syllables.</param>
public sealed record SpanMeasures(int Comments, double Precision, double Recall, double F1, double MeanF1, double MacroF1)
{
    public static SpanMeasures Of(IEnumerable<(bool[] Marked, bool[] Found)> comments)
    {
        ArgumentNullException.ThrowIfNull(comments);
        var (count, mean) = (0, 0.0);
        var all = default(Counts);
        foreach (var (marked, found) in comments)
        {
            var own = Counts.Of(marked, found);
            count++;
            mean += own.Hits + own.Alarms + own.Misses == 0 ? 1 : F1Of(own.Hits, own.Alarms, own.Misses);
            all = new Counts(all.Hits + own.Hits, all.Alarms + own.Alarms, all.Misses + own.Misses, all.Quiet + own.Quiet);
        }

        var f1 = F1Of(all.Hits, all.Alarms, all.Misses);
        return new SpanMeasures(
            count,
            Share(all.Hits, all.Hits + all.Alarms),
            Share(all.Hits, all.Hits + all.Misses),
            f1,
            mean / Math.Max(1, count),
            (f1 + F1Of(all.Quiet, all.Misses, all.Alarms)) / 2
        );
    }

    private static double F1Of(long hits, long alarms, long misses) => Share(2 * hits, (2 * hits) + alarms + misses);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Counts(long Hits, long Alarms, long Misses, long Quiet)
    {
        public static Counts Of(bool[] marked, bool[] found)
        {
            var pairs = marked.Zip(found).CountBy(pair => pair).ToDictionary();
            return new Counts(
                pairs.GetValueOrDefault((true, true)),
                pairs.GetValueOrDefault((false, true)),
                pairs.GetValueOrDefault((true, false)),
                pairs.GetValueOrDefault((false, false))
            );
        }
    }
}
