using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>How a station is.</summary>
public enum StationState
{
    /// <summary>Nothing is known to be wrong.</summary>
    Well,

    /// <summary>Something should be looked at; comments go on.</summary>
    Warning,

    /// <summary>Comments do not go on here.</summary>
    Broken,

    /// <summary>An operator has paused it, or a part of it.</summary>
    Paused,

    /// <summary>It was not asked yet, or what it is about cannot be asked now.</summary>
    Unknown,

    /// <summary>It is not configured where to ask.</summary>
    Unwatched,
}

/// <summary>One station of the flow. Figures that cannot be asked are null.</summary>
public sealed record StationPicture
{
    /// <summary>One of <see cref="FlowPicture.Names"/>.</summary>
    public required string Name { get; init; }

    public required StationState State { get; init; }

    /// <summary>What passes, a second.</summary>
    public double? Rate { get; init; }

    /// <summary>What waits.</summary>
    public long? Depth { get; init; }

    /// <summary>Since when the oldest of it waits.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Messages that failed: set aside at the broker, or open in the ledger of faults.</summary>
    public long? Errors { get; init; }

    /// <summary>Who takes its messages; at the moderators' station, people with a console open.</summary>
    public int? Consumers { get; init; }

    /// <summary>Copies that answer.</summary>
    public int? Answering { get; init; }

    /// <summary>Copies that are known.</summary>
    public int? Copies { get; init; }

    /// <summary>Since when its figures cannot be asked.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>The services that it is made of.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Those of them whose part of it can be paused, each by itself.</summary>
    public IReadOnlyList<string> Pausable { get; init; } = [];

    public IReadOnlyList<StationPause> Pauses { get; init; } = [];

    /// <summary>The queues of RabbitMQ before it.</summary>
    public IReadOnlyList<QueueReading>? Queues { get; init; }

    /// <summary>What waits in databases.</summary>
    public IReadOnlyList<StationBacklog>? Backlogs { get; init; }
}

/// <param name="Service">In whose database.</param>
/// <param name="Name">As <see cref="Backlog.Name"/>.</param>
/// <param name="Depth">How much.</param>
/// <param name="Oldest">Since when.</param>
public sealed record StationBacklog(string Service, string Name, long Depth, DateTimeOffset? Oldest);

