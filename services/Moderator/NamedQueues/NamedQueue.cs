using Moderation.Moderator.Comments;

namespace Moderation.Moderator.NamedQueues;

/// <summary>
/// What a queue takes: comments that fit each of its lists. A list that is null fits everything; at least one is given.
/// </summary>
/// <param name="Sections">Any of these.</param>
/// <param name="Rules">Held by any of these rules of the policy, which is the first that minded the comment.</param>
/// <param name="Languages">Written in any of these of <see cref="Comments.Languages"/>.</param>
/// <param name="Queues">Where it would wait otherwise: any of those of <see cref="Comments.Queues"/> that wait.</param>
public sealed record Route(string[]? Sections, string[]? Rules, string[]? Languages, string[]? Queues);

/// <summary>Somebody who can be assigned to queues.</summary>
/// <param name="Id">Author of decisions.</param>
/// <param name="Name">To sign in with.</param>
/// <param name="Sections">Where they work; null is every section.</param>
public sealed record Assignable(Guid Id, string Name, string[]? Sections);

/// <summary>A queue that the newsroom named.</summary>
/// <param name="Id">By which the API and the console ask for it.</param>
/// <param name="Name">1 to 40 characters; unique whatever the case of its letters.</param>
/// <param name="Routes">What it takes; one of them is enough.</param>
/// <param name="People">Whose console opens on it, as long as they can see something in it.</param>
public sealed record NamedQueue(Guid Id, string Name, IReadOnlyList<Route> Routes, IReadOnlyList<Guid> People)
{
    internal const int MaxName = 40;

    /// <summary>Each is a line on the console and a series of the metrics.</summary>
    internal const int Most = 20;

    /// <summary>Whether whoever is limited to these sections can ever see something in it.</summary>
    /// <param name="sections">Null is every section.</param>
    internal bool IsSeenFrom(string[]? sections) => Routes.Any(route => Reaches(route, sections));

    internal static bool Reaches(Route route, string[]? sections) =>
        sections is null || route.Sections is null || route.Sections.Any(section => sections.Includes(section));
}

/// <summary>All named queues, as those who set them see them.</summary>
/// <param name="Version">Counts the changes; a change names the one that it was made on.</param>
/// <param name="IsRouting">What waits is still being brought to where it belongs since.</param>
/// <param name="Queues">In the order in which they are asked.</param>
/// <param name="People">Who can be assigned, by name.</param>
/// <param name="Sections">Those that are known, by name.</param>
public sealed record NamedQueueSettings(
    int Version,
    bool IsRouting,
    IReadOnlyList<NamedQueue> Queues,
    IReadOnlyList<Assignable> People,
    IReadOnlyList<string> Sections
);

/// <summary>A named queue as its moderators see it.</summary>
/// <param name="Id">By which it is asked for.</param>
/// <param name="Name">What it is called.</param>
/// <param name="IsOwn">Whether the person is assigned to it.</param>
public sealed record ShownQueue(Guid Id, string Name, bool IsOwn);

/// <summary>The named queues in which the person can see something, in the order in which they are asked.</summary>
public sealed record ShownQueues(IReadOnlyList<ShownQueue> Queues);
