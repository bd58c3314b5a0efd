using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>All that was last said, and what of it belongs together.</summary>
public sealed record FlowReading(IReadOnlyList<ServiceReading> Services, BrokerReading Broker, DeskReading Desk)
{
    internal ServiceReading Of(string service) => Services.Single(one => one.Service == service);

    internal IReadOnlyList<StationPause> Pauses => [.. Services.SelectMany(service => service.Pauses)];

    /// <summary>And what is to be paused once its service is back.</summary>
    internal IEnumerable<StationPause> AllPauses =>
        Pauses.Concat((Desk.KeptPauses ?? []).Where(kept => !IsPaused(kept.Service, kept.Station)));

    internal bool IsPaused(string service, string? station) =>
        Pauses.Any(pause => pause.Service == service && pause.Station == station);

    /// <summary>Queues that a service reads, named after it; empty while RabbitMQ cannot be asked.</summary>
    internal IEnumerable<QueueReading> QueuesOf(string service) =>
        Queues.Where(queue => queue.Name.StartsWith(service + "-", StringComparison.Ordinal));

    internal IEnumerable<QueueReading> Queues => Broker.Answers ? Broker.Queues! : [];

    /// <summary>What waits in a service's database under the names; null while that cannot be asked.</summary>
    internal IReadOnlyList<Backlog>? BacklogsOf(string service, Func<Backlog, bool> which) =>
        Of(service).Backlogs is { } backlogs ? [.. backlogs.Where(which)] : null;

    internal static bool IsOutbox(Backlog backlog) => backlog.Name == OutboxName;

    private const string OutboxName = "outbox";
}
