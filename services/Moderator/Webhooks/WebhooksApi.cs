using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Webhooks;

/// <summary>What is to be sent again, as Publisher takes it: either.</summary>
public sealed record ResendRequest
{
    /// <summary>What changed since then; ISO 8601 with its zone.</summary>
    public string? Since { get; init; }

    /// <summary>The comment of one <c>webhook-id</c>.</summary>
    public Guid? Delivery { get; init; }
}

/// <summary>Webhooks as operators and administrators see and operate them.</summary>
public static class WebhooksApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/webhooks")
            .WithTags("webhooks")
            .RequireAuthorization(Rights.Operate)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        read.MapGet("", (PublisherClient publisher, CancellationToken cancellationToken) =>
            publisher.ReadAsync("webhooks", cancellationToken)
        );
        read.MapGet("/{endpoint:name}/deliveries", DeliveriesAsync).ProducesProblem(400).ProducesProblem(404);
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Webhooks, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/webhooks")
            .WithTags("webhooks")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        change.MapPost("/{endpoint:name}/enable", Doing("enable")).ProducesProblem(404).ProducesProblem(409);
        change.MapPost("/{endpoint:name}/test", Doing("test")).ProducesProblem(404);
        change.MapPost("/{endpoint:name}/resend", ResendAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> DeliveriesAsync(
        string endpoint,
        PublisherClient publisher,
        CancellationToken cancellationToken,
        string? status = null,
        string? cursor = null
    ) =>
        publisher.ReadAsync(
            QueryHelpers.AddQueryString(
                PathOf(endpoint, "deliveries"),
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["status"] = status, ["cursor"] = cursor }
            ),
            cancellationToken
        );

    /// <summary>What needs no more to be said than to whom.</summary>
    private static Delegate Doing(string act) =>
        (string endpoint, ClaimsPrincipal user, PublisherClient publisher) =>
            publisher.DoAsync(Of(act, endpoint), user.Id(), HttpMethod.Post, PathOf(endpoint, act));

    private static Task<IResult> ResendAsync(
        string endpoint,
        ResendRequest request,
        ClaimsPrincipal user,
        PublisherClient publisher
    ) =>
        publisher.DoAsync(
            Of("resend", endpoint, request.Since ?? request.Delivery?.ToString()),
            user.Id(),
            HttpMethod.Post,
            PathOf(endpoint, "resend"),
            request
        );

    private static AskedOperation Of(string kind, string endpoint, string? detail = null) =>
        new(OperationAreas.Webhooks, kind, endpoint, detail);

    private static string PathOf(string endpoint, string what) => $"webhooks/{endpoint}/{what}";
}
