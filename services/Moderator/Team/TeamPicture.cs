using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Team;

/// <summary>What waits for the team, and how it gets on. Nobody is compared with anybody.</summary>
/// <param name="Waiting">By queue and section, where something waits; queues in the console's order, sections by name.</param>
/// <param name="Hours">Every hour of the time that was asked for in which something was decided, oldest first.</param>
/// <param name="Online">Who has the console open, by name.</param>
public sealed record TeamPicture(
    IReadOnlyList<WaitingPart> Waiting,
    IReadOnlyList<HourOfTeam> Hours,
    IReadOnlyList<OnlinePerson> Online
);

/// <summary>What waits in one section of a queue.</summary>
/// <param name="Queue">The name of one of <see cref="Queues"/>, or the id of a named queue.</param>
/// <param name="Name">What a named queue is called; null for the others.</param>
/// <param name="Section">Null for comments without one.</param>
/// <param name="Count">How many wait.</param>
/// <param name="Oldest">Since when the oldest does.</param>
public sealed record WaitingPart(string Queue, string? Name, string? Section, int Count, DateTimeOffset? Oldest);

/// <summary>An hour of the team's decisions that stand.</summary>
/// <param name="Hour">Its beginning.</param>
/// <param name="Decisions">Taken by people, one comment at a time.</param>
/// <param name="Batched">Taken in batches.</param>
/// <param name="Median">
/// Seconds that one in the middle took: since the same person's decision before, breaks longer than five minutes left out.
/// Null when none is known.
/// </param>
/// <param name="P90">Seconds that nine in ten did not exceed.</param>
public sealed record HourOfTeam(DateTimeOffset Hour, int Decisions, int Batched, double? Median, double? P90);

/// <param name="Name">Of the person.</param>
/// <param name="Queues">The named queues that they are assigned to, by name.</param>
public sealed record OnlinePerson(string Name, string[] Queues);
