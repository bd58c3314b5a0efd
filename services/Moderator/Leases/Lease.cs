namespace Moderation.Moderator.Leases;

/// <summary>Who has a comment in hand.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Id">Known to its holder alone: who names it holds it.</param>
/// <param name="ModeratorId">The holder.</param>
/// <param name="Moderator">The holder's name.</param>
/// <param name="Until">When it ends unless it is renewed, by the database's clock.</param>
internal sealed record Lease(Guid CommentId, Guid Id, Guid ModeratorId, string Moderator, DateTimeOffset Until)
{
    public Holder Holder => new(Moderator, Until);
}

/// <summary>Who has a comment in hand, as colleagues see it.</summary>
/// <param name="Moderator">Name of the person.</param>
/// <param name="Until">When it ends unless it is renewed.</param>
public sealed record Holder(string Moderator, DateTimeOffset Until);
