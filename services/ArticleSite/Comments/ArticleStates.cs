using Microsoft.Extensions.Caching.Memory;

namespace Moderation.ArticleSite.Comments;

/// <summary>Whether an article takes comments, as Intake says.</summary>
/// <param name="Status"><c>open</c>, or why it does not.</param>
/// <param name="Vi">What readers are told of it, if there is anything to say.</param>
public sealed record ArticleState(string Status, string? Vi)
{
    /// <summary>So it is also while Intake does not say.</summary>
    public static ArticleState Open { get; } = new("open", null);

    public bool IsOpen => Status == Open.Status;
}

/// <summary>The states of articles, for each of which Intake is asked once in a few seconds, however many read it.</summary>
public sealed class ArticleStates(IMemoryCache cache, IntakeClient intake)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public async Task<ArticleState> OfAsync(string articleId, CancellationToken cancellation)
    {
        var key = (typeof(ArticleState), articleId);
        return cache.TryGetValue(key, out ArticleState? known)
            ? known!
            : cache.Set(key, await intake.StateAsync(articleId, cancellation) ?? ArticleState.Open, Fresh);
    }
}
