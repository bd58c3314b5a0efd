using System.Diagnostics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Scoring;

namespace Moderation.Classifier.Throughput;

/// <summary>How fast one way of scoring is.</summary>
/// <param name="OneCore">Comments on one thread for each second of processor time: what it does with a core to itself, whatever
/// else the machine is busy with.</param>
/// <param name="OneThread">Comments a second on one thread.</param>
/// <param name="AllThreads">Comments a second on one thread for each processor.</param>
/// <param name="P50Milliseconds">Half of the comments, one by one on one thread, took no longer.</param>
/// <param name="P99Milliseconds">99 of 100 took no longer.</param>
/// <param name="AllocatedBytes">Managed memory that one comment takes, its result included.</param>
public sealed record ScoringSpeed(
    double OneCore,
    double OneThread,
    double AllThreads,
    double P50Milliseconds,
    double P99Milliseconds,
    double AllocatedBytes
);

/// <summary>How much is scored for one figure.</summary>
/// <param name="Time">At least so long.</param>
/// <param name="Fewest">At least so many: on a busy machine the time alone would end before the code is at its best.</param>
/// <param name="Rescored">How many stand for the million.</param>
public sealed record Extent(TimeSpan Time, int Fewest, int Rescored)
{
    public static Extent Full { get; } = new(TimeSpan.FromSeconds(3), 100_000, 1_000_000);

    /// <summary>Shows that it works, not how fast.</summary>
    public static Extent Brief { get; } = new(TimeSpan.FromMilliseconds(30), 1_000, 10_000);
}

/// <summary>Figures of <c>throughput</c>; texts are in memory, and loading the model is left out.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Comments">How many different ones there are.</param>
/// <param name="MeanLength">Characters of their texts, headlines left out.</param>
/// <param name="Threads">One for each processor.</param>
/// <param name="Scores">Scores alone.</param>
/// <param name="ScoresAndSpans">Scores and the words that raised them.</param>
/// <param name="MillionSeconds">A million comments scored on all threads, every score kept; a brief run counts it up from
/// fewer.</param>
public sealed record ThroughputMeasurement(
    string Model,
    int Comments,
    double MeanLength,
    int Threads,
    ScoringSpeed Scores,
    ScoringSpeed ScoresAndSpans,
    double MillionSeconds
)
{
    public const int Steps = 7;

    private const int Million = 1_000_000;

    /// <param name="scorer">The model.</param>
    /// <param name="comments">At least one.</param>
    /// <param name="extent">How much is scored.</param>
    /// <param name="step">Told <see cref="Steps"/> times.</param>
    public static ThroughputMeasurement Of(CommentScorer scorer, CommentInput[] comments, Extent extent, Action step)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(comments);
        ArgumentNullException.ThrowIfNull(step);
        var scores = SpeedOf(comments, comment => scorer.Score(comment), extent, step);
        var spans = SpeedOf(comments, comment => scorer.Explain(comment), extent, step);
        var million = Rescore(scorer, comments, extent.Rescored);
        step();
        return new ThroughputMeasurement(
            scorer.Model,
            comments.Length,
            comments.Average(comment => comment.Title.Length + comment.Content.Length),
            Environment.ProcessorCount,
            scores,
            spans,
            million.TotalSeconds * Million / extent.Rescored
        );
    }

    private static ScoringSpeed SpeedOf<T>(CommentInput[] comments, Func<CommentInput, T> score, Extent extent, Action step)
    {
        // Compiled in tiers: the code is at its best after some tens of thousands of calls.
        Repeat(comments, score, extent);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var processor = Environment.CpuUsage.TotalTime;
        var (count, seconds) = Repeat(comments, score, extent);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        step();
        var threads = new (long Count, double Seconds)[Environment.ProcessorCount];
        Parallel.For(0, threads.Length, new ParallelOptions { MaxDegreeOfParallelism = threads.Length }, thread =>
            threads[thread] = Repeat(comments, score, extent)
        );
        step();
        var (p50, p99) = Latencies(comments, score, extent);
        step();
        return new ScoringSpeed(
            count / processor.TotalSeconds,
            count / seconds,
            threads.Sum(thread => thread.Count / thread.Seconds),
            p50,
            p99,
            (double)allocated / count
        );
    }

    private static (long Count, double Seconds) Repeat<T>(CommentInput[] comments, Func<CommentInput, T> score, Extent extent)
    {
        var (count, start) = (0L, Stopwatch.GetTimestamp());
        do
        {
            foreach (var comment in comments)
                score(comment);
            count += comments.Length;
        } while (Stopwatch.GetElapsedTime(start) < extent.Time || count < extent.Fewest);
        return (count, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static (double P50, double P99) Latencies<T>(CommentInput[] comments, Func<CommentInput, T> score, Extent extent)
    {
        var taken = new double[Math.Max(extent.Fewest / 5, comments.Length)];
        for (var i = 0; i < taken.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            score(comments[i % comments.Length]);
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(taken);
        return (taken[taken.Length / 2], taken[taken.Length * 99 / 100]);
    }

    private static TimeSpan Rescore(CommentScorer scorer, CommentInput[] comments, int count)
    {
        var kept = new Contracts.Scores[count];
        var start = Stopwatch.GetTimestamp();
        Parallel.For(0, count, i => kept[i] = scorer.Score(comments[i % comments.Length]));
        return Stopwatch.GetElapsedTime(start);
    }
}
