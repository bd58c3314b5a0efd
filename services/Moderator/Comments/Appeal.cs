namespace Moderation.Moderator.Comments;

/// <summary>What the author of a rejected comment says to it.</summary>
/// <param name="Text">As received.</param>
/// <param name="AppealedAt">When, by Intake's clock.</param>
public sealed record Appeal(string Text, DateTimeOffset AppealedAt);
