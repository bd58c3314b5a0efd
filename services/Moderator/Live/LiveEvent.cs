using System.Text.Json;
using Moderation.Contracts;

namespace Moderation.Moderator.Live;

/// <summary>What a console is told. No text of any comment is in it.</summary>
/// <param name="Type">The event's name.</param>
/// <param name="Data">In JSON.</param>
internal sealed record LiveEvent(string Type, string Data)
{
    /// <summary>The first: which console this is, and how long its leases last.</summary>
    public static LiveEvent Hello(Guid console, TimeSpan lease) =>
        Of("hello", new { console, leaseSeconds = lease.TotalSeconds });

    public static LiveEvent Counts(IReadOnlyDictionary<string, int> counts) => Of("counts", counts);

    public static LiveEvent Of(Scoring scoring) => Of("scoring", scoring);

    public static LiveEvent Heartbeat { get; } = new("heartbeat", "{}");

    /// <summary>Named queues have changed, or what stands in them; whoever hears it reads them again.</summary>
    public static LiveEvent Queues { get; } = new("queues", "{}");

    /// <param name="type"><c>arrived</c>, <c>item-decided</c>, <c>item-leased</c> or <c>item-released</c>.</param>
    /// <param name="items">The comments that it is about.</param>
    public static LiveEvent Items<TItem>(string type, IEnumerable<TItem> items) => Of(type, new { items });

    private static LiveEvent Of<T>(string type, T data) => new(type, JsonSerializer.Serialize(data, ContractJson.Options));
}

/// <summary>A comment that came into a queue by the policy; a named one stands there by its id.</summary>
internal sealed record Arrival(Guid Id, string Queue);

/// <summary>A comment that was decided, or whose decision was taken back.</summary>
/// <param name="Id">The comment.</param>
/// <param name="Queue">Where it is now; a named queue by its id.</param>
/// <param name="Outcome">
/// What was decided; <c>undo</c> when a decision was taken back, <c>withdraw</c> or <c>appeal</c> when the author did so,
/// <c>report</c> when other readers did.
/// </param>
/// <param name="Moderator">Who did; null when the policy or the comment's author did.</param>
/// <param name="Version">The decision's place in the comment's history.</param>
/// <param name="Featured">Whether it is picked out for readers, since then or before.</param>
/// <param name="ParentId">What it answers, if it is a reply.</param>
internal sealed record DecidedItem(
    Guid Id,
    string Queue,
    string Outcome,
    string? Moderator,
    int Version,
    bool Featured,
    Guid? ParentId
);

internal sealed record LeasedItem(Guid Id, string Moderator, DateTimeOffset Until);

internal sealed record ReleasedItem(Guid Id);
