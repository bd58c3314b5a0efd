using System.Text;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.ServiceDefaults;
using Moderation.Text;

namespace Moderation.Moderator.Queue;

/// <summary>Which comments are meant, as asked for. What is not given does not limit.</summary>
public record FilterRequest
{
    /// <summary>
    /// The name of one of <see cref="Queues"/>, the id of a named queue, or <see cref="Everywhere"/> where that is taken. What a
    /// route led to a named queue stands in none of the others.
    /// </summary>
    public string? Queue { get; init; }

    /// <summary>In place of a queue: whatever a search finds, wherever it stands.</summary>
    internal const string Everywhere = "all";

    public string? Section { get; init; }

    /// <summary>Id of an article.</summary>
    public string? Article { get; init; }

    /// <summary><c>phone:…</c>, <c>device:…</c> or <c>name:…</c>, as a comment's <c>author.keys</c> give them.</summary>
    public string? Author { get; init; }

    /// <summary>What near-duplicates share, as a finding gives it.</summary>
    public Guid? Cluster { get; init; }

    /// <summary>The name of one of <see cref="ScoreLabels"/>, which the limits are about. Without it, the risk.</summary>
    public string? Label { get; init; }

    /// <summary>From 0 to 1, itself included.</summary>
    public float? MinScore { get; init; }

    /// <summary>From 0 to 1, itself not included unless it is 1.</summary>
    public float? MaxScore { get; init; }

    /// <summary>Only what was picked out for readers; false is as left out.</summary>
    public bool? Featured { get; init; }

    /// <summary>
    /// Stands somewhere in name, title, content or the masked phone, as <see cref="SearchText"/> reads both: with its diacritics,
    /// or else without.
    /// </summary>
    public string? Q { get; init; }

    /// <summary>Queued, or decided, at this moment or later; ISO 8601.</summary>
    public string? From { get; init; }

    /// <summary>Queued, or decided, before this moment; ISO 8601.</summary>
    public string? To { get; init; }
}

/// <summary>
/// Which comments are meant, as SQL sees it. Its properties are the parameters; the conditions are made of constants alone.
/// </summary>
internal sealed record QueueFilter
{
    /// <summary>It stands beside the queue itself, so that the planner knows the indexes of what waits.</summary>
    private const string OnlyWaiting = "is_waiting(c.status)";

    private QueueFilter() { }

    /// <summary>The name of a queue, or the id of a named one. Null is all that waits.</summary>
    public string? Queue { get; private init; }

    /// <summary>Null is every section.</summary>
    public string[]? Sections { get; private init; }

    public string? Article { get; private init; }

    public string? Author { get; private init; }

    public Guid? Cluster { get; private init; }

    public float? MinScore { get; private init; }

    public float? MaxScore { get; private init; }

    public bool Featured { get; private init; }

    /// <summary>What is searched for, as a pattern with its diacritics.</summary>
    public string? Marked { get; private init; }

    /// <summary>The same without.</summary>
    public string? Unmarked { get; private init; }

    /// <summary>True is only what is found with its diacritics, false only what is not; null is both.</summary>
    public bool? WithMarks { get; init; }

    public DateTimeOffset? From { get; private init; }

    public DateTimeOffset? To { get; private init; }

    /// <summary>Decided or not; times are those of the decision, or else of the queue.</summary>
    public bool IsEverywhere { get; private init; }

    /// <summary>The names of all queues that are shown.</summary>
    public string[] Shown { get; } = [.. Queues.All.Select(row => row.Name)];

    private AuthorKey? Key { get; init; }

    private ScoreLabel? Label { get; init; }

    public bool IsDecided => EnumWords.Named<CommentStatus>(Queue)?.IsDecided() == true;

    public bool IsReported => EnumWords.Named<CommentStatus>(Queue) == CommentStatus.Reported;

    public bool IsNamed => Guid.TryParseExact(Queue, "D", out _);

    /// <summary>In which queue a comment <c>c</c> stands.</summary>
    public const string Place = "CASE WHEN is_waiting(c.status) THEN queue_of(c.named_queue_id, c.status) ELSE c.status END";

    /// <summary>When a comment was decided, or else queued.</summary>
    public const string Moment = "coalesce(c.decided_at, c.queued_at)";

    /// <summary>The score that the limits are about; null where there is none.</summary>
    public string Score =>
        Label is { } label ? $"(c.scores ->> '{label.Word()}')::real" : "(CASE WHEN c.scored_at IS NOT NULL THEN c.risk END)";

    /// <summary>Everything but the sections, on the comments <c>c</c>.</summary>
    public string Conditions
    {
        get
        {
            var sql = new StringBuilder(IsEverywhere ? "c.status = ANY(@Shown)" : IsDecided ? "c.status = @Queue" : OnlyWaiting);
            if (!IsDecided && Queue is not null)
                sql.Append(" AND queue_of(c.named_queue_id, c.status) = @Queue");
            if (Article is not null)
                sql.Append(" AND c.article_id = @Article");
            if (Key is not null)
                sql.Append(" AND ").Append(Key.Condition);
            if (Cluster is not null)
                sql.Append(" AND c.cluster_id = @Cluster");
            if (MinScore is not null)
                sql.Append(" AND ").Append(Score).Append(" >= @MinScore");
            if (Featured)
                sql.Append(" AND c.featured");
            if (MaxScore is < 1)
                sql.Append(" AND ").Append(Score).Append(" < @MaxScore");
            if (MinScore is not null || MaxScore is not null)
                sql.Append(" AND ").Append(Score).Append(" IS NOT NULL");
            if (Unmarked is not null)
                sql.Append(" AND EXISTS (SELECT FROM searchable_texts t WHERE t.comment_id = c.id AND t.revision = c.revision")
                    .Append(" AND ")
                    .Append(Found)
                    .Append(')');
            var moment = IsEverywhere ? Moment : IsDecided ? "c.decided_at" : "c.queued_at";
            if (From is not null)
                sql.Append(" AND ").Append(moment).Append(" >= @From");
            if (To is not null)
                sql.Append(" AND ").Append(moment).Append(" < @To");
            return sql.ToString();
        }
    }