/// <summary>The flow of messages at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Stations">In the order in which a comment passes them.</param>
/// <param name="Services">Their copies.</param>
/// <param name="Nodes">Those of RabbitMQ.</param>
/// <param name="Findings">What is wrong, the worst first.</param>
public sealed record FlowPicture(
    DateTimeOffset At,
    IReadOnlyList<StationPicture> Stations,
    IReadOnlyList<ServiceReading> Services,
    IReadOnlyList<NodeReading>? Nodes,
    IReadOnlyList<Finding> Findings
)
{
    internal const string Intake = ServiceDefaults.Stations.Intake;
    internal const string Outbox = ServiceDefaults.Stations.Relay;
    internal const string Broker = "broker";
    internal const string Classifier = ServiceDefaults.Stations.Classifier;
    internal const string Queue = ServiceDefaults.Stations.Queue;
    internal const string Moderators = "moderators";
    internal const string Publisher = ServiceDefaults.Stations.Publisher;
    internal const string Webhooks = ServiceDefaults.Stations.Webhooks;
    internal const string Site = "site";

    /// <summary>What operators have paused, all over the system.</summary>
    internal IReadOnlyList<StationPause> Pauses => [.. Stations.SelectMany(station => station.Pauses)];

    /// <summary>A comment's way.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Intake, Outbox, Broker, Classifier, Queue, Moderators, Publisher, Webhooks, Site];

    /// <summary>Where what is wrong with a service is shown.</summary>
    internal static string StationOf(string service) => service == "moderator" ? Queue : service;

    /// <param name="reading">What was last said.</param>
    /// <param name="longWait">From when on a comment has waited long for a moderator.</param>
    /// <param name="now">When the picture is made.</param>
    public static FlowPicture Of(FlowReading reading, TimeSpan longWait, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var findings = Finding.Of(reading, longWait, now);
        return new FlowPicture(
            now,
            [
                .. Draft(reading).Select(station => station with
                {
                    State = StateOf(station, reading, findings),
                    Pausable = Flow.Pausable.ServicesOf(station.Name),
                    Pauses = [.. reading.AllPauses.Where(pause => pause.Station == station.Name)],
                }),
            ],
            reading.Services,
            reading.Broker.Answers ? reading.Broker.Nodes : null,
            findings
        );
    }

    private static StationState StateOf(StationPicture station, FlowReading reading, IReadOnlyList<Finding> findings)
    {
        var found = findings.Where(finding => finding.Station == station.Name).ToList();
        var services = station.Services.Select(reading.Of).ToList();
        var isBroker = station.Name == Broker;
        return found.Any(finding => finding.IsBroken) ? StationState.Broken
            : found.Any(finding => finding.Kind == FindingKind.Paused) ? StationState.Paused
            : found.Count > 0 ? StationState.Warning
            : isBroker ? !reading.Broker.IsWatched ? StationState.Unwatched
                : reading.Broker is { Queues: null, Silence: null } ? StationState.Unknown
                : StationState.Well
            : services.All(service => !service.IsWatched) ? StationState.Unwatched
            : services.All(service => service.Copies is null) || IsUnknown(station, reading) ? StationState.Unknown
            : StationState.Well;
    }

    private static bool IsUnknown(StationPicture station, FlowReading reading) =>
        station.Name switch
        {
            Outbox or Queue or Webhooks => station.Depth is null,
            Classifier or Publisher => station.Depth is null && reading.Broker.IsWatched,
            Moderators => station.Consumers is null,
            _ => false,
        };

    private static IEnumerable<StationPicture> Draft(FlowReading reading)
    {
        yield return Serving(reading, Intake, "intake") with { Rate = reading.Of("intake").RateOf(Counted.Submissions.Name) };
        yield return Waiting(reading, Outbox, FlowReading.IsOutbox, "intake", "moderator") with
        {
            Rate = Sum(reading.Of("intake").RateOf(Counted.Relayed.Name), reading.Of("moderator").RateOf(Counted.Relayed.Name)),
        };
        yield return Queueing(reading, Broker, [], reading.Queues);
        yield return Serving(reading, Classifier, "classifier") with { Depth = DepthOf(reading, "classifier") };
        var waiting = Waiting(reading, Queue, backlog => !FlowReading.IsOutbox(backlog), "moderator");
        yield return Serving(reading, Queue, "moderator") with
        {
            Depth = waiting.Depth,
            Oldest = waiting.Oldest,
            Backlogs = waiting.Backlogs,
        };
        yield return new StationPicture
        {
            Name = Moderators,
            State = StationState.Unknown,
            Services = ["moderator"],
            Rate = reading.Of("moderator").RateOf($"{Counted.Decisions.Name}{{{Counted.Decider}=person}}"),
            Consumers = reading.Desk.People,
            SilentSince = reading.Of("moderator").AwaySince,
        };
        yield return Serving(reading, Publisher, "publisher") with { Depth = DepthOf(reading, "publisher") };
        yield return Waiting(reading, Webhooks, _ => true, "publisher") with
        {
            Rate = reading.Of("publisher").RateOf(Counted.WebhookAttempts.Name),
        };
        yield return Serving(reading, Site, "site") with { Rate = reading.Of("site").RateOf(Counted.WebhooksReceived.Name) };
    }

    /// <summary>A service with its queues; what it is done with is its rate.</summary>
    private static StationPicture Serving(FlowReading reading, string name, string service)
    {
        var of = reading.Of(service);
        return Queueing(reading, name, [service], reading.QueuesOf(service)) with
        {
            Depth = null,
            Answering = of.Copies is null ? null : of.Answering.Count(),
            Copies = of.Copies?.Count,
            SilentSince = of.AwaySince,
        };
    }

    private static StationPicture Queueing(
        FlowReading reading,
        string name,
        string[] services,
        IEnumerable<QueueReading> all
    )
    {
        var queues = all.OrderBy(queue => queue.Name, StringComparer.Ordinal).ToList();
        var station = new StationPicture { Name = name, State = StationState.Unknown, Services = services };
        if (!reading.Broker.Answers || queues.Count == 0)
            return station with { SilentSince = reading.Broker.SilentSince };
        var work = queues.Where(queue => !queue.IsAside).ToList();
        return station with
        {
            Rate = work.Sum(queue => queue.Out),
            Depth = work.Sum(queue => queue.Depth),
            Errors = queues.Sum(queue => queue.IsAside ? queue.Depth : reading.Desk.Faults.GetValueOrDefault(queue.Name)),
            Consumers = work.Sum(queue => queue.Consumers),
            Queues = queues,
        };
    }

    private static StationPicture Waiting(FlowReading reading, string name, Func<Backlog, bool> which, params string[] services)
    {
        var backlogs = services
            .SelectMany(service =>
                (reading.BacklogsOf(service, which) ?? []).Select(one => new StationBacklog(
                    service,
                    one.Name,
                    one.Depth,
                    one.Oldest
                ))
            )
            .ToList();
        var isKnown = services.Any(service => reading.Of(service).Backlogs is not null);
        return new StationPicture
        {
            Name = name,
            State = StationState.Unknown,
            Services = services,
            Depth = isKnown ? backlogs.Sum(one => one.Depth) : null,
            Oldest = backlogs.Min(one => one.Oldest),
            Backlogs = isKnown ? backlogs : null,
            SilentSince = isKnown ? null : services.Max(service => reading.Of(service).AwaySince),
        };
    }

    private static long? DepthOf(FlowReading reading, string service) =>
        reading.Broker.Answers ? reading.QueuesOf(service).Where(queue => !queue.IsAside).Sum(queue => queue.Depth) : null;

    private static double? Sum(double? one, double? other) => one is null ? other : one + (other ?? 0);
}
