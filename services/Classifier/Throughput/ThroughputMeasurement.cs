using System.Diagnostics;
using Moderation.Classifier.Features;
using Moderation.Classifier.Scoring;

namespace Moderation.Classifier.Throughput;

/// <summary>How fast one way of scoring is.</summary>
/// <param name="OneCore">Comments on one thread for each second of processor time: what it does with a core to itself, whatever else the machine is busy with.</param>
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

/// <summary>Figures of <c>throughput</c>; texts are in memory, and loading the model is left out.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Comments">How many different ones there are.</param>
/// <param name="MeanLength">Characters of their texts, headlines left out.</param>
/// <param name="Threads">One for each processor.</param>
/// <param name="Scores">Scores alone.</param>
/// <param name="ScoresAndSpans">Scores and the words that raised them.</param>
/// <param name="MillionSeconds">A million comments scored on all threads, every score kept.</param>
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

    /// <summary>On a busy machine the time alone would end before the code is at its best.</summary>
    private const int Fewest = 100_000;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    /// <param name="scorer">The model.</param>
    /// <param name="comments">At least one.</param>
    /// <param name="step">Told <see cref="Steps"/> times.</param>
    public static ThroughputMeasurement Of(CommentScorer scorer, CommentInput[] comments, Action step)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(comments);
        ArgumentNullException.ThrowIfNull(step);
        var scores = SpeedOf(comments, comment => scorer.Score(comment), step);
        var spans = SpeedOf(comments, comment => scorer.Explain(comment), step);
        var million = Rescore(scorer, comments);
        step();
        return new ThroughputMeasurement(
            scorer.Model,
            comments.Length,
            comments.Average(comment => comment.Title.Length + comment.Content.Length),
            Environment.ProcessorCount,
            scores,
            spans,
            million.TotalSeconds
        );
    }

    private static ScoringSpeed SpeedOf<T>(CommentInput[] comments, Func<CommentInput, T> score, Action step)
    {
        // Compiled in tiers: the code is at its best after some tens of thousands of calls.
        Repeat(comments, score, Enough);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var processor = Environment.CpuUsage.TotalTime;
        var (count, seconds) = Repeat(comments, score, Enough);
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        step();
        var threads = new (long Count, double Seconds)[Environment.ProcessorCount];
        Parallel.For(0, threads.Length, new ParallelOptions { MaxDegreeOfParallelism = threads.Length }, thread =>
            threads[thread] = Repeat(comments, score, Enough)
        );
        step();
        var (p50, p99) = Latencies(comments, score);
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

    private static (long Count, double Seconds) Repeat<T>(CommentInput[] comments, Func<CommentInput, T> score, TimeSpan time)
    {
        var (count, start) = (0L, Stopwatch.GetTimestamp());
        do
        {
            foreach (var comment in comments)
                score(comment);
            count += comments.Length;
        } while (Stopwatch.GetElapsedTime(start) < time || count < Fewest);
        return (count, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static (double P50, double P99) Latencies<T>(CommentInput[] comments, Func<CommentInput, T> score)
    {
        var taken = new double[Math.Max(20_000, comments.Length)];
        for (var i = 0; i < taken.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            score(comments[i % comments.Length]);
            taken[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(taken);
        return (taken[taken.Length / 2], taken[taken.Length * 99 / 100]);
    }

    private static TimeSpan Rescore(CommentScorer scorer, CommentInput[] comments)
    {
        var kept = new Contracts.Scores[Million];
        var start = Stopwatch.GetTimestamp();
        Parallel.For(0, Million, i => kept[i] = scorer.Score(comments[i % comments.Length]));
        return Stopwatch.GetElapsedTime(start);
    }
}
