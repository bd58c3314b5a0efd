using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>Why something could not be asked.</summary>
public enum Silence
{
    /// <summary>Nobody takes the connection, or the name is not known.</summary>
    Unreachable,

    /// <summary>It took longer than it may.</summary>
    Slow,

    /// <summary>Something else answers there, or refuses.</summary>
    Refused,
}

/// <summary>One copy of a service, as it was last asked.</summary>
/// <param name="Address">Host and port.</param>
/// <param name="Report">What it said last; null when it never did.</param>
/// <param name="Rates">Of each of its counts, how often a second in the last while.</param>
/// <param name="Silence">Null while it answers.</param>
/// <param name="SilentSince">Since when it does not.</param>
public sealed record CopyReading(
    string Address,
    StationReport? Report,
    IReadOnlyDictionary<string, double> Rates,
    Silence? Silence,
    DateTimeOffset? SilentSince
)
{
    internal bool Answers => Silence is null && Report is not null;
}

/// <summary>One service.</summary>
/// <param name="Service">Such as <c>intake</c>.</param>
/// <param name="IsWatched">Whether it is known where to ask.</param>
/// <param name="Copies">Null until they were asked for the first time.</param>
public sealed record ServiceReading(string Service, bool IsWatched, IReadOnlyList<CopyReading>? Copies)
{
    internal IEnumerable<CopyReading> Answering => (Copies ?? []).Where(copy => copy.Answers);

    /// <summary>Since when not one copy has answered; null while one does, and while nothing is known.</summary>
    internal DateTimeOffset? AwaySince =>
        Copies is { Count: > 0 } copies && copies.All(copy => !copy.Answers) ? copies.Max(copy => copy.SilentSince) : null;

    /// <summary>What waits in its database, as the copy says that answered last; null when none can say it.</summary>
    internal IReadOnlyList<Backlog>? Backlogs =>
        Answering.Where(copy => copy.Report!.Backlogs is not null).MaxBy(copy => copy.Report!.At)?.Report!.Backlogs;

    /// <summary>What is paused of it, as copies say; while none answers, as they said last.</summary>
    internal IEnumerable<StationPause> Pauses =>
        (Answering.Any() ? Answering : Copies ?? [])
            .SelectMany(copy => copy.Report?.Pauses ?? [])
            .DistinctBy(pause => pause.Station, StringComparer.Ordinal)
            .Select(pause => StationPause.Of(Service, pause));

    internal double? RateOf(string count) =>
        Answering.Any() ? Answering.Sum(copy => copy.Rates.GetValueOrDefault(count)) : null;

    /// <summary>Whether every copy that answers finds that part of itself ill, however badly.</summary>
    internal bool Lacks(string check) =>
        Answering.Any() && Answering.All(copy => copy.Report!.Checks.GetValueOrDefault(check, Healthy) != Healthy);

    private const string Healthy = "Healthy";
}

/// <summary>One queue of RabbitMQ.</summary>
/// <param name="Name">Such as <c>publisher-record-decision</c>.</param>
/// <param name="Ready">Messages that wait.</param>
/// <param name="Unacknowledged">Messages that a consumer has in hand.</param>
/// <param name="Consumers">Who takes them.</param>
/// <param name="In">Messages a second.</param>
/// <param name="Out">Messages a second that are done with.</param>
public sealed record QueueReading(string Name, long Ready, long Unacknowledged, int Consumers, double In, double Out)
{
    internal long Depth => Ready + Unacknowledged;

    /// <summary>Messages that failed lie here, or that nobody knew; no consumer reads them.</summary>
    internal bool IsAside => Topology.IsAside(Name);
}

/// <summary>One node of RabbitMQ.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRunning">Whether it is.</param>
/// <param name="LacksMemory">It has too little memory. While any node lacks something, none takes messages.</param>
/// <param name="LacksDisk">It has too little disk.</param>
/// <param name="Lost">Names of the nodes that it takes for lost since the network between them broke.</param>
public sealed record NodeReading(
    string Name,
    bool IsRunning,
    bool LacksMemory = false,
    bool LacksDisk = false,
    IReadOnlyList<string>? Lost = null
)
{
    /// <summary>
    /// The nodes that stand apart: more than half of the others take them for lost. If no such part is the smaller one, all that
    /// anybody takes for lost.
    /// </summary>
    internal static IReadOnlyList<string> Apart(IReadOnlyList<NodeReading> nodes)
    {
        var named = nodes.SelectMany(node => node.Lost ?? []).CountBy(name => name, StringComparer.Ordinal).ToList();
        var outvoted = named.Where(lost => lost.Value * 2 > nodes.Count - 1).ToList();
        return [.. (outvoted.Count > 0 ? outvoted : named).Select(lost => lost.Key).Order(StringComparer.Ordinal)];
    }
}

/// <summary>RabbitMQ, as it was last asked.</summary>
/// <param name="IsWatched">Whether it is known where to ask.</param>
/// <param name="Queues">What it said last; null when it never did.</param>
/// <param name="Nodes">The same.</param>
/// <param name="Silence">Null while it answers.</param>
/// <param name="SilentSince">Since when it does not.</param>
public sealed record BrokerReading(
    bool IsWatched,
    IReadOnlyList<QueueReading>? Queues,
    IReadOnlyList<NodeReading>? Nodes,
    Silence? Silence,
    DateTimeOffset? SilentSince
)
{
    internal bool Answers => Queues is not null && Silence is null;
}

/// <summary>Who is at work, and what failed, from Moderator's own database.</summary>
/// <param name="People">How many have a console open; null while the database is away.</param>
/// <param name="Faults">Messages that failed and about which nobody has acted, by the queue that they were in.</param>
/// <param name="Drifts">How much of what the model in use goes by is no longer as it was.</param>
/// <param name="ShutLanes">The machine lanes that have shut themselves in the last week, and stay shut.</param>
/// <param name="KeptPauses">What services that are away are to pause.</param>
public sealed record DeskReading(
    int? People,
    IReadOnlyDictionary<string, long> Faults,
    int Drifts = 0,
    IReadOnlyList<ShutLane>? ShutLanes = null,
    IReadOnlyList<StationPause>? KeptPauses = null
)
{
    public static DeskReading Unknown { get; } = new(null, new Dictionary<string, long>(StringComparer.Ordinal));
}

/// <summary>A machine lane that has shut itself.</summary>
public sealed record ShutLane(string Name, DateTimeOffset Since);
