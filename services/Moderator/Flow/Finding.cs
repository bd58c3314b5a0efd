using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>What can be wrong. The console has words for each: what it means for whom, and what to do.</summary>
public enum FindingKind
{
    ServiceAway,
    DatabaseAway,
    BrokerAway,

    /// <summary>A service finds no way to RabbitMQ, which itself answers.</summary>
    BusAway,

    /// <summary>A node of RabbitMQ has too little memory, and none takes anything.</summary>
    NodeLacksMemory,

    /// <summary>The same of its disk.</summary>
    NodeLacksDisk,

    /// <summary>The network between RabbitMQ's nodes broke, and this one did not come together with the others again.</summary>
    NodeApart,

    NoConsumer,
    NodeDown,
    CopyAway,

    /// <summary>RabbitMQ works, as the services say; its figures alone cannot be asked.</summary>
    ManagementAway,

    /// <summary>Messages failed, and are not in the ledger of faults yet.</summary>
    SetAside,

    /// <summary>Messages failed, and wait in the ledger for somebody to act.</summary>
    OpenFaults,

    /// <summary>Comments or people are no longer as they were when the model in use began.</summary>
    ModelDrifts,

    /// <summary>A machine lane has shut itself.</summary>
    LaneShut,
    OutboxLate,
    QueueLong,
    WaitLong,
    WebhooksLate,
    WebhooksStopped,

    /// <summary>An operator has paused a station; comments wait there until one resumes it.</summary>
    Paused,
}

