using System.Diagnostics.Metrics;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Which of the service's stations are paused, as this copy knows it. Until it knows, its stations rest; while the database is
/// away, what was known last holds.
/// </summary>
public sealed class Pauses
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IReadOnlyList<Pause> _current = [];

    internal Pauses(IEnumerable<PausableStations> stations, IMeterFactory meters)
    {
        Stations = [.. stations.SelectMany(some => some.Names)];
        if (Stations.Count == 0)
            _known.SetResult();
        else
            meters
                .Create(Telemetry.Meter.Name)
                .CreateObservableGauge(
                    "moderation.station.paused",
                    () =>
                        Stations.Select(station => new Measurement<int>(
                            IsPaused(station) ? 1 : 0,
                            KeyValuePair.Create<string, object?>("station", station)
                        )),
                    "{station}",
                    "1 while an operator has paused the station, otherwise 0."
                );
    }

    /// <summary>Those that can be paused.</summary>
    public IReadOnlyList<string> Stations { get; }

    public IReadOnlyList<Pause> Current => _current;

    /// <summary>Ends when it was read for the first time what is paused.</summary>
    public Task Known => _known.Task;

    public bool Has(string station) => Stations.Contains(station, StringComparer.Ordinal);

    public bool IsPaused(string station) => _current.Any(pause => pause.Station == station);

    internal void Take(IReadOnlyList<Pause> read)
    {
        _current = read;
        _known.TrySetResult();
    }
}
