using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Publisher.Publications;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Reconciliation;

/// <summary>
/// <c>/operation/reconciliation</c>: Moderator compares what it decided with what is here, page by page, for whoever shows
/// <see cref="OperationKey"/>.
/// </summary>
internal static class ReconciliationApi
{
    private const int Most = 500;

    public static void AddReconciliation(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<ReconciliationStore>();

    public static void MapReconciliation(this WebApplication app)
    {
        var api = app.MapOperation("/reconciliation");
        api.MapGet("", PageAsync).WithSummary("What is kept of comments, in the order of their ids").ProducesProblem(400);
        api.MapPost("/hold", HoldAsync)
            .WithSummary("Shows to nobody what is published without a decision that anybody knows")
            .ProducesProblem(400);
        api.MapPost("/send-again", (ComparedStretch stretch, [FromServices] ReconciliationStore store) =>
                SendAgainAsync(stretch, store)
            )
            .WithSummary("Sends again what sites refused to the end");
    }

    /// <param name="store">Knows.</param>
    /// <param name="cancellationToken">Moderator left.</param>
    /// <param name="after">The last id of the page before.</param>
    /// <param name="limit">1 to 500.</param>
    private static async Task<Results<Ok<IReadOnlyList<ComparedPublication>>, ProblemHttpResult>> PageAsync(
        [FromServices] ReconciliationStore store,
        CancellationToken cancellationToken,
        Guid? after = null,
        int limit = Most
    ) =>
        limit is < 1 or > Most
            ? InvalidQuery.Of("limit", $"Phải từ 1 đến {Most}.", $"Must be between 1 and {Most}.")
            : TypedResults.Ok(await store.PageAsync(after ?? Guid.Empty, limit, cancellationToken));

    private static async Task<Results<Ok<IReadOnlyList<ComparedPublication>>, ProblemHttpResult>> HoldAsync(
        UnprovenPublications request,
        [FromServices] ReconciliationStore store,
        [FromServices] ArticleVersions versions
    )
    {
        if (request.Publications is not { Count: > 0 and <= Most } publications || publications.Any(one => one is null))
            return Problems.Of(
                400,
                "invalid-publications",
                $"Cần từ 1 đến {Most} bình luận, mỗi bình luận kèm phiên bản.",
                $"It takes 1 to {Most} comments, each with its version."
            );
        var held = await store.HoldAsync(publications);
        foreach (var article in held.Select(one => one.ArticleId).Distinct(StringComparer.Ordinal))
            versions.Advance(article);
        return TypedResults.Ok(held);
    }

    private static async Task<Ok<DeliveriesAgain>> SendAgainAsync(ComparedStretch stretch, ReconciliationStore store) =>
        TypedResults.Ok(new DeliveriesAgain(await store.SendAgainAsync(stretch)));
}
