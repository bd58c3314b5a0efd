using Moderation.Classifier.Registry;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Learning;

/// <summary>Trains at night, or when enough was decided, if so configured. Of several copies one does.</summary>
internal sealed class LearningSchedule(
    LearningOptions options,
    LearningJob job,
    TrainingStore trainings,
    RegistryStore registry,
    DecisionClient decisions,
    TimeProvider time,
    ILogger<LearningSchedule> log
) : Rounds(time, TimeSpan.FromMinutes(10))
{
    private readonly TimeProvider _time = time;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (options is { At: null, After: 0 })
            return;
        var last = await trainings.LastAsync(stoppingToken);
        if (LearningTimes.Wanted(options.At, options.After, _time.GetUtcNow(), last?.StartedAt) is not { } need)
            return;
        var known = (await registry.AllAsync(stoppingToken)).FirstOrDefault(model => model.Decisions is not null);
        try
        {
            var count = 0;
            await foreach (var _ in decisions.ReadAsync(need, known?.Decisions!.Last, stoppingToken))
                count++;
            if (count >= need && await job.BeginAsync(by: null, need == 1 ? "nightly" : $"{need} decisions") is { } training)
                await training;
        }
        catch (Exception exception)
            when (exception is LearningRefusedException or HttpRequestException or IOException or InvalidDataException)
        {
            Tell(exception.Message);
        }
    }

    protected override void Tell(string reason) => log.LogWarning("It could not be seen whether to train ({Reason})", reason);
}
