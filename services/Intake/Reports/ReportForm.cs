using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Pages;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Reports;

/// <summary>The page on which a reader reports a comment, and what it says.</summary>
public sealed class ReportForm(ReaderPasses passes, ReportOptions options)
{
    public static FieldError NotPublished { get; } =
        new(
            "comment-not-published",
            "Bình luận này không có, hoặc không còn, dưới bài viết này.",
            "There is no such comment under this article, or none any more."
        );

    public static FieldError AlreadyReported { get; } =
        new(
            "already-reported",
            "Bạn đã báo cáo bình luận này; tòa soạn đã nhận được.",
            "You have reported this comment already; the newsroom has your report."
        );

    public static FieldError ReasonRequired { get; } =
        new("required", "Bạn hãy chọn một lý do.", "Please choose a reason.");

    public static FieldError ReasonUnknown { get; } =
        new("unknown-reason", "Không có lý do này.", "There is no such reason.");

    public static FieldError PassFault { get; } =
        new(
            "reader-pass-invalid",
            "Trang này mở đã quá lâu. Bạn hãy gửi báo cáo một lần nữa.",
            "This page was opened too long ago. Please send the report once more."
        );

    /// <param name="wait">As people say it.</param>
    public static FieldError TooMany(Words wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        return new(
            "too-many-reports",
            $"Mạng của bạn đã gửi quá nhiều báo cáo. Báo cáo này chưa được gửi; vui lòng gửi lại sau {wait.Vi}.",
            $"Too many reports came from your network. This one was not sent; please send it again in {wait.En}."
        );
    }

    /// <summary>Who is before the page; null for a browser that was never here.</summary>
    public Guid? ReaderOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return passes.Read(PassCookie.Read(http.Request)) is (PassState.Valid, var reader) ? reader : null;
    }

    /// <param name="http">The request that it answers.</param>
    /// <param name="lang"><c>en</c> for English.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="article">Null when no such comment is published.</param>
    /// <param name="reason">What was chosen before.</param>
    /// <param name="faults">What is wrong.</param>
    public RazorComponentResult<ReportPage> Page(
        HttpContext http,
        string? lang,
        int status,
        ReportedArticle? article,
        RejectReason? reason,
        params FieldError?[] faults
    ) =>
        HtmlPage.Of<ReportPage>(
            http,
            status,
            new
            {
                Article = article,
                Language = TrackingApi.LanguageOf(lang),
                Reason = reason,
                Pass = PassOf(http),
                Errors = FieldErrors.WordsOf(faults),
                IsAsking = article is not null && !faults.Contains(AlreadyReported),
            }
        );

    /// <summary>That it was taken.</summary>
    public RazorComponentResult<ReportPage> Thanks(HttpContext http, string? lang, ReportedArticle? article) =>
        HtmlPage.Of<ReportPage>(
            http,
            200,
            new
            {
                Article = article,
                Language = TrackingApi.LanguageOf(lang),
                Pass = PassOf(http),
                Errors = FieldErrors.WordsOf(),
                IsTaken = true,
            }
        );

    /// <summary>The browser's own, or a new one, which it keeps.</summary>
    private string PassOf(HttpContext http)
    {
        if (ReaderOf(http) is not null)
            return PassCookie.Read(http.Request)!;
        var made = passes.Make();
        PassCookie.Write(http, made.Pass, options.KeepReaders);
        return made.Pass;
    }
}