    /// <summary>On the texts <c>t</c>. Whatever is found with diacritics is found without, which alone has an index.</summary>
    private string Found =>
        "t.unmarked LIKE @Unmarked"
        + WithMarks switch
        {
            true => " AND t.marked LIKE @Marked",
            false => " AND t.marked NOT LIKE @Marked",
            null => "",
        };

    /// <summary>The same in every queue that is shown, for a search.</summary>
    public QueueFilter InAllQueues() => this with { Queue = null, IsEverywhere = true };

    /// <summary><see cref="Conditions"/> and the sections.</summary>
    public string AllConditions => Sections is null ? Conditions : Conditions + " AND c.section = ANY(@Sections)";

    /// <param name="request">As asked for; its queue is to be given.</param>
    /// <param name="sections">Those of the person; null is every section.</param>
    /// <param name="queues">Those that may be asked for.</param>
    /// <param name="errors">Receives what is wrong, by member.</param>
    /// <param name="anyQueue">All that waits is meant, in whatever queue.</param>
    /// <returns>Null when something is wrong.</returns>
    public static QueueFilter? Parse(
        FilterRequest request,
        string[]? sections,
        IReadOnlyList<CommentStatus> queues,
        Dictionary<string, IReadOnlyList<FieldError>> errors,
        bool anyQueue = false
    )
    {
        var author = request.Author is null ? null : AuthorKey.Parse(request.Author);
        var label = EnumWords.Named<ScoreLabel>(request.Label);
        var named = Guid.TryParse(request.Queue, out var id) ? id.ToString() : null;
        if (
            !anyQueue
            && named is null
            && (EnumWords.Named<CommentStatus>(request.Queue) is not { } status || !queues.Contains(status))
        )
            Add("queue", $"Hàng đợi phải là một trong: {Words(queues)}.", $"The queue must be one of: {Words(queues)}.");
        if (request.Author is not null && author is null)
            Add(
                "author",
                "Tác giả phải ở dạng phone:…, device:… hoặc name:….",
                "An author is written phone:…, device:… or name:…."
            );
        if (request.Label is not null && label is null)
            Add("label", $"Nhãn phải là một trong: {Labels}.", $"The label must be one of: {Labels}.");
        if (request.MinScore is not (null or (>= 0 and <= 1)))
            Add("minScore", "Điểm phải từ 0 đến 1.", "A score is between 0 and 1.");
        if (request.MaxScore is not (null or (>= 0 and <= 1)) || request.MaxScore <= request.MinScore)
            Add(
                "maxScore",
                "Điểm cao nhất phải từ 0 đến 1 và lớn hơn điểm thấp nhất.",
                "The highest score is between 0 and 1 and above the lowest."
            );
        if (
            request.Q is not null
            && (
                IncomingText.FaultOf(request.Q) != TextFault.None
                || Graphemes.Count(SearchText.Marked(request.Q)) is < 2 or > 100
            )
        )
            Add("q", "Từ tìm kiếm phải có từ 2 đến 100 ký tự.", "A search has 2 to 100 characters.");
        var (from, to) = (Instants.Parse(request.From), Instants.Parse(request.To));
        if (request.From is not null && from is null)
            errors["from"] = [Instants.Fault("from")];
        if (request.To is not null && to is null)
            errors["to"] = [Instants.Fault("to")];
        if (to <= from)
            Add("to", "Thời điểm cuối phải sau thời điểm đầu.", "The end must be after the beginning.");
        if (HasNul(request.Section))
            Add("section", "Chuyên mục không hợp lệ.", "The section is not valid.");
        if (HasNul(request.Article))
            Add("article", "Bài viết không hợp lệ.", "The article is not valid.");

        var marked = errors.Count > 0 || request.Q is null ? null : SearchText.Marked(request.Q);
        return errors.Count > 0
            ? null
            : new QueueFilter
            {
                Queue = named ?? request.Queue,
                Sections = request.Section is null ? sections : [request.Section],
                Article = request.Article,
                Key = author,
                Author = author?.Compared,
                Cluster = request.Cluster,
                Label = label,
                MinScore = request.MinScore,
                MaxScore = request.MaxScore,
                Featured = request.Featured == true,
                Marked = marked is null ? null : Contains(marked),
                Unmarked = marked is null ? null : Contains(SearchText.Unmarked(marked)),
                From = from,
                To = to,
            };

        void Add(string member, string vi, string en) => errors[member] = [new($"{member}-invalid", vi, en)];
    }

    /// <summary>A pattern for LIKE in which nothing of the text is a wildcard.</summary>
    private static string Contains(string text) =>
        "%"
        + text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
        + "%";

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string Labels => string.Join(", ", ScoreLabels.All.Select(row => row.Name));

    private static string Words(IEnumerable<CommentStatus> queues) => string.Join(", ", queues.Select(queue => queue.Word()));
}
