using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>In which order readers see threads. Replies are the oldest first in each.</summary>
/// <param name="Start">Before the first.</param>
/// <param name="After">The SQL operator between an item and the cursor of the page before.</param>
/// <param name="Direction">In SQL.</param>
public sealed record ThreadOrder(Cursor Start, string After, string Direction)
{
    public static ThreadOrder Newest { get; } = new(Cursor.BeforeNewest, "<", "DESC");

    public static ThreadOrder Oldest { get; } = new(Cursor.BeforeOldest, ">", "ASC");

    /// <returns>Null for a name that is not known; <see cref="Newest"/> for none.</returns>
    public static ThreadOrder? Find(string? name) =>
        name switch
        {
            null or "newest" => Newest,
            "oldest" => Oldest,
            _ => null,
        };
}
