using Moderation.Contracts;

namespace Moderation.Moderator.Comments;

/// <summary>The open reports of a comment.</summary>
/// <param name="Count">How many readers report it.</param>
/// <param name="Weight">What they weigh together: the queue's order.</param>
/// <param name="Reasons">The most frequent first.</param>
/// <param name="Latest">When the last one came, by Intake's clock.</param>
public sealed record Reports(int Count, double Weight, IReadOnlyList<ReasonCount> Reasons, DateTimeOffset Latest);

/// <param name="Reason">Why readers report it.</param>
/// <param name="Count">How many do for that reason.</param>
public sealed record ReasonCount(RejectReason Reason, int Count);
