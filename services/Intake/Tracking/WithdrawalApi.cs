using Moderation.Intake.Pages;

namespace Moderation.Intake.Tracking;

/// <summary>
/// Readers take their comments back. The secret link is the right to it; a page asks before, so that nothing that only follows
/// links does it.
/// </summary>
public static class WithdrawalApi
{
    public static void MapWithdrawal(this IEndpointRouteBuilder app)
    {
        app.MapGet("/track/{token}/withdraw", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/withdraw", WithdrawAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);
    }

    private static async Task<IResult> AskAsync(string token, string? lang, HttpContext http, TrackingStore submissions) =>
        await submissions.FindAsync(token) switch
        {
            null => TrackingApi.Unknown(http, lang),
            { Status: SubmissionStatus.Withdrawn } => TrackingApi.BackTo(token, lang, http),
            var found => HtmlPage.Of<WithdrawalPage>(
                http,
                200,
                new
                {
                    Token = token,
                    Submission = found,
                    Language = TrackingApi.LanguageOf(lang),
                }
            ),
        };

    private static async Task<IResult> WithdrawAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        WithdrawalStore withdrawals
    )
    {
        await withdrawals.WithdrawAsync(token);
        return await submissions.FindAsync(token) is { } found
            ? TrackingApi.Changed(found, token, lang, http)
            : TrackingApi.Unknown(http, lang);
    }
}
