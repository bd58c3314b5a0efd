using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Intake.Pages;
using Moderation.Intake.PhoneCodes;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>
/// The form of a comment that a browser posts is answered for the person before it: on to the tracking page, or with a page that
/// says what is wrong, or asks for what is missing and keeps what was typed.
/// </summary>
internal static class CommentForms
{
    public static ValueTask<object?> AnswerWithPagesAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    ) => BrowserForms.AnswerAsync(context, next, PageOfAsync);

    private static async Task<IResult> PageOfAsync(IResult result, HttpContext http)
    {
        if (result is ProblemHttpResult problem)
            return CodeFaultOf(problem.ProblemDetails) is { } fault ? await AskForCodeAsync(fault, problem.StatusCode, http)
                : ConfirmingPhone.FaultOf(problem.ProblemDetails) is { } ofPhone
                    ? await ConfirmingPhone.AskAsync(ofPhone, problem.StatusCode, http)
                : BrowserForms.PageOf(problem, http);
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
        var typed = http
            .Features.Get<RequestFields>()!
            .Texts.Where(field => !IsOfCaptcha(field.Key) && !TypedPhoneCode.IsOf(field.Key))
            .ToList();
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
