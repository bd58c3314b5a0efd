using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Flow;

/// <summary>A station of one service that an operator has paused.</summary>
/// <param name="Service">Such as <c>publisher</c>.</param>
/// <param name="Station">One of <see cref="Stations"/>.</param>
/// <param name="Reason">What the operator wrote.</param>
/// <param name="By">The operator's name.</param>
/// <param name="Since">Since when.</param>
/// <param name="Kept">The service is away: it is told as soon as it answers, and until then nothing is paused.</param>
public sealed record StationPause(
    string Service,
    string Station,
    string Reason,
    string By,
    DateTimeOffset Since,
    bool Kept = false
)
{
    internal static StationPause Of(string service, Pause pause) =>
        new(service, pause.Station, pause.Reason, pause.By, pause.Since);
}

/// <summary>All that are paused.</summary>
public sealed record PauseList(IReadOnlyList<StationPause> Items);

/// <summary>What can be paused.</summary>
internal static class Pausable
{
    /// <summary>Each station with the service whose part of it is paused.</summary>
    public static IReadOnlyList<(string Service, string Station)> All { get; } =
    [
        ("intake", Stations.Intake),
        ("intake", Stations.Relay),
        ("classifier", Stations.Classifier),
        ("moderator", Stations.Relay),
        ("moderator", Stations.Queue),
        ("publisher", Stations.Publisher),
        ("publisher", Stations.Webhooks),
    ];

    /// <summary>The services whose parts of a station can be paused, each by itself.</summary>
    public static IReadOnlyList<string> ServicesOf(string station) =>
        [.. All.Where(one => one.Station == station).Select(one => one.Service)];
}
