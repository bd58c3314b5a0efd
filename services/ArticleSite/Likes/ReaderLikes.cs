using Moderation.ArticleSite.Comments;

namespace Moderation.ArticleSite.Likes;

/// <summary>The likes of the reader before the page, and of all others.</summary>
public sealed class ReaderLikes(PublisherClient publisher)
{
    /// <summary>The threads with their likes; as they are while Publisher does not say them.</summary>
    public async Task<IReadOnlyList<CommentThread>> AddToAsync(
        IReadOnlyList<CommentThread> threads,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        Guid[] ids = [.. threads.SelectMany(thread => thread.Replies.Append(thread.First)).Select(comment => comment.Id)];
        if (ids.Length == 0 || await publisher.CountsAsync(ids, PassCookie.Read(request), cancellation) is not { } counts)
            return threads;
        var liked = counts.Liked.ToHashSet();
        return
        [
            .. threads.Select(thread => thread with { First = Of(thread.First), Replies = [.. thread.Replies.Select(Of)] }),
        ];

        ShownComment Of(ShownComment comment) =>
            comment with
            {
                Likes = counts.Likes.GetValueOrDefault(comment.Id),
                Liked = liked.Contains(comment.Id),
            };
    }

    /// <summary>Likes a comment, or takes it back. A browser without a good pass gets one.</summary>
    public async Task<LikeAnswer> DoAsync(string articleId, Guid comment, bool liked, HttpContext http)
    {
        var (address, cancellation) = (http.Connection.RemoteIpAddress, http.RequestAborted);
        if (PassCookie.Read(http.Request) is { } kept)
        {
            var answer = await publisher.DoAsync(articleId, comment, liked, kept, address, cancellation);
            if (answer is not LikeAnswer.NeedsPass)
                return answer;
        }
        if (await publisher.PassAsync(cancellation) is not { } pass)
            return LikeAnswer.Refused.Unavailable;
        PassCookie.Write(http.Response, pass);
        return await publisher.DoAsync(articleId, comment, liked, pass, address, cancellation);
    }
}
