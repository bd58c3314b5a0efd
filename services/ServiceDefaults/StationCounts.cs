using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Adds up what this copy's counters count, from its start on, whether or not anybody takes in its metrics: in all under the
/// counter's name, and by label under <c>name{label=value}</c>.
/// </summary>
internal sealed class StationCounts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public StationCounts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is Counter<long> && instrument.Meter.Name.StartsWith("Moderation", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, measured, labels, _) =>
            {
                Add(instrument.Name, measured);
                foreach (var label in labels)
                    Add($"{instrument.Name}{{{label.Key}={label.Value}}}", measured);
            }
        );
        _listener.Start();
    }

    public IReadOnlyDictionary<string, long> Read() => new Dictionary<string, long>(_sums, StringComparer.Ordinal);

    private void Add(string name, long measured) => _sums.AddOrUpdate(name, measured, (_, sum) => sum + measured);

    public void Dispose() => _listener.Dispose();
}
