using Microsoft.AspNetCore.Mvc;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Intake.Pages;
using Moderation.Intake.PhoneCodes;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Submissions;

/// <summary>
/// Where a form without scripts is kept from being taken by its phone number alone, a code is sent to it, and a page asks for it
/// that keeps all that was typed.
/// </summary>
internal static class ConfirmingPhone
{
    /// <returns>Null unless the phone, or with it the picture's code, which comes next, is all that is wrong.</returns>
    public static FieldError? FaultOf(ProblemDetails problem)
    {
        if (
            !problem.Extensions.TryGetValue("errors", out var errors)
            || errors is not IReadOnlyDictionary<string, IReadOnlyList<FieldError>> all
            || all.Keys.Any(field => !IsOfPhone(field) && field != CaptchaErrors.Field)
        )
            return null;
        return (all.GetValueOrDefault(PhoneCodeErrors.Field) ?? all.GetValueOrDefault(PhoneCodeErrors.PassField))?[0];
    }

    public static async Task<IResult> AskAsync(FieldError fault, int status, HttpContext http)
    {
        var fields = http.Features.Get<RequestFields>()!;
        var typed = fields.Texts.Where(field => !IsOfPhone(field.Key)).ToList();
        var phone = Phone.Parse(typed.First(field => field.Key == "phone").Value)!;
        var sentId = fields.Texts.FirstOrDefault(field => field.Key == PhoneCodeErrors.IdField).Value;
        Words? error = new(fault.Vi, fault.En);
        if (fault == PhoneCodeErrors.Expired || fault == PhoneCodeErrors.Used || fault == PhoneCodeErrors.Spent)
        {
            sentId = null;
        }
        else if (fault != PhoneCodeErrors.Wrong && fault != PhoneCodeErrors.Required)
        {
            var (sent, problem) = await http.RequestServices.GetRequiredService<PhoneCodeSender>().SendAsync(phone, http);
            (sentId, error) = (sent?.Id.ToString(), problem is null ? null : WordsOf(problem.ProblemDetails));
            status = problem?.StatusCode ?? status;
        }
        return HtmlPage.Of<PhonePage>(
            http,
            status,
            new
            {
                Error = error,
                SentId = sentId,
                Phone = phone.Masked,
                Action = http.Request.Path.Value!,
                Fields = typed,
            }
        );
    }

    /// <summary>What is wrong with a field says more than that something is.</summary>
    private static Words WordsOf(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors)
        && errors is IReadOnlyDictionary<string, IReadOnlyList<FieldError>> { Count: > 0 } all
            ? new(all.Values.First()[0].Vi, all.Values.First()[0].En)
            : new((string)problem.Extensions["vi"]!, (string)problem.Extensions["en"]!);

    private static bool IsOfPhone(string field) => field == PhoneCodeErrors.PassField || TypedPhoneCode.IsOf(field);
}
