using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Authors;
using Moderation.Intake.Pages;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <param name="Phone">To which a code is sent.</param>
public sealed record PhoneCodeRequest(string? Phone);

/// <summary>A code on its way.</summary>
/// <param name="Id">It goes with what the reader types.</param>
/// <param name="ExpiresAt">From then on it is worth nothing.</param>
public sealed record PhoneCodeSent(Guid Id, DateTimeOffset ExpiresAt);

/// <param name="CodeId">That of <see cref="PhoneCodeSent"/>.</param>
/// <param name="Phone">To which it was sent.</param>
/// <param name="PhoneCode">What the reader typed.</param>
public sealed record PhonePassRequest(string? CodeId, string? Phone, string? PhoneCode);

/// <summary>Readers confirm their phone numbers: by a code in a message, for which their browser gets a pass.</summary>
public static class PhoneCodeApi
{
    private const string PhoneField = "phone";

    public static void MapPhoneCodes(this IEndpointRouteBuilder app)
    {
        Described(app.MapPost("/articles/{articleId}/phone-codes", SendAsync))
            .Accepts<PhoneCodeRequest>(RequestBody.Json, RequestBody.Form)
            .ProducesProblem(429)
            .ProducesProblem(503);
        Described(app.MapPost("/articles/{articleId}/phone-passes", ConfirmAsync))
            .Accepts<PhonePassRequest>(RequestBody.Json, RequestBody.Form);

        static RouteHandlerBuilder Described(RouteHandlerBuilder endpoint) =>
            endpoint
                .ProducesProblem(400)
                .ProducesProblem(403)
                .ProducesProblem(404)
                .ProducesProblem(413)
                .ProducesProblem(415);
    }

    private static async Task<Results<Accepted<PhoneCodeSent>, ProblemHttpResult>> SendAsync(
        string articleId,
        HttpContext http,
        Origins origins,
        PhoneCodeOptions options,
        PhoneCodeSender sender
    )
    {
        var (fields, refusal) = await ReadAsync(articleId, http, options, origins);
        if (fields is null)
            return refusal!;
        var phone = PhoneOf(fields);
        fields.RefuseTheRest();
        if (fields.Errors.Any)
            return fields.Errors.Invalid();
        var (sent, problem) = await sender.SendAsync(phone!, http);
        return sent is null ? problem! : TypedResults.Accepted((string?)null, sent);
    }

    private static async Task<Results<Ok<GivenPass>, ProblemHttpResult>> ConfirmAsync(
        string articleId,
        HttpContext http,
        Origins origins,
        PhoneCodeOptions options,
        AuthorKeyDerivation keys,
        PhoneCodeStore codes,
        PhonePasses passes
    )
    {
        var (fields, refusal) = await ReadAsync(articleId, http, options, origins);
        if (fields is null)
            return refusal!;
        var phone = PhoneOf(fields);
        var (sentId, typed) = (fields.Take(PhoneCodeErrors.IdField), fields.Take(PhoneCodeErrors.Field));
        fields.RefuseTheRest();
        var id = PhoneCodeErrors.Check(sentId, typed, fields.Errors);
        if (fields.Errors.Any)
            return fields.Errors.Invalid();
        if (await codes.UseAsync(id, PhoneCode.HashOf(keys, id, phone!, typed!)) is not { } fault)
            return TypedResults.Ok(passes.Make(phone!));
        fields.Errors.Add(PhoneCodeErrors.Field, fault);
        return Problems.Of(400, fault.Code, fault.Vi, fault.En, fields.Errors.All);
    }

    /// <returns>What was sent, or why it is not looked at.</returns>
    private static async Task<(RequestFields? Fields, ProblemHttpResult? Refusal)> ReadAsync(
        string articleId,
        HttpContext http,
        PhoneCodeOptions options,
        Origins origins
    )
    {
        http.Response.KeepPrivate();
        if (!ArticleId.IsValid(articleId))
            return (null, ArticleId.Invalid());
        if (!options.IsOn)
            return (
                null,
                Problems.Of(404, "phone-codes-off", "Ở đây không cần xác nhận số điện thoại.", "No phone is confirmed here.")
            );
        return await origins.RefusalOfAsync(http.Request) is { } foreign
            ? (null, foreign)
            : await RequestBody.ReadAsync(http.Request);
    }

    private static Phone? PhoneOf(RequestFields fields)
    {
        var phone = Phone.Check(fields.Take(PhoneField), fields.Errors);
        if (phone is null && !fields.Errors.Has(PhoneField))
            fields.Errors.Add(PhoneField, PhoneCodeErrors.PhoneRequired);
        return phone;
    }
}
