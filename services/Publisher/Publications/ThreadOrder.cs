using System.Globalization;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Publications;

/// <summary>The last thread of a page, after which the next begins. Opaque to clients.</summary>
/// <param name="Likes">How many liked it; 0 where the order does not go by likes.</param>
/// <param name="Place">When it was sent, and its id.</param>
public sealed record ThreadCursor(int Likes, Cursor Place);

/// <summary>In which order readers see threads. Replies are the oldest first in each.</summary>
/// <param name="Start">Before the first.</param>
/// <param name="Keys">The SQL columns by which threads are sorted.</param>
/// <param name="From">The same of a cursor, as parameters.</param>
/// <param name="After">The SQL operator between an item and the cursor of the page before.</param>
/// <param name="Direction">In SQL.</param>
public sealed record ThreadOrder(ThreadCursor Start, string[] Keys, string[] From, string After, string Direction)
{
    private const int LikesLength = 8;
    private static readonly string[] Sent = ["submitted_at", "comment_id"];
    private static readonly string[] SentFrom = ["@Moment", "@Id"];

    public static ThreadOrder Newest { get; } = new(new(0, Cursor.BeforeNewest), Sent, SentFrom, "<", "DESC");

    public static ThreadOrder Oldest { get; } = new(new(0, Cursor.BeforeOldest), Sent, SentFrom, ">", "ASC");

    /// <summary>
    /// What most readers like first, the newest first among equals: as Wilson's lower bound orders what nobody can dislike.
    /// </summary>
    public static ThreadOrder Best { get; } =
        new(new(int.MaxValue, Cursor.BeforeNewest), ["likes", .. Sent], ["@Likes", .. SentFrom], "<", "DESC");

    /// <summary>The SQL condition for what comes after the cursor.</summary>
    public string IsAfter => $"({string.Join(", ", Keys)}) {After} ({string.Join(", ", From)})";

    /// <summary>The SQL clause behind <c>ORDER BY</c>.</summary>
    public string By => string.Join(", ", Keys.Select(key => $"{key} {Direction}"));

    /// <returns>Null for a name that is not known; <see cref="Newest"/> for none.</returns>
    public static ThreadOrder? Find(string? name) =>
        name switch
        {
            null or "newest" => Newest,
            "oldest" => Oldest,
            "best" => Best,
            _ => null,
        };

    /// <returns><see cref="Start"/> for no text, null for one that is no cursor of this order.</returns>
    public ThreadCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Start;
        if (this != Best)
            return Cursor.Parse(text) is { } place ? new(0, place) : null;
        return
            text.Length > LikesLength
            && int.TryParse(text[..LikesLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var likes)
            && Cursor.Parse(text[LikesLength..]) is { } rest
            ? new(likes, rest)
            : null;
    }

    /// <summary>The cursor of what comes after a thread.</summary>
    public string CursorOf(int likes, DateTimeOffset submittedAt, Guid id)
    {
        var place = new Cursor(submittedAt, id).ToString();
        return this == Best ? likes.ToString("x8", CultureInfo.InvariantCulture) + place : place;
    }
}
