using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Moderation.Contracts;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;

namespace Moderation.Moderator.Erasures;

/// <param name="Reference">Under which the newsroom files it; it tells nothing of who asked.</param>
/// <param name="Channel">One of <see cref="ErasureChannels"/>.</param>
/// <param name="ReceivedOn">The day in Vietnam on which it came.</param>
public sealed record NewErasureRequest(string Reference, string Channel, DateOnly ReceivedOn);

/// <summary>What a letter says of who wrote the comments. It goes to Intake and stays nowhere.</summary>
/// <param name="Comments">Ids, addresses and secret links, with spaces, line ends or commas between.</param>
/// <param name="Phone">A telephone number.</param>
/// <param name="Name">As it stands over the comments.</param>
public sealed record SoughtComments(string? Comments = null, string? Phone = null, string? Name = null);

/// <param name="Comments">Their ids.</param>
public sealed record CommentsToErase(IReadOnlyList<Guid> Comments);

/// <param name="Reason">One of <see cref="ErasureRefusals"/>.</param>
public sealed record RefusedErasure(string Reason);

/// <summary>
/// Requests to erase that came by letter, e-mail, telephone or in person, which Intake keeps. Operators see their clocks; only
/// administrators who are limited to no section enter them and work on them.
/// </summary>
public static class ErasureRequestsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/erasures").WithTags("erasures").RequireAuthorization(Rights.Operate);
        read.MapGet("/requests", ListAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Erasures, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/erasures/requests")
            .WithTags("erasures")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom();
        change.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(409);
        change
            .MapPost("/{id:guid}/find", (Guid id, SoughtComments sought, ClaimsPrincipal user, IntakeClient intake) =>
                DoAsync(intake, user, id, "comments-sought", "find", WaysOf(sought), sought)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        change
            .MapPost("/{id:guid}/erase", (Guid id, CommentsToErase what, ClaimsPrincipal user, IntakeClient intake) =>
                DoAsync(intake, user, id, "comments-erased", "erase", Joined(what.Comments), what)
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
        change
            .MapPost("/{id:guid}/answer", (Guid id, ClaimsPrincipal user, IntakeClient intake) =>
                DoAsync(intake, user, id, "request-answered", "answer")
            )
            .ProducesProblem(409);
        change
            .MapPost("/{id:guid}/complete", (Guid id, ClaimsPrincipal user, IntakeClient intake) =>
                DoAsync(intake, user, id, "request-completed", "complete")
            )
            .ProducesProblem(409);
        change
            .MapPost("/{id:guid}/refuse", (Guid id, RefusedErasure why, ClaimsPrincipal user, IntakeClient intake) =>
                DoAsync(
                    intake,
                    user,
                    id,
                    "request-refused",
                    "refuse",
                    ErasureRefusals.Has(why.Reason) ? why.Reason : null,
                    why
                )
            )
            .ProducesProblem(400)
            .ProducesProblem(409);
    }

    private static Task<IResult> ListAsync(
        IntakeClient intake,
        CancellationToken cancellationToken,
        bool done = false,
        string? cursor = null
    ) =>
        intake.ReadAsync(
            QueryHelpers.AddQueryString(
                "erasure-requests",
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["done"] = done ? "true" : "false",
                    ["cursor"] = cursor,
                }
            ),
            cancellationToken
        );

    /// <summary>The log has its id alone: what was typed is looked at by Intake, after the log.</summary>
    private static Task<IResult> AddAsync(NewErasureRequest request, ClaimsPrincipal user, IntakeClient intake)
    {
        var id = Guid.CreateVersion7();
        return intake.DoAsync(
            Of("request-entered", id, $"{request.ReceivedOn:O}"),
            user.Id(),
            HttpMethod.Post,
            "erasure-requests",
            new
            {
                id,
                request.Reference,
                request.Channel,
                request.ReceivedOn,
            }
        );
    }

    private static Task<IResult> DoAsync(
        IntakeClient intake,
        ClaimsPrincipal user,
        Guid id,
        string kind,
        string act,
        string? detail = null,
        object? body = null
    ) => intake.DoAsync(Of(kind, id, detail), user.Id(), HttpMethod.Post, $"erasure-requests/{id}/{act}", body);

    private static AskedOperation Of(string kind, Guid id, string? detail) =>
        new(OperationAreas.Erasures, kind, id.ToString(), detail);

    /// <summary>By what was looked for, and not what.</summary>
    private static string WaysOf(SoughtComments sought) =>
        string.Join(
            ' ',
            new[]
            {
                (Way: "comments", Text: sought.Comments),
                (Way: "phone", Text: sought.Phone),
                (Way: "name", Text: sought.Name),
            }
                .Where(one => !string.IsNullOrWhiteSpace(one.Text))
                .Select(one => one.Way)
        );

    private static string Joined(IReadOnlyList<Guid> comments) => string.Join(' ', comments.Select(id => id.ToString()));
}
