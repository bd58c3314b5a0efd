namespace Moderation.ServiceDefaults;

/// <summary>A station that an operator has paused.</summary>
/// <param name="Station">One of <see cref="Stations"/>.</param>
/// <param name="Reason">What the operator wrote.</param>
/// <param name="By">The operator's name.</param>
/// <param name="Since">Since when.</param>
public sealed record Pause(string Station, string Reason, string By, DateTimeOffset Since);

/// <summary>The stations that a service can pause.</summary>
/// <param name="Names">Of <see cref="Stations"/>.</param>
/// <param name="Patience">How long they rest at the start until it is known whether they are paused; null is without end.</param>
internal sealed record PausableStations(IReadOnlyList<string> Names, TimeSpan? Patience);
