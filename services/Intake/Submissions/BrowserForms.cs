using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.Intake.Pages;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>
/// A form that a browser posts is answered for the person before it: on to the tracking page, or a page that says what is wrong.
/// </summary>
public static class BrowserForms
{
    public static async ValueTask<object?> AnswerWithPagesAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var http = context.HttpContext;
        if (!IsForm(http.Request) || !http.Request.Prefers("text/html", over: "application/json"))
            return await next(context);
        try
        {
            var result = await next(context);
            return result is INestedHttpResult nested ? PageOf(nested.Result, http) : result;
        }
        catch (BadHttpRequestException refused)
        {
            return PageOf(Problems.Of(refused.StatusCode), http);
        }
    }

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(RequestBody.Form, StringComparison.OrdinalIgnoreCase);

    private static IResult PageOf(IResult result, HttpContext http)
    {
        if (result is ProblemHttpResult problem)
            return HtmlPage.Of<RefusedPage>(http, problem.StatusCode, new { problem.ProblemDetails });
        if (result is not Accepted<SubmissionAccepted> accepted)
            return result;
        http.Response.Headers.Location = accepted.Location;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
