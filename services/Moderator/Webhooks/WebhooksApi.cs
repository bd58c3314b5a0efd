using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
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
            publisher.AskAsync(HttpMethod.Get, "", null, cancellationToken)
        );
        read.MapGet("/{endpoint}/deliveries", DeliveriesAsync).ProducesProblem(400).ProducesProblem(404);

        var change = app.MapGroup("/api/webhooks")
            .WithTags("webhooks")
            .RequireAuthorization(Rights.Operate)
            .RequireAntiforgeryToken()
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        change.MapPost("/{endpoint}/enable", Doing("enable")).ProducesProblem(404).ProducesProblem(409);
        change.MapPost("/{endpoint}/test", Doing("test")).ProducesProblem(404);
        change.MapPost("/{endpoint}/resend", ResendAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> DeliveriesAsync(
        string endpoint,
        PublisherClient publisher,
        CancellationToken cancellationToken,
        string? status = null,
        string? cursor = null
    ) =>
        publisher.AskAsync(
            HttpMethod.Get,
            QueryHelpers.AddQueryString(
                PathOf(endpoint, "deliveries"),
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["status"] = status, ["cursor"] = cursor }
            ),
            null,
            cancellationToken
        );

    /// <summary>What needs no more to be said than to whom.</summary>
    private static Delegate Doing(string act) =>
        (
            string endpoint,
            ClaimsPrincipal user,
            PublisherClient publisher,
            ILogger<PublisherClient> log,
            CancellationToken cancellationToken
        ) => ActAsync(endpoint, act, null, user, publisher, log, cancellationToken);

    private static Task<IResult> ResendAsync(
        string endpoint,
        ResendRequest request,
        ClaimsPrincipal user,
        PublisherClient publisher,
        ILogger<PublisherClient> log,
        CancellationToken cancellationToken
    ) => ActAsync(endpoint, "resend", request, user, publisher, log, cancellationToken);

    private static Task<IResult> ActAsync(
        string endpoint,
        string act,
        object? body,
        ClaimsPrincipal user,
        PublisherClient publisher,
        ILogger<PublisherClient> log,
        CancellationToken cancellationToken
    )
    {
        log.LogInformation("Webhooks were operated by the person {Person}: {Act}", user.Id(), act);
        return publisher.AskAsync(HttpMethod.Post, PathOf(endpoint, act), body, cancellationToken);
    }

    private static string PathOf(string endpoint, string what) => $"/{Uri.EscapeDataString(endpoint)}/{what}";
}
