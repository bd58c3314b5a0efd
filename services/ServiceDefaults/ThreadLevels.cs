namespace Moderation.ServiceDefaults;

/// <param name="Reply">A reply of a thread.</param>
/// <param name="Replies">Those that stand beneath it, in their order.</param>
public sealed record NestedReply<TReply>(TReply Reply, IReadOnlyList<NestedReply<TReply>> Replies);

/// <summary>
/// On how many levels a thread's replies stand: each beneath what it answers, and what answers a reply on the last level beside
/// it.
/// </summary>
public static class ThreadLevels
{
    public const int Most = 3;

    /// <param name="replies">The oldest first. What answers the thread's own comment, or none of these, stands on the first
    /// level.</param>
    /// <param name="id">Of a reply.</param>
    /// <param name="parentId">Of the comment that a reply answers.</param>
    /// <param name="levels">From 1 to <see cref="Most"/>.</param>
    public static IReadOnlyList<NestedReply<TReply>> Nest<TReply>(
        IEnumerable<TReply> replies,
        Func<TReply, Guid> id,
        Func<TReply, Guid?> parentId,
        int levels
    )
    {
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(parentId);
        var first = new Place<TReply>([], 0);
        var beneath = new Dictionary<Guid, Place<TReply>>();
        foreach (var reply in replies)
        {
            var place = beneath.GetValueOrDefault(parentId(reply) ?? Guid.Empty, first);
            List<NestedReply<TReply>> own = [];
            place.Replies.Add(new(reply, own));
            // Who answers on the last level stands beside what is answered.
            beneath[id(reply)] = place.Level + 1 < levels ? new(own, place.Level + 1) : place;
        }
        return first.Replies;
    }

    private sealed record Place<TReply>(List<NestedReply<TReply>> Replies, int Level);
}
