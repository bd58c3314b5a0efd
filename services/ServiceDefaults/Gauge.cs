using System.Diagnostics.Metrics;

namespace Moderation.ServiceDefaults;

/// <summary>
/// A figure that is read now and then and told to whoever asks meanwhile, so that no scrape waits for a database. One that could
/// not be read anew is told for half a minute, and then no more: an old figure looks like a good one.
/// </summary>
public sealed class Gauge
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private volatile Reading? _last;

    /// <param name="meters">Of the service.</param>
    /// <param name="time">The clock that figures grow old by.</param>
    /// <param name="name">As OpenTelemetry names it, such as <c>moderation.queue.comments</c>.</param>
    /// <param name="unit">As UCUM writes it.</param>
    /// <param name="description">What it says.</param>
    public Gauge(IMeterFactory meters, TimeProvider time, string name, string unit, string description)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _time = time;
        meters.Create(Telemetry.Meter.Name).CreateObservableGauge<double>(name, Tell, unit, description);
    }

    public void Read(double value) => Read([new Measurement<double>(value)]);

    /// <param name="label">Which tells the values apart.</param>
    /// <param name="values">By the label's value.</param>
    public void Read(string label, IEnumerable<KeyValuePair<string, double>> values) =>
        Read([.. values.Select(v => new Measurement<double>(v.Value, KeyValuePair.Create<string, object?>(label, v.Key)))]);

    private void Read(Measurement<double>[] values) => _last = new(values, _time.GetTimestamp());

    private IEnumerable<Measurement<double>> Tell() =>
        _last is { } last && _time.GetElapsedTime(last.At) < Kept ? last.Values : [];

    private sealed record Reading(Measurement<double>[] Values, long At);
}

/// <summary>Reads <see cref="Gauge"/>s every few seconds.</summary>
/// <param name="time">The clock that the rounds go by.</param>
public abstract class Readings(TimeProvider time) : Rounds(time, TimeSpan.FromSeconds(5))
{
    /// <summary>Whoever works with the database says that it is away; here the figures end.</summary>
    protected sealed override void Tell(string reason) { }
}
