using Moderation.ArticleSite.Articles;

namespace Moderation.ArticleSite.Comments;

/// <summary>A comment that this reader has just sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TrackingUrl">Secret: whoever has it sees what becomes of the comment.</param>
public sealed record SentComment(Guid Id, Uri TrackingUrl);

/// <summary>What became of a comment that was sent.</summary>
public enum SentState
{
    Waiting,

    /// <summary>Approved, and on its way to this site.</summary>
    Approved,

    Shown,

    /// <summary>Published, but what it answers is not.</summary>
    Hidden,

    Rejected,

    /// <summary>It was shown, and is no longer.</summary>
    Retracted,

    /// <summary>The reader took it back.</summary>
    Withdrawn,
}

/// <summary>
/// What became of a comment, of which this site knows a part and Intake another. What readers see comes first: the page that
/// shows the comment must not say that it waits.
/// </summary>
public sealed class SentComments(CommentStore comments, IntakeClient intake)
{
    public async Task<SentState> StateAsync(Article article, SentComment sent, CancellationToken cancellation)
    {
        if (await comments.FindAsync(article.Id, sent.Id, cancellation) is not null)
            return SentState.Shown;
        return Of(await comments.StatusAsync(sent.Id, cancellation), await intake.StatusAsync(sent, cancellation));
    }

    /// <returns>Null when neither this site nor Intake says anything of it.</returns>
    public async Task<SentState?> KnownStateAsync(Article article, SentComment sent, CancellationToken cancellation)
    {
        if (await comments.FindAsync(article.Id, sent.Id, cancellation) is not null)
            return SentState.Shown;
        var told = await comments.StatusAsync(sent.Id, cancellation);
        var tracked = await intake.StatusAsync(sent, cancellation);
        return told is null && tracked is null ? null : Of(told, tracked);
    }

    /// <param name="told">What webhooks said last of a comment that readers do not see.</param>
    /// <param name="tracked">What Intake says; null when it says nothing.</param>
    public static SentState Of(string? told, string? tracked) =>
        (told, tracked) switch
        {
            (_, "withdrawn") => SentState.Withdrawn,
            (_, "rejected") => SentState.Rejected,
            (_, "retracted") or ("retracted", _) => SentState.Retracted,
            ("shown", _) => SentState.Hidden,
            (_, "approved") => SentState.Approved,
            _ => SentState.Waiting,
        };
}

public static class SentWords
{
    public static string Words(this SentState state) =>
        state switch
        {
            SentState.Approved => "Bình luận của bạn đã được duyệt và sắp hiện dưới bài viết.",
            SentState.Shown => "Bình luận của bạn đã được đăng.",
            SentState.Hidden => "Bình luận của bạn đã được duyệt, nhưng chưa hiển thị vì bình luận bạn trả lời không còn ở đây.",
            SentState.Rejected => "Bình luận của bạn không được đăng.",
            SentState.Retracted => "Bình luận của bạn đã được gỡ, tòa soạn đang xem xét lại.",
            SentState.Withdrawn => "Bạn đã rút bình luận này.",
            _ => "Bình luận của bạn đã được gửi và đang chờ duyệt.",
        };
}
