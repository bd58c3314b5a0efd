namespace Moderation.Intake.Articles;

/// <summary>The values of <c>articles.status</c>.</summary>
public static class ArticleStatus
{
    public const string Open = "open";

    /// <summary>No comments are taken for the time being.</summary>
    public const string ReadOnly = "readOnly";

    /// <summary>No comments are taken any more.</summary>
    public const string Closed = "closed";

    public static IReadOnlyList<string> All { get; } = [Open, ReadOnly, Closed];
}

/// <summary>
/// What is set for an article, and when it had its first comment. An article of which nothing is known is open.
/// </summary>
public sealed record ArticleSettings
{
    public required string Id { get; init; }

    /// <summary>As it was set; see <see cref="StatusAt"/>.</summary>
    public string Status { get; init; } = ArticleStatus.Open;

    /// <summary>A reader may send one comment in so many minutes; 0 is no limit.</summary>
    public int SlowMinutes { get; init; }

    /// <summary>Null is as <see cref="ArticleOptions.CloseAfterDays"/> says, 0 is never.</summary>
    public int? CloseAfterDays { get; init; }

    /// <summary>A person looks at each comment: nothing is published by machine.</summary>
    public bool PreModerated { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? FirstCommentAt { get; init; }

    /// <summary>When it closes by itself; null when it does not, or not yet.</summary>
    public DateTimeOffset? ClosesAt(ArticleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var days = CloseAfterDays ?? options.CloseAfterDays;
        return days == 0 ? null : (PublishedAt ?? FirstCommentAt)?.AddDays(days);
    }

    public string StatusAt(DateTimeOffset now, ArticleOptions options) =>
        ClosesAt(options) <= now ? ArticleStatus.Closed : Status;
}
