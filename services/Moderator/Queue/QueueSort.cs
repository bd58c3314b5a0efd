using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Queue;

/// <summary>
/// By what a page is sorted, and what a cursor holds of it: a moment, or for some a number of which the highest comes first. Made
/// of constants alone; the comments are <c>c</c>.
/// </summary>
internal sealed record QueueSort
{
    private readonly Func<Comment, DateTimeOffset?>? _momentOf;
    private readonly Func<Comment, float>? _numberOf;

    private QueueSort(string key, bool latestFirst, Func<Comment, DateTimeOffset?> momentOf)
    {
        (Key, Direction, _momentOf) = (key, latestFirst ? " DESC" : "", momentOf);
        After = $"({key}, c.id) {(latestFirst ? '<' : '>')} (@Moment, @Id)";
    }

    private QueueSort(string number, Func<Comment, float> numberOf)
    {
        (Key, Direction, _numberOf) = ($"(-{number})", "", numberOf);
        After = $"({Key}, c.id) > (-@Risk::real, @Id)";
    }

    public string Key { get; }

    public string Direction { get; }

    /// <summary>What comes behind the <see cref="Place"/> of a cursor.</summary>
    public string After { get; }

    /// <summary>Decided comments come latest first and reported ones by weight, whatever was asked for.</summary>
    public static QueueSort Of(QueueFilter filter, QueueOrder order) =>
        filter.IsEverywhere ? new(QueueFilter.Moment, latestFirst: true, c => c.DecidedAt ?? c.QueuedAt)
        : filter.IsDecided ? new("c.decided_at", latestFirst: true, c => c.DecidedAt)
        : filter.IsReported ? new("c.report_weight", c => c.ReportWeight)
        : order switch
        {
            QueueOrder.Risk => new("c.risk", c => c.Risk),
            QueueOrder.Mix => new("c.priority", latestFirst: false, c => c.Priority),
            _ => new("c.queued_at", latestFirst: false, c => c.QueuedAt),
        };

    /// <summary>The parameters of <see cref="After"/>.</summary>
    /// <returns>Null when the text is no cursor of a page that is sorted so.</returns>
    public object? Place(string cursor) => _numberOf is null ? Cursor.Parse(cursor) : RiskCursor.Parse(cursor);

    /// <summary>The cursor of the page that ends with this comment.</summary>
    public string EndOf(Comment last) =>
        _numberOf is null
            ? new Cursor(_momentOf!(last)!.Value, last.Id).ToString()
            : new RiskCursor(_numberOf(last), last.Id).ToString();
}
