using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.People;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Batches;

public static class BatchesApi
{
    private const int SampleSize = 20;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/batches")
            .WithTags("batches")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(403)
            .ProducesProblem(404);
        var api = app.MapGroup("/api/batches")
            .WithTags("batches")
            .RequireAuthorization(Rights.Moderate)
            .RequireAntiforgeryToken();
        api.MapPost("", DecideAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        api.MapPost("/{id:guid}/undo", UndoAsync).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<Ok<Batch>, ProblemHttpResult>> DecideAsync(
        BatchRequest request,
        ClaimsPrincipal user,
        BatchStore batches,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-batch", "Lô chưa hợp lệ.", "The batch is not valid.", errors);
        if (QueueApi.IsOfAnotherSection(request, user))
            return SectionLimit.Refusal();
        var order = new BatchOrder(
            request.ParsedOutcome!.Value,
            request.ParsedReason,
            InternalText.Trimmed(request.Note),
            user.Id(),
            user.Sections()
        );
        if (request.Preview is { } preview)
        {
            return await batches.DecidePreviewAsync(preview, order, cancellationToken)
                ? TypedResults.Ok((await batches.FindAsync(preview, cancellationToken))!)
                : Problems.Of(404, "not-found", "Không tìm thấy bản xem trước này.", "There is no such preview.");
        }

        if (await ChooseAsync(request, user, batches, errors, cancellationToken) is not { } chosen)
            return Problems.Of(400, "invalid-batch", "Lô chưa hợp lệ.", "The batch is not valid.", errors);
        if (chosen.Count > BatchStore.Most)
            return Problems.Of(
                400,
                "batch-too-large",
                "Mỗi lô có tối đa 10.000 bình luận; hãy thu hẹp bộ lọc.",
                "A batch holds at most 10,000 comments; narrow the filter."
            );
        var id = request.DryRun
            ? await batches.PreviewAsync(order, chosen, cancellationToken)
            : await batches.DecideAsync(order, chosen, cancellationToken);
        var batch = (await batches.FindAsync(id, cancellationToken))!;
        return TypedResults.Ok(
            request.DryRun ? batch with { Sample = await SampleAsync(chosen, user, comments, cancellationToken) } : batch
        );
    }

    private static async Task<Results<Ok<Batch>, ProblemHttpResult>> FindAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        CancellationToken cancellationToken
    )
    {
        if (await batches.FindAsync(id, cancellationToken) is not { } batch)
            return NotFound();
        return user.Sections() is { } sections && await batches.LeavesAsync(id, sections, cancellationToken)
            ? SectionLimit.Refusal()
            : TypedResults.Ok(batch);
    }

    private static async Task<Results<Ok<Batch>, ProblemHttpResult>> UndoAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        CancellationToken cancellationToken
    )
    {
        if (await batches.FindAsync(id, cancellationToken) is not { } batch)
            return NotFound();
        if (user.Sections() is { } sections && await batches.LeavesAsync(id, sections, cancellationToken))
            return SectionLimit.Refusal();
        if (user.Actor().Lacks(batch.ModeratorId, batch.Reason) is { } needed)
            return DecisionsApi.Refusal(new DecisionResult.MayNotOverturn(needed));
        return await batches.UndoAsync(id, user.Actor(), cancellationToken) is { } retracted
            ? TypedResults.Ok((await batches.FindAsync(id, cancellationToken))! with { Retracted = retracted })
            : DecisionsApi.Refusal(new DecisionResult.NothingToUndo());
    }

    /// <returns>Null when something is wrong with the filter.</returns>
    private static async Task<IReadOnlyList<ChosenItem>?> ChooseAsync(
        BatchRequest request,
        ClaimsPrincipal user,
        BatchStore batches,
        Dictionary<string, IReadOnlyList<FieldError>> errors,
        CancellationToken cancellationToken
    )
    {
        if (request.CommentIds is { } ids)
            return await batches.ChooseAsync(ids, cancellationToken);
        var filter = QueueFilter.Parse(
            request,
            user.Sections(),
            Queues.Waiting,
            errors,
            anyQueue: request.Queue is null && request.Author is not null
        );
        return filter is null ? null : await batches.ChooseAsync(filter, cancellationToken);
    }

    /// <summary>Every so many-th, so that the sample reaches over all that was chosen.</summary>
    private static async Task<IReadOnlyList<QueueItem>> SampleAsync(
        IReadOnlyList<ChosenItem> chosen,
        ClaimsPrincipal user,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        var step = Math.Max(1, (chosen.Count + SampleSize - 1) / SampleSize);
        Guid[] ids = [.. chosen.Where((_, place) => place % step == 0).Select(item => item.Id)];
        return
        [
            .. (await comments.FindAsync(ids, cancellationToken))
                .Where(c => user.Sections().Includes(c.Section))
                .Select(c => QueueItem.Of(c, [])),
        ];
    }

    private static ProblemHttpResult NotFound() =>
        Problems.Of(404, "not-found", "Không tìm thấy lô này.", "There is no such batch.");
}
