using System.Diagnostics.Metrics;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>What the service keeps, kind by kind.</summary>
public sealed class RetentionReports
{
    private readonly RetentionJob[] _jobs;
    private readonly RetentionStore _store;

    internal RetentionReports(IEnumerable<RetentionJob> jobs, RetentionStore store) =>
        (_jobs, _store) = ([.. jobs], store);

    public bool Has(string kind) => _jobs.Any(job => job.Rule.Kind == kind);

    public async Task<IReadOnlyList<RetentionReport>> ReadAsync(CancellationToken cancellationToken)
    {
        var states = (await _store.StatesAsync(cancellationToken)).ToDictionary(state => state.Kind, StringComparer.Ordinal);
        var runs = await _store.RunsAsync(cancellationToken);
        return
        [
            .. from job in _jobs
            let rule = job.Rule
            where states.ContainsKey(rule.Kind)
            let state = states[rule.Kind]
            select new RetentionReport
            {
                Kind = rule.Kind,
                Setting = rule.Setting,
                KeptSeconds = rule.Kept?.TotalSeconds,
                EverySeconds = rule.Every.TotalSeconds,
                DueAt = state.DueAt,
                OverdueSince = state.OverdueSince(rule.Every),
                Runs = [.. runs[rule.Kind]],
            },
        ];
    }

    /// <summary>Has a kind removed within seconds.</summary>
    public static Task DemandAsync(NpgsqlTransaction transaction, string kind) => RetentionStore.DemandAsync(transaction, kind);
}

/// <summary>How late each kind is.</summary>
internal sealed class RetentionReadings(
    IEnumerable<RetentionJob> jobs,
    RetentionStore store,
    IMeterFactory meters,
    TimeProvider time
) : Readings(time)
{
    private readonly Gauge _overdue = new(
        meters,
        time,
        "moderation.retention.overdue",
        "s",
        "For how long data of the kind should have been removed, or looked for; 0 when all is well."
    );

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        var states = (await store.StatesAsync(stoppingToken)).ToDictionary(state => state.Kind, StringComparer.Ordinal);
        _overdue.Read(
            "kind",
            from job in jobs
            where states.ContainsKey(job.Rule.Kind)
            let state = states[job.Rule.Kind]
            select KeyValuePair.Create(
                job.Rule.Kind,
                state.OverdueSince(job.Rule.Every) is { } since ? (state.Now - since).TotalSeconds : 0
            )
        );
    }
}
