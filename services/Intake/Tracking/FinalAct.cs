using Microsoft.AspNetCore.Components;
using Moderation.Intake.Pages;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Tracking;

/// <summary>
/// What readers do for good to a comment of theirs. The secret link is the right to it; a page asks before, so that nothing that
/// only follows links does it.
/// </summary>
internal static class FinalAct
{
    /// <typeparam name="TPage">Asks; takes <c>Token</c>, <c>Submission</c> and <c>Language</c>.</typeparam>
    /// <typeparam name="TStore">Does it.</typeparam>
    /// <param name="app">Where it is mapped.</param>
    /// <param name="verb">Beneath the tracking page's address.</param>
    /// <param name="isDone">Whether it has been done before, so that there is nothing to ask.</param>
    /// <param name="doAsync">Does it for a token; a second time, and for a link that nobody has, nothing happens.</param>
    public static void Map<TPage, TStore>(
        IEndpointRouteBuilder app,
        string verb,
        Func<TrackedSubmission, bool> isDone,
        Func<TStore, string, Task> doAsync
    )
        where TPage : IComponent
        where TStore : class
    {
        app.MapReading($"/track/{{token}}/{verb}", AskAsync).Produces(200, contentType: "text/html").ProducesProblem(404);
        app.MapPost($"/track/{{token}}/{verb}", ActAsync)
            .Produces<SubmissionState>()
            .Produces(StatusCodes.Status303SeeOther)
            .ProducesProblem(404);

        async Task<IResult> AskAsync(string token, string? lang, HttpContext http, TrackingStore submissions)
        {
            if (await submissions.FindAsync(token) is not { } found)
                return TrackingApi.Unknown(http, lang);
            if (isDone(found))
                return TrackingApi.BackTo(token, lang, http);
            var parameters = new
            {
                Token = token,
                Submission = found,
                Language = TrackingApi.LanguageOf(lang),
            };
            return HtmlPage.Of<TPage>(http, 200, parameters);
        }

        async Task<IResult> ActAsync(string token, string? lang, HttpContext http, TrackingStore submissions, TStore store)
        {
            await doAsync(store, token);
            return await submissions.FindAsync(token) is { } found
                ? TrackingApi.Changed(found, token, lang, http)
                : TrackingApi.Unknown(http, lang);
        }
    }
}
