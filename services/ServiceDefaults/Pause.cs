namespace Moderation.ServiceDefaults;

/// <summary>A station that an operator has paused.</summary>
/// <param name="Station">One of <see cref="Stations"/>.</param>
/// <param name="Reason">What the operator wrote.</param>
/// <param name="By">The operator's name.</param>
/// <param name="Since">Since when.</param>
public sealed record Pause(string Station, string Reason, string By, DateTimeOffset Since);

/// <summary>The stations that a service can pause.</summary>
internal sealed record PausableStations(IReadOnlyList<string> Names);
