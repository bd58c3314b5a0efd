using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Moderation.ServiceDefaults;

/// <summary>What this copy says of itself. No part that does not answer holds the others up.</summary>
internal sealed class Station(
    ServiceName service,
    HealthCheckService health,
    IOptions<HealthCheckServiceOptions> checks,
    IEnumerable<IBacklogs> backlogs,
    StationCounts counts,
    Pauses pauses,
    TimeProvider time
)
{
    /// <summary>Whoever asks waits little longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Of the check of the way to RabbitMQ.</summary>
    private const string LibrarysName = "masstransit-bus";

    private static readonly string Version =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public async Task<StationReport> ReportAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var read = ReadAsync(patience.Token);
        var names = checks.Value.Registrations.Select(check => check.Name).ToList();
        var states = await Task.WhenAll(names.Select(name => CheckAsync(name, patience.Token)));
        return new StationReport
        {
            Service = service.Value,
            Copy = $"{Environment.MachineName}:{Environment.ProcessId}",
            Version = Version,
            StartedAt = _startedAt,
            At = time.GetUtcNow(),
            Checks = names.Zip(states).ToDictionary(
                check => check.First == LibrarysName ? "broker" : check.First,
                check => check.Second,
                StringComparer.Ordinal
            ),
            Counts = counts.Read(),
            Pauses = pauses.Current,
            Backlogs = await read,
        };
    }

    private async Task<string> CheckAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var report = health.CheckHealthAsync(check => check.Name == name, cancellationToken);
            return (await report.WaitAsync(cancellationToken)).Status.ToString();
        }
        catch (OperationCanceledException)
        {
            return nameof(HealthStatus.Unhealthy);
        }
    }

    private async Task<IReadOnlyList<Backlog>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = Task.WhenAll(backlogs.Select(one => one.ReadAsync(cancellationToken)));
            return [.. (await read.WaitAsync(cancellationToken)).SelectMany(some => some)];
        }
        catch (Exception exception) when (exception is OperationCanceledException || Resilience.IsDatabaseAway(exception))
        {
            return null;
        }
    }
}
