using Moderation.Intake.Pages;
using Moderation.Intake.Tracking;

namespace Moderation.Intake.Data;

/// <summary>
/// Readers have their text and all that tells of them erased. The secret link is the right to it; a page asks before.
/// </summary>
public static class ErasureApi
{
    public static void MapErasure(this IEndpointRouteBuilder app)
    {
        app.MapGet("/track/{token}/erase", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost("/track/{token}/erase", EraseAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);
    }

    private static async Task<IResult> AskAsync(string token, string? lang, HttpContext http, TrackingStore submissions) =>
        await submissions.FindAsync(token) switch
        {
            null => TrackingApi.Unknown(http, lang),
            { ErasureAskedAt: not null } => TrackingApi.BackTo(token, lang, http),
            var found => HtmlPage.Of<ErasurePage>(
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

    private static async Task<IResult> EraseAsync(
        string token,
        string? lang,
        HttpContext http,
        TrackingStore submissions,
        ErasureStore erasures
    )
    {
        await erasures.EraseAsync(token);
        return await submissions.FindAsync(token) is { } found
            ? TrackingApi.Changed(found, token, lang, http)
            : TrackingApi.Unknown(http, lang);
    }
}
