using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <param name="Name">1 to 50 of a-z, 0-9 and -.</param>
/// <param name="Url">Where it is.</param>
/// <param name="Events">Of <see cref="WebhookEvents"/>; null is the usual.</param>
/// <param name="Format">Of <see cref="WebhookFormats"/>; null is the standard.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewEndpoint(string? Name, string? Url, IReadOnlyList<string?>? Events, string? Format);

/// <param name="Url">Null leaves it as it is: nobody is shown the whole of it.</param>
/// <param name="Events">As of a new one.</param>
/// <param name="Format">As of a new one.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangedEndpoint(string? Url, IReadOnlyList<string?>? Events, string? Format);

/// <summary>A secret that was just made; nobody can read it again.</summary>
/// <param name="Secret">What webhooks are signed with.</param>
/// <param name="PreviousUntil">Until when they are signed with the one before as well; null when there is none.</param>
public sealed record MadeSecret(string Secret, DateTimeOffset? PreviousUntil);

/// <summary>Endpoints as the console makes and changes them, for whoever shows <see cref="OperationKey"/>.</summary>
internal static class MadeEndpointsApi
{
    private const int LongestUrl = 2_000;
    private const int LongestName = 50;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPut("/{endpoint}", ChangeAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{endpoint}/secret", RotateAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/{endpoint}/previous-secret", EndPreviousAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{endpoint}/disable", DisableAsync).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AddAsync(
        NewEndpoint request,
        [FromServices] EndpointStore store,
        [FromServices] KnownEndpoints known,
        [FromServices] WebhooksOptions options,
        [FromServices] IHostEnvironment environment
    )
    {
        if (!known.CanMake)
            return Problems.Of(
                404,
                "webhooks-key-missing",
                "Muốn tạo địa chỉ ở đây, hãy đặt Webhooks:Key cho Publisher.",
                "To make endpoints here, set Publisher's Webhooks:Key."
            );
        var errors = ErrorsOf(request.Events, request.Format);
        var url = AddressOf(request.Url, options, environment, errors);
        if (
            request.Name is not { Length: > 0 and <= LongestName } name
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        )
            errors["name"] =
            [
                new(
                    "invalid-name",
                    $"Tên có từ 1 đến {LongestName} ký tự a-z, 0-9 và -.",
                    $"The name has 1 to {LongestName} characters of a-z, 0-9 and -."
                ),
            ];
        if (errors.Count > 0)
            return Invalid(errors);
        return await store.AddAsync(request.Name!, url!, EventsOf(request.Events), FormatOf(request.Format)) is { } secret
            ? TypedResults.Ok(new MadeSecret(known.SecretOf(secret), null))
            : Problems.Of(409, "endpoint-exists", "Đã có địa chỉ mang tên này.", "There is an endpoint of this name already.");
    }

    private static async Task<IResult> ChangeAsync(
        string endpoint,
        ChangedEndpoint request,
        [FromServices] EndpointStore store,
        [FromServices] DeliveryStore deliveries,
        [FromServices] WebhooksOptions options,
        [FromServices] IHostEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var errors = ErrorsOf(request.Events, request.Format);
        var url = request.Url is null ? null : AddressOf(request.Url, options, environment, errors);
        if (errors.Count > 0)
            return Invalid(errors);
        return await RefusalOfAsync(endpoint, deliveries, cancellationToken) is { } refusal ? refusal
            : await store.ChangeAsync(endpoint, url, EventsOf(request.Events), FormatOf(request.Format))
                ? TypedResults.NoContent()
            : Configured();
    }

    private static async Task<IResult> RotateAsync(
        string endpoint,
        [FromServices] EndpointStore store,
        [FromServices] DeliveryStore deliveries,
        [FromServices] KnownEndpoints known,
        [FromServices] WebhooksOptions options,
        CancellationToken cancellationToken
    ) =>
        await RefusalOfAsync(endpoint, deliveries, cancellationToken) is { } refusal ? refusal
        : known.CanMake && await store.RotateAsync(endpoint, options.SecretOverlap) is var (secret, until)
            ? TypedResults.Ok(new MadeSecret(known.SecretOf(secret), until))
        : Configured();

