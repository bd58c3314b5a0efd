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
        var read = app.MapGroup("/api/batches").WithTags("batches").RequireAuthorization(Rights.Moderate);
        read.MapGet("/{id:guid}", FindAsync).ProducesProblem(403).ProducesProblem(404);
        read.MapGet("/{id:guid}/skipped", SkippedAsync).ProducesProblem(403).ProducesProblem(404);
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
        ChoiceStore choices,
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
                ? TypedResults.Ok((await batches.FindAsync(preview, user.Sections(), cancellationToken))!)
                : Problems.Of(404, "not-found", "Không tìm thấy bản xem trước này.", "There is no such preview.");
        }

        if (await ChooseAsync(request, user, choices, errors, cancellationToken) is not { } chosen)
            return Problems.Of(400, "invalid-batch", "Lô chưa hợp lệ.", "The batch is not valid.", errors);
        if (chosen.Count > ChoiceStore.Most)
            return Problems.Of(
                400,
                "batch-too-large",
                "Mỗi lô có tối đa 10.000 bình luận; hãy thu hẹp bộ lọc.",
                "A batch holds at most 10,000 comments; narrow the filter."
            );
        var id = request.DryRun
            ? await batches.PreviewAsync(order, chosen, cancellationToken)
            : await batches.DecideAsync(order, chosen, cancellationToken);
        var batch = (await batches.FindAsync(id, user.Sections(), cancellationToken))!;
        if (!request.DryRun)
            return TypedResults.Ok(batch);
        var approves = order.Outcome == Outcome.Approve;
        var (riskiest, notLow) = await choices.RiskiestAsync(chosen, approves, SampleSize, cancellationToken);
        return TypedResults.Ok(
            batch with
            {
                NotLow = approves ? notLow : null,
                Sample = await SampleAsync(riskiest, user, comments, cancellationToken),
            }
        );
    }

    private static async Task<Results<Ok<Batch>, ProblemHttpResult>> FindAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        CancellationToken cancellationToken
    )
    {
        var refusal = await RefusalAsync(id, user, batches, cancellationToken);
        return refusal is null ? TypedResults.Ok((await batches.FindAsync(id, user.Sections(), cancellationToken))!) : refusal;
    }

    /// <param name="id">The batch.</param>
    /// <param name="user">Sees the texts of what lies in their sections.</param>
    /// <param name="batches">Knows the batch.</param>
    /// <param name="skipped">Knows what it left alone.</param>
    /// <param name="cancellationToken">The moderator left.</param>
    /// <param name="after"><c>next</c> of the page before.</param>
    private static async Task<Results<Ok<SkippedPage>, ProblemHttpResult>> SkippedAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        SkippedStore skipped,
        CancellationToken cancellationToken,
        Guid? after = null
    )
    {
        if (await RefusalAsync(id, user, batches, cancellationToken) is { } refusal)
            return refusal;
        return TypedResults.Ok(
            await skipped.AfterAsync(id, after ?? Guid.Empty, user.Sections(), cancellationToken)
        );
    }

    private static async Task<Results<Ok<Batch>, ProblemHttpResult>> UndoAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        CancellationToken cancellationToken
    )
    {
        if (await RefusalAsync(id, user, batches, cancellationToken) is { } refusal)
            return refusal;
        var batch = (await batches.FindAsync(id, user.Sections(), cancellationToken))!;
        if (user.Actor().Lacks(batch.ModeratorId, batch.Reason) is { } needed)
            return DecisionsApi.Refusal(new DecisionResult.MayNotOverturn(needed));
        return await batches.UndoAsync(id, user.Actor(), cancellationToken) is { } retracted
            ? TypedResults.Ok((await batches.FindAsync(id, user.Sections(), cancellationToken))! with { Retracted = retracted })
            : DecisionsApi.Refusal(new DecisionResult.NothingToUndo());
    }

    /// <summary>Of a batch that there is not, or that reaches beyond the person's sections.</summary>
    private static async Task<ProblemHttpResult?> RefusalAsync(
        Guid id,
        ClaimsPrincipal user,
        BatchStore batches,
        CancellationToken cancellationToken
    )
    {
        if (await batches.FindAsync(id, user.Sections(), cancellationToken) is null)
            return NotFound();
        return user.Sections() is { } sections && await batches.LeavesAsync(id, sections, cancellationToken)
            ? SectionLimit.Refusal()
            : null;
    }

    /// <returns>Null when something is wrong with the filter.</returns>
    private static async Task<IReadOnlyList<ChosenItem>?> ChooseAsync(
        BatchRequest request,
        ClaimsPrincipal user,
        ChoiceStore choices,
        Dictionary<string, IReadOnlyList<FieldError>> errors,
        CancellationToken cancellationToken
    )
    {
        if (request.CommentIds is { } ids)
            return await choices.ChooseAsync(ids, cancellationToken);
        var filter = QueueFilter.Parse(
            request,
            user.Sections(),
            Queues.Waiting,
            errors,
            anyQueue: request.Queue is null && request.Author is not null
        );
        return filter is null ? null : await choices.ChooseAsync(filter, cancellationToken);
    }

    /// <summary>In the order of the ids.</summary>
    private static async Task<IReadOnlyList<QueueItem>> SampleAsync(
        Guid[] ids,
        ClaimsPrincipal user,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        var found = (await comments.FindAsync(ids, cancellationToken)).ToDictionary(c => c.Id);
        return
        [
            .. ids.Select(id => found.GetValueOrDefault(id))
                .OfType<Comment>()
                .Where(c => user.Sections().Includes(c.Section))
                .Select(c => QueueItem.Of(c, [])),
        ];
    }

    private static ProblemHttpResult NotFound() =>
        Problems.Of(404, "not-found", "Không tìm thấy lô này.", "There is no such batch.");
}
