using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
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
            return result is INestedHttpResult nested ? await PageOfAsync(nested.Result, http) : result;
        }
        catch (BadHttpRequestException refused)
        {
            return await PageOfAsync(Problems.Of(refused.StatusCode), http);
        }
    }

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(RequestBody.Form, StringComparison.OrdinalIgnoreCase);

    private static async Task<IResult> PageOfAsync(IResult result, HttpContext http)
    {
        if (result is ProblemHttpResult problem)
            return CodeFaultOf(problem.ProblemDetails) is { } fault
                ? await AskForCodeAsync(fault, problem.StatusCode, http)
                : HtmlPage.Of<RefusedPage>(http, problem.StatusCode, new { problem.ProblemDetails });
        if (result is not Accepted<SubmissionAccepted> accepted)
            return result;
        http.Response.Headers.Location = accepted.Location;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <returns>Null unless it is all that is wrong.</returns>
    private static FieldError? CodeFaultOf(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors)
        && errors is IReadOnlyDictionary<string, IReadOnlyList<FieldError>> { Count: 1 } all
        && all.TryGetValue(CaptchaErrors.Field, out var faults)
            ? faults[0]
            : null;

    /// <summary>A page with a picture and all that was typed, so that a form without scripts can be sent from any page.</summary>
    private static async Task<IResult> AskForCodeAsync(FieldError fault, int status, HttpContext http)
    {
        var services = http.RequestServices;
        var address = http.Connection.RemoteIpAddress is { } own ? ReaderAddress.Canonical(own) : null;
        var captcha = await services
            .GetRequiredService<CaptchaStore>()
            .MakeAsync(
                new Guid(RandomNumberGenerator.GetBytes(16)),
                (string)http.Request.RouteValues["articleId"]!,
                CaptchaApi.KeyOf(services.GetRequiredService<AuthorKeyDerivation>(), address)
            );
        var typed = http.Features.Get<RequestFields>()!.Texts.Where(field => !IsOfCaptcha(field.Key)).ToList();
        return HtmlPage.Of<CodePage>(
            http,
            status,
            new
            {
                Error = fault,
                CaptchaId = captcha?.Id,
                Action = http.Request.Path.Value!,
                Fields = typed,
            }
        );

        static bool IsOfCaptcha(string field) => field.StartsWith("captcha.", StringComparison.Ordinal);
    }
}
