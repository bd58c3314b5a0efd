using Moderation.ServiceDefaults;

namespace Moderation.Intake.Pages;

/// <summary>
/// What is refused before an endpoint is reached, such as a form in an unknown encoding, is a page for browsers, too.
/// </summary>
internal sealed class PageProblems : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => BrowserForms.IsOfBrowser(context.HttpContext.Request);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        await BrowserForms.PageOf(Problems.Of(http.Response.StatusCode), http).ExecuteAsync(http);
    }
}
