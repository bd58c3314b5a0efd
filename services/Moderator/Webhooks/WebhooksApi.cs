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

    /// <summary>With it: not what changed later.</summary>
    public string? Until { get; init; }

    /// <summary>The comment of one <c>webhook-id</c>.</summary>
    public Guid? Delivery { get; init; }
}

/// <summary>An endpoint to be made, as Publisher takes it.</summary>
public sealed record NewEndpoint
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>What it is told of; null is the usual.</summary>
    public IReadOnlyList<string>? Events { get; init; }

    /// <summary>How that is written; null is the standard.</summary>
    public string? Format { get; init; }
}

/// <summary>An endpoint that is to be another from now on.</summary>
public sealed record ChangedEndpoint
{
    /// <summary>Null leaves it as it is.</summary>
    public string? Url { get; init; }

    /// <inheritdoc cref="NewEndpoint.Events"/>
    public IReadOnlyList<string>? Events { get; init; }

    /// <inheritdoc cref="NewEndpoint.Format"/>
    public string? Format { get; init; }
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
        MapMaking(app);
    }

    /// <summary>Every approved text goes where an endpoint says, so these are not for operators.</summary>
    private static void MapMaking(IEndpointRouteBuilder app)
    {
        var make = app.MapGroup("/api/webhooks").WithTags("webhooks").RequireAntiforgeryToken().ForWholeNewsroom();
        make.MapPost("", (NewEndpoint endpoint, ClaimsPrincipal user, PublisherClient publisher) =>
                publisher.DoAsync(
                    Of("made", endpoint.Name, HostOf(endpoint.Url)), user.Id(), HttpMethod.Post, "webhooks", endpoint)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        make.MapPut("/{endpoint:name}", (
                string endpoint,
                ChangedEndpoint to,
                ClaimsPrincipal user,
                PublisherClient publisher
            ) =>
                publisher.DoAsync(
                    Of("changed", endpoint, HostOf(to.Url)), user.Id(), HttpMethod.Put, $"webhooks/{endpoint}", to)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        make.MapPost("/{endpoint:name}/disable", Doing("disable")).ProducesProblem(409);
        make.MapPost("/{endpoint:name}/secret", Doing("secret")).ProducesProblem(409);
        make.MapDelete("/{endpoint:name}/previous-secret", (
                string endpoint,
                ClaimsPrincipal user,
                PublisherClient publisher
            ) =>
                publisher.DoAsync(
                    Of("previous-secret-ended", endpoint),
                    user.Id(),
                    HttpMethod.Delete,
                    PathOf(endpoint, "previous-secret")
                )
            )
            .ProducesProblem(409);
    }

    /// <summary>The rest of an address may hold a secret.</summary>
    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

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
            Of(
                "resend",
                endpoint,
                request.Since is { } since ? $"{since} {request.Until}".TrimEnd() : request.Delivery?.ToString()
            ),
            user.Id(),
            HttpMethod.Post,
            PathOf(endpoint, "resend"),
            request
        );

    private static AskedOperation Of(string kind, string endpoint, string? detail = null) =>
        new(OperationAreas.Webhooks, kind, endpoint, detail);

    private static string PathOf(string endpoint, string what) => $"webhooks/{endpoint}/{what}";
}
