using Microsoft.Extensions.Logging;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>Removes what is due, one kind after the other, and writes down how it went.</summary>
internal sealed class RetentionRounds(
    IEnumerable<RetentionJob> jobs,
    RetentionStore store,
    TimeProvider time,
    ILogger<RetentionRounds> log
) : Rounds(time)
{
    private readonly TimeProvider _time = time;
    private bool _hasBegun;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (!_hasBegun)
            await store.BeginAsync(jobs.Select(job => job.Rule.Kind), stoppingToken);
        _hasBegun = true;
        foreach (var job in jobs)
        {
            if (await store.ClaimAsync(job.Rule, stoppingToken) is { } startedAt)
                await store.RecordAsync(job.Rule.Kind, await RunAsync(job, startedAt, stoppingToken), stoppingToken);
        }
    }

    private async Task<RetentionRun> RunAsync(RetentionJob job, DateTimeOffset startedAt, CancellationToken stoppingToken)
    {
        var (kind, start) = (job.Rule.Kind, _time.GetTimestamp());
        long removed = 0;
        try
        {
            removed = await job.RemoveAsync(stoppingToken);
            if (removed > 0)
                log.LogInformation("{Count} of {Kind} were kept long enough and are removed", removed, kind);
            var (oldest, waiting) = await job.ReadRemainderAsync(stoppingToken);
            return Run() with { Oldest = oldest, Waiting = waiting };
        }
        catch (NpgsqlException exception)
        {
            log.LogWarning("What was kept of {Kind} could not be removed ({Reason}); trying again", kind, exception.Message);
            return Run() with { Error = exception.Message };
        }

        RetentionRun Run() =>
            new()
            {
                StartedAt = startedAt,
                TookSeconds = _time.GetElapsedTime(start).TotalSeconds,
                Removed = removed,
            };
    }

    /// <summary>Whoever works with the database says that it is away; what is due waits.</summary>
    protected override void Tell(string reason) { }
}
