using System.Diagnostics;

namespace Moderation.Text.Tests;

/// <summary>How long work takes by itself: the least of several runs, since a busy machine can only make a run longer.</summary>
internal static class Fastest
{
    private const int Runs = 5;

    public static TimeSpan Of(Action work) =>
        Enumerable
            .Range(0, Runs)
            .Min(_ =>
            {
                var start = Stopwatch.GetTimestamp();
                work();
                return Stopwatch.GetElapsedTime(start);
            });
}
