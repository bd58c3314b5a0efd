namespace Moderation.Moderator.Lanes;

/// <summary>What a lane has done since it was opened last, as it was when it was counted.</summary>
/// <param name="Opening">Of that time of being open.</param>
/// <param name="Taken">How many it decided.</param>
/// <param name="TakenBack">How many of these people took back or decided otherwise.</param>
/// <param name="CountedAt">When they were counted.</param>
public sealed record LaneWork(Guid? Opening, int Taken, int TakenBack, DateTimeOffset CountedAt);
