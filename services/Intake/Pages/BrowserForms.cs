using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Pages;

/// <summary>A form that a browser posts is answered for the person before it: with a page that says what is wrong.</summary>
public static class BrowserForms
{
    /// <summary>Whatever a form may be sent as, also what nothing here reads.</summary>
    private static readonly string[] Encodings = [RequestBody.Form, "multipart/form-data", "text/plain"];

    public static ValueTask<object?> AnswerWithPagesAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) => AnswerAsync(context, next, (result, http) => Task.FromResult(PageOf(result, http)));

    /// <param name="context">Of the request.</param>
    /// <param name="next">Answers it.</param>
    /// <param name="pageOfAsync">What a person gets of an answer.</param>
    internal static async ValueTask<object?> AnswerAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next,
        Func<IResult, HttpContext, Task<IResult>> pageOfAsync
    )
    {
        var http = context.HttpContext;
        if (!IsOfBrowser(http.Request))
            return await next(context);
        try
        {
            var result = await next(context);
            return result is IResult answer
                ? await pageOfAsync(answer is INestedHttpResult nested ? nested.Result : answer, http)
                : result;
        }
        catch (BadHttpRequestException refused)
        {
            return await pageOfAsync(Problems.Of(refused.StatusCode), http);
        }
    }

    /// <returns>A page for a problem; what is none stays as it is.</returns>
    internal static IResult PageOf(IResult result, HttpContext http) =>
        result is ProblemHttpResult problem
            ? HtmlPage.Of<RefusedPage>(http, problem.StatusCode, new { problem.ProblemDetails })
            : result;

    /// <summary>Whether a browser posts a form and shows a person what comes back.</summary>
    internal static bool IsOfBrowser(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.Prefers("text/html", over: "application/json")
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is { } sentAs
        && Encodings.Contains(sentAs, StringComparer.OrdinalIgnoreCase);
}
