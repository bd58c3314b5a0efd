using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.NamedQueues;

/// <summary>
/// The named queues: what moderators see of them, and how they are set. Routes concern all sections, so they are for seniors who
/// are limited to none.
/// </summary>
public static class NamedQueuesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/named-queues")
            .WithTags("named queues")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("", async (ClaimsPrincipal user, NamedQueueStore queues, CancellationToken cancellationToken) =>
                TypedResults.Ok(new ShownQueues(await queues.ShownAsync(user.Id(), user.Sections(), cancellationToken)))
            );

        var read = app.MapGroup("/api/named-queues").WithTags("named queues").ForWholeNewsroom(Rights.SetPolicy);
        read.MapGet("/settings", async (NamedQueueStore queues, CancellationToken cancellationToken) =>
            TypedResults.Ok(await queues.SettingsAsync(cancellationToken))
        );
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Queues, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/named-queues")
            .WithTags("named queues")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy);
        change.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPut("/{id:guid}", SetAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPut("/order", OrderAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapDelete("/{id:guid}", RemoveAsync).ProducesProblem(409);
    }

    private static async Task<Results<Ok<NamedQueueSettings>, ProblemHttpResult>> AddAsync(
        NamedQueueRequest request,
        ClaimsPrincipal user,
        NamedQueueStore queues,
        CancellationToken cancellationToken
    )
    {
        var known = await queues.SettingsAsync(cancellationToken);
        if (request.Errors(known) is { Count: > 0 } errors)
            return Invalid(errors);
        return await AnswerAsync(queues.AddAsync(request, Of("queue-added", request, known), user.Id()), queues);
    }

    private static async Task<Results<Ok<NamedQueueSettings>, ProblemHttpResult>> SetAsync(
        Guid id,
        NamedQueueRequest request,
        ClaimsPrincipal user,
        NamedQueueStore queues,
        CancellationToken cancellationToken
    )
    {
        var known = await queues.SettingsAsync(cancellationToken);
        if (known.Queues.All(queue => queue.Id != id))
            return Refusal(Changed.NotFound);
        if (request.Errors(known) is { Count: > 0 } errors)
            return Invalid(errors);
        return await AnswerAsync(queues.SetAsync(id, request, Of("queue-changed", request, known), user.Id()), queues);
    }

    private static async Task<Results<Ok<NamedQueueSettings>, ProblemHttpResult>> OrderAsync(
        NamedQueueOrder request,
        ClaimsPrincipal user,
        NamedQueueStore queues,
        CancellationToken cancellationToken
    )
    {
        var known = await queues.SettingsAsync(cancellationToken);
        var names = known.Queues.ToDictionary(queue => queue.Id, queue => queue.Name);
        if (request.Version is null || request.Ids is null || !request.Ids.Order().SequenceEqual(names.Keys.Order()))
            return Invalid(
                new(StringComparer.Ordinal)
                {
                    ["ids"] =
                    [
                        new("order-incomplete", "Thứ tự cần có mỗi hàng đợi một lần.", "An order names every queue once."),
                    ],
                }
            );
        var operation = new AskedOperation(
            OperationAreas.Queues,
            "queues-ordered",
            string.Join(" → ", request.Ids.Select(id => names[id]))
        );
        return await AnswerAsync(queues.OrderAsync(request.Version.Value, request.Ids, operation, user.Id()), queues);
    }

    private static async Task<Results<Ok<NamedQueueSettings>, ProblemHttpResult>> RemoveAsync(
        Guid id,
        int version,
        ClaimsPrincipal user,
        NamedQueueStore queues,
        CancellationToken cancellationToken
    )
    {
        var known = await queues.SettingsAsync(cancellationToken);
        if (known.Queues.FirstOrDefault(queue => queue.Id == id) is not { } removed)
            return Refusal(Changed.NotFound);
        var operation = new AskedOperation(OperationAreas.Queues, "queue-removed", removed.Name);
        return await AnswerAsync(queues.RemoveAsync(id, version, operation, user.Id()), queues);
    }

    private static async Task<Results<Ok<NamedQueueSettings>, ProblemHttpResult>> AnswerAsync(
        Task<Changed> change,
        NamedQueueStore queues
    ) =>
        await change is not Changed.Done and var refused
            ? Refusal(refused)
            : TypedResults.Ok(await queues.SettingsAsync(CancellationToken.None));

    /// <summary>The log tells what a queue takes, and who is assigned to it.</summary>
    private static AskedOperation Of(string kind, NamedQueueRequest request, NamedQueueSettings known)
    {
        var routes = request.ParsedRoutes.Select(route =>
            string.Join(
                " + ",
                new[] { route.Sections, route.Rules, route.Languages, route.Queues }.OfType<string[]>().Select(Any)
            )
        );
        var people = known.People.Where(person => request.DistinctPeople.Contains(person.Id)).Select(person => person.Name);
        return new(
            OperationAreas.Queues,
            kind,
            request.CanonicalName,
            $"{string.Join("; ", routes)} · {string.Join(", ", people.DefaultIfEmpty("–"))}"
        );

        static string Any(string[] values) => string.Join(" | ", values);
    }

    private static ProblemHttpResult Invalid(Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-queue", "Hàng đợi chưa hợp lệ.", "The queue is not valid.", errors);

    private static ProblemHttpResult Refusal(Changed refused) =>
        refused switch
        {
            Changed.OtherVersion => Problems.Of(
                409,
                "queues-changed",
                "Các hàng đợi vừa đổi sau khi bạn mở trang này.",
                "The queues were changed after you opened this page."
            ),
            Changed.NameTaken => Problems.Of(
                409,
                "name-taken",
                "Đã có hàng đợi tên này.",
                "There is a queue of this name already."
            ),
            Changed.TooMany => Problems.Of(
                409,
                "too-many-queues",
                $"Có nhiều nhất {NamedQueue.Most} hàng đợi riêng.",
                $"There are at most {NamedQueue.Most} named queues."
            ),
            _ => Problems.Of(404, "not-found", "Không có hàng đợi này.", "There is no such queue."),
        };
}