    private static async Task<IResult> EndPreviousAsync(
        string endpoint,
        [FromServices] EndpointStore store,
        [FromServices] DeliveryStore deliveries,
        CancellationToken cancellationToken
    ) =>
        await RefusalOfAsync(endpoint, deliveries, cancellationToken) is { } refusal ? refusal
        : await store.EndPreviousAsync(endpoint) ? TypedResults.NoContent()
        : Problems.Of(
            409,
            "one-secret",
            "Địa chỉ này chỉ có một khóa bí mật do bảng điều khiển tạo.",
            "This endpoint has no second secret that the console made."
        );

    private static async Task<IResult> DisableAsync(
        string endpoint,
        [FromServices] EndpointStore store,
        [FromServices] DeliveryStore deliveries,
        CancellationToken cancellationToken
    ) =>
        await RefusalOfAsync(endpoint, deliveries, cancellationToken) is { } refusal ? refusal
        : await store.DisableAsync(endpoint) ? TypedResults.Ok(await deliveries.StateAsync(endpoint, cancellationToken))
        : Problems.Of(409, "endpoint-disabled", "Địa chỉ này đã dừng rồi.", "This endpoint is disabled already.");

    private static async Task<ProblemHttpResult?> RefusalOfAsync(
        string endpoint,
        DeliveryStore deliveries,
        CancellationToken cancellationToken
    ) => await deliveries.FindAsync(endpoint, cancellationToken) is { IsKnown: true } ? null : WebhooksApi.NoSuchEndpoint();

    private static ProblemHttpResult Configured() =>
        Problems.Of(
            409,
            "endpoint-configured",
            "Địa chỉ này nằm trong cấu hình của Publisher và chỉ đổi được ở đó.",
            "This endpoint is in Publisher's configuration and is changed there alone."
        );

    private static IReadOnlyList<string> EventsOf(IReadOnlyList<string?>? events) =>
        events is null ? WebhookEvents.Usual : [.. events.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string FormatOf(string? format) => format ?? WebhookFormats.Standard;

    private static Dictionary<string, IReadOnlyList<FieldError>> ErrorsOf(IReadOnlyList<string?>? events, string? format)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (events is not null && !WebhookEvents.AreValid(events))
        {
            var known = string.Join(", ", WebhookEvents.All);
            errors["events"] =
            [
                new(
                    "invalid-events",
                    $"Cần ít nhất một việc trong {known}; {WebhookEvents.Edited} phải đi cùng {WebhookEvents.Approved}.",
                    $"Takes at least one of {known}; {WebhookEvents.Edited} needs {WebhookEvents.Approved} beside it."
                ),
            ];
        }
        if (format is not null && !WebhookFormats.All.Contains(format, StringComparer.Ordinal))
            errors["format"] =
            [
                new("invalid-format", "Định dạng phải là standard hoặc cloudevents.", "It is standard or cloudevents."),
            ];
        return errors;
    }

    private static Uri? AddressOf(
        string? text,
        WebhooksOptions options,
        IHostEnvironment environment,
        Dictionary<string, IReadOnlyList<FieldError>> errors
    )
    {
        var isSafe = !environment.IsProduction() || options.AllowPrivateAddresses;
        if (
            text is { Length: <= LongestUrl }
            && !text.Any(char.IsControl)
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (isSafe && url.Scheme == Uri.UriSchemeHttp))
            && url.UserInfo.Length == 0
        )
            return url;
        errors["url"] =
        [
            new(
                "invalid-url",
                "Địa chỉ phải bắt đầu bằng https://, không có tên đăng nhập và dài tối đa 2.000 ký tự.",
                "The address must begin with https://, hold no login and have at most 2,000 characters."
            ),
        ];
        return null;
    }

    private static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-fields", "Địa chỉ nhận chưa hợp lệ.", "The endpoint is not valid.", errors);
}
