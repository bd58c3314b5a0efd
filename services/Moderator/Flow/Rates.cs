using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>How often a second a copy's counts rose in the last while.</summary>
internal sealed class Rates
{
    /// <summary>Long enough for a rate to be steady, short enough to show what changes.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<StationReport> _reports = new();

    /// <returns>Empty after a copy's first report, and after its restart.</returns>
    public IReadOnlyDictionary<string, double> Add(StationReport report)
    {
        if (_reports.TryPeek(out var former) && (former.StartedAt, former.Copy) != (report.StartedAt, report.Copy))
            _reports.Clear();
        _reports.Enqueue(report);
        // One that is older stays, so that a slow pace has something to compare with.
        while (_reports.Count > 2 && report.At - _reports.ElementAt(1).At >= Window)
            _reports.Dequeue();
        var first = _reports.Peek();
        var seconds = (report.At - first.At).TotalSeconds;
        return seconds <= 0
            ? new Dictionary<string, double>(StringComparer.Ordinal)
            : report.Counts.ToDictionary(
                count => count.Key,
                count => Math.Max(0, count.Value - first.Counts.GetValueOrDefault(count.Key)) / seconds,
                StringComparer.Ordinal
            );
    }
}
