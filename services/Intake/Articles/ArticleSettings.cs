using Moderation.Contracts;

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

    /// <summary>How often others were told of its state.</summary>
    public int Version { get; init; }

    /// <summary>The status that they were last told.</summary>
    public string ToldStatus { get; init; } = ArticleStatus.Open;

    /// <summary>When it closes by itself; null when it does not, or not yet.</summary>
    public DateTimeOffset? ClosesAt(ArticleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var days = CloseAfterDays ?? options.CloseAfterDays;
        return days == 0 ? null : (PublishedAt ?? FirstCommentAt)?.AddDays(days);
    }

    public string StatusAt(DateTimeOffset now, ArticleOptions options) =>
        ClosesAt(options) <= now ? ArticleStatus.Closed : Status;

    /// <summary>What there is to tell of it.</summary>
    /// <param name="before">The same article as it was when others were last told.</param>
    /// <param name="now">The database's time.</param>
    /// <param name="options">When articles close by themselves.</param>
    /// <returns>Null when they know all of it.</returns>
    public ArticleChanged? Change(ArticleSettings before, DateTimeOffset now, ArticleOptions options)
    {
        ArgumentNullException.ThrowIfNull(before);
        var status = StatusAt(now, options);
        return (status, SlowMinutes, PreModerated) == (before.ToldStatus, before.SlowMinutes, before.PreModerated)
            ? null
            : new ArticleChanged
            {
                ArticleId = Id,
                Version = before.Version + 1,
                Status = status,
                SlowMinutes = SlowMinutes,
                PreModerated = PreModerated,
                ChangedAt = now,
            };
    }
}