/// <summary>Something that is wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Station">Where it is shown.</param>
/// <param name="IsBroken">Comments do not go on because of it; otherwise somebody should look.</param>
/// <param name="Subject">The service, queue, node, copy or endpoint that it is about.</param>
/// <param name="Count">How many messages or comments it concerns, if that is known.</param>
/// <param name="Since">Since when, if that is known.</param>
/// <param name="Pause">Of what is paused.</param>
public sealed record Finding(
    FindingKind Kind,
    string Station,
    bool IsBroken,
    string? Subject = null,
    long? Count = null,
    DateTimeOffset? Since = null,
    StationPause? Pause = null
)
{
    /// <summary>What leaves at once should have left by then, also after a short fault.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>So many messages are not waiting by chance.</summary>
    private const long Long = 1_000;

    private const string Bus = "broker";

    /// <returns>The worst first.</returns>
    internal static IReadOnlyList<Finding> Of(FlowReading reading, TimeSpan longWait, DateTimeOffset now) =>
        [
            .. OfServices(reading)
                .Concat(OfBroker(reading))
                .Concat(OfQueues(reading))
                .Concat(OfModel(reading))
                .Concat(OfLanes(reading))
                .Concat(OfBacklogs(reading, longWait, now))
                .Concat(OfPauses(reading))
                .OrderByDescending(finding => finding.IsBroken)
                .ThenBy(finding => finding.Kind)
                .ThenBy(finding => finding.Subject, StringComparer.Ordinal),
        ];

    private static IEnumerable<Finding> OfServices(FlowReading reading)
    {
        foreach (var service in reading.Services)
        {
            var station = FlowPicture.StationOf(service.Service);
            if (service.AwaySince is { } since)
                yield return new(FindingKind.ServiceAway, station, true, service.Service, Since: since);
            else
            {
                foreach (var copy in (service.Copies ?? []).Where(copy => !copy.Answers))
                {
                    var named = $"{service.Service} {copy.Address}";
                    yield return new(FindingKind.CopyAway, station, false, named, Since: copy.SilentSince);
                }
            }
            if (service.Lacks("database"))
                yield return new(FindingKind.DatabaseAway, station, true, service.Service);
            if (service.Lacks(Bus) && reading.Broker.Answers)
                yield return new(FindingKind.BusAway, station, true, service.Service);
            if (service.Answering.Any(copy => copy.Report!.Checks.GetValueOrDefault("webhooks") == "Degraded"))
                yield return new(FindingKind.WebhooksStopped, FlowPicture.Webhooks, false);
        }
    }

    private static IEnumerable<Finding> OfBroker(FlowReading reading)
    {
        if (reading.Broker.SilentSince is { } since)
            yield return reading.Services.Any(service => service.Lacks(Bus))
                ? new(FindingKind.BrokerAway, FlowPicture.Broker, true, Since: since)
                : new(FindingKind.ManagementAway, FlowPicture.Broker, false, Since: since);
        var nodes = reading.Broker.Answers ? reading.Broker.Nodes ?? [] : [];
        foreach (var node in nodes)
        {
            if (!node.IsRunning)
                yield return new(FindingKind.NodeDown, FlowPicture.Broker, false, node.Name);
            if (node is { IsRunning: true, LacksMemory: true })
                yield return new(FindingKind.NodeLacksMemory, FlowPicture.Broker, true, node.Name);
            if (node is { IsRunning: true, LacksDisk: true })
                yield return new(FindingKind.NodeLacksDisk, FlowPicture.Broker, true, node.Name);
        }
        foreach (var name in NodeReading.Apart(nodes))
            yield return new(FindingKind.NodeApart, FlowPicture.Broker, true, name);
    }

    private static IEnumerable<Finding> OfQueues(FlowReading reading)
    {
        foreach (var service in reading.Services)
        {
            var station = FlowPicture.StationOf(service.Service);
            foreach (var queue in reading.QueuesOf(service.Service))
            {
                if (queue.IsAside)
                {
                    if (queue.Depth > 0)
                        yield return new(FindingKind.SetAside, station, false, queue.Name, queue.Depth);
                    continue;
                }
                var isPaused = Topology.Find(queue.Name) is { } known && reading.IsPaused(service.Service, known.Station);
                // That the service is away, or its station paused, says it already.
                if (queue.Consumers == 0 && service.AwaySince is null && !isPaused)
                    yield return new(FindingKind.NoConsumer, station, true, queue.Name, queue.Depth);
                if (reading.Desk.Faults.GetValueOrDefault(queue.Name) is > 0 and var faults)
                    yield return new(FindingKind.OpenFaults, station, false, queue.Name, faults);
                if (queue.Depth >= Long && !isPaused)
                    yield return new(FindingKind.QueueLong, station, false, queue.Name, queue.Depth);
            }
        }
    }

    private static IEnumerable<Finding> OfLanes(FlowReading reading) =>
        (reading.Desk.ShutLanes ?? []).Select(lane =>
            new Finding(FindingKind.LaneShut, FlowPicture.Queue, false, lane.Name, Since: lane.Since)
        );

    private static IEnumerable<Finding> OfModel(FlowReading reading)
    {
        if (reading.Desk.Drifts > 0)
            yield return new(FindingKind.ModelDrifts, FlowPicture.Classifier, false, Count: reading.Desk.Drifts);
    }

    private static IEnumerable<Finding> OfBacklogs(FlowReading reading, TimeSpan longWait, DateTimeOffset now)
    {
        foreach (var service in reading.Services)
        {
            foreach (var backlog in service.Backlogs ?? [])
            {
                var (kind, station, limit) =
                    FlowReading.IsOutbox(backlog) ? (FindingKind.OutboxLate, FlowPicture.Outbox, Late)
                    : service.Service == "publisher" ? (FindingKind.WebhooksLate, FlowPicture.Webhooks, Late)
                    : (FindingKind.WaitLong, FlowPicture.Queue, longWait);
                if (now - backlog.Oldest >= limit && !reading.IsPaused(service.Service, station))
                    yield return new(
                        kind,
                        station,
                        false,
                        kind == FindingKind.OutboxLate ? service.Service : backlog.Name,
                        backlog.Depth,
                        backlog.Oldest
                    );
            }
        }
    }

    private static IEnumerable<Finding> OfPauses(FlowReading reading) =>
        reading.Pauses.Select(pause => new Finding(
            FindingKind.Paused,
            pause.Station,
            IsBroken: false,
            pause.Service,
            Since: pause.Since,
            Pause: pause
        ));
}
