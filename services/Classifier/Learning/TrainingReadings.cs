using System.Diagnostics.Metrics;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Learning;

/// <summary>Whether a training goes on, and how the last one ended.</summary>
internal sealed class TrainingReadings(TrainingStore trainings, IMeterFactory meters, TimeProvider time) : Readings(time)
{
    private readonly Gauge _running = new(meters, time, "moderation.training.running", "1", "1 while a training goes on.");

    private readonly Gauge _failed = new(
        meters,
        time,
        "moderation.training.failed",
        "1",
        "1 when the last training failed; one that was refused for want of decisions did not."
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var last = await trainings.LastAsync(stoppingToken);
        _running.Read(last?.State == TrainingState.Running ? 1 : 0);
        _failed.Read(last?.State == TrainingState.Failed ? 1 : 0);
    }
}
