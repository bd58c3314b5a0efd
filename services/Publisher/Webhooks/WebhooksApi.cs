using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>What is to be sent again: what changed since a moment, or the comment of one delivery; either, not both.</summary>
/// <param name="Since">ISO 8601 with its zone.</param>
/// <param name="Delivery">A <c>webhook-id</c>.</param>
/// <param name="Until">With <c>Since</c>: what changed later is left out.</param>
public sealed record ResendRequest(string? Since, Guid? Delivery, string? Until = null);

/// <param name="Count">How many deliveries wait now because of it.</param>
public sealed record ResendAnswer(int Count);

/// <summary>How a test went.</summary>
/// <param name="StatusCode">The endpoint's answer, if it gave one.</param>
/// <param name="Error">Otherwise what prevented it, see <see cref="Attempt.Error"/>.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Accepted">Whether the answer was <c>2xx</c>.</param>
public sealed record TestAnswer(int? StatusCode, string? Error, int Milliseconds, bool Accepted);

/// <summary>What operators see of webhooks and do about them, for whoever shows <see cref="OperationKey"/>.</summary>
public static class WebhooksApi
{
    internal static readonly string[] Statuses = ["waiting", "delivered", "given_up", "superseded"];

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var api = app.MapOperation("/webhooks");
        api.MapGet("", AllAsync).WithSummary("Endpoints, with their deliveries by status");
        api.MapGet("/{endpoint}/deliveries", DeliveriesAsync).ProducesProblem(400).ProducesProblem(404);
        api.MapPost("/{endpoint}/enable", EnableAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{endpoint}/test", TestAsync).ProducesProblem(404);
        api.MapPost("/{endpoint}/resend", ResendAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        MadeEndpointsApi.Map(api);
        ReceiptsApi.Map(app);
    }

    private static async Task<Ok<IReadOnlyList<EndpointState>>> AllAsync(
        [FromServices] DeliveryStore store,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await store.StatesAsync(cancellationToken));

    /// <param name="endpoint">Its name.</param>
    /// <param name="store">Knows it.</param>
    /// <param name="log">Reads its deliveries.</param>
    /// <param name="status">Null is all.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    /// <param name="cancellationToken">The operator left.</param>
    private static async Task<Results<Ok<DeliveryPage>, ProblemHttpResult>> DeliveriesAsync(
        string endpoint,
        [FromServices] DeliveryStore store,
        [FromServices] DeliveryLog log,
        string? status,
        string? cursor,
        CancellationToken cancellationToken
    )
    {
        if (status is not null && !Statuses.Contains(status, StringComparer.Ordinal))
        {
            var words = string.Join(", ", Statuses);
            return InvalidQuery.Of("status", $"Trạng thái phải là một trong: {words}.", $"The status must be one of: {words}.");
        }
        if (Cursor.Parse(cursor, Cursor.BeforeNewest) is not { } before)
            return InvalidQuery.Cursor();
        return await store.FindAsync(endpoint, cancellationToken) is { IsKnown: true }
            ? TypedResults.Ok(await log.PageAsync(endpoint, status, before, cancellationToken))
            : NoSuchEndpoint();
    }

    private static async Task<Results<Ok<EndpointState>, ProblemHttpResult>> EnableAsync(
        string endpoint,
        [FromServices] DeliveryStore store,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(endpoint, cancellationToken) is not (true, var disabled))
            return NoSuchEndpoint();
        if (disabled == "not-configured")
            return Problems.Of(
                409,
                "endpoint-not-configured",
                "Địa chỉ này không còn trong cấu hình của Publisher.",
                "This endpoint is no longer in Publisher's configuration."
            );
        return await store.EnableAsync(endpoint)
            ? TypedResults.Ok(await store.StateAsync(endpoint, cancellationToken))
            : Problems.Of(409, "endpoint-active", "Địa chỉ này đang nhận webhook.", "This endpoint takes webhooks already.");
    }

    private static async Task<Results<Ok<TestAnswer>, ProblemHttpResult>> TestAsync(
        string endpoint,
        [FromServices] KnownEndpoints endpoints,
        [FromServices] WebhookClient client,
        [FromServices] TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await endpoints.ReadAsync(cancellationToken);
        if (endpoints.Find(endpoint) is not { } known)
            return NoSuchEndpoint();
        var attempt = await client.SendAsync(known, Guid.CreateVersion7(), WebhookMessage.Test(time.GetUtcNow()));
        return TypedResults.Ok(
            new TestAnswer(
                attempt.StatusCode,
                attempt.Error,
                (int)attempt.Duration.TotalMilliseconds,
                attempt.WasAccepted
            )
        );
    }

    private static async Task<Results<Ok<ResendAnswer>, ProblemHttpResult>> ResendAsync(
        string endpoint,
        ResendRequest request,
        [FromServices] DeliveryStore store,
        CancellationToken cancellationToken
    )
    {
        var since = Instants.Parse(request.Since);
        var until = Instants.Parse(request.Until);
        if (request.Since is not null && since is null)
            return Refused(Instants.Fault("since"));
        if (request.Until is not null && (until is null || since is null || until < since))
            return Refused(
                new("until-invalid", "Thời điểm cuối phải sau thời điểm đầu.", "The end must come after the beginning.")
            );
        if (since is null == request.Delivery is null)
            return Refused(
                new("since-or-delivery", "Hãy cho một trong hai: since hoặc delivery.", "Give either since or delivery.")
            );
        if (await store.FindAsync(endpoint, cancellationToken) is not (true, var disabled))
            return NoSuchEndpoint();
        if (disabled is not null)
            return Problems.Of(
                409,
                "endpoint-disabled",
                "Địa chỉ này đang bị dừng; hãy bật lại trước, những gì đã lỡ sẽ tự được gửi.",
                "This endpoint is disabled; enable it first, and what it missed follows by itself."
            );
        return TypedResults.Ok(new ResendAnswer(await store.ResendAsync(since, request.Delivery, endpoint, until)));

        static ProblemHttpResult Refused(FieldError fault) =>
            Problems.Of(
                400,
                "invalid-resend",
                "Yêu cầu gửi lại chưa hợp lệ.",
                "What to send again is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["since"] = [fault] }
            );
    }

    internal static ProblemHttpResult NoSuchEndpoint() =>
        Problems.Of(404, "not-found", "Không có địa chỉ webhook này.", "There is no such endpoint.");
}
