using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Faults;

/// <summary>Messages that failed, by their causes, and what is done about them. No comment is part of it.</summary>
public static class FaultsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/faults").WithTags("faults").RequireAuthorization(Rights.Operate);
        read.MapGet("", PageAsync).ProducesProblem(400);
        read.MapGet("/causes", (FaultStore faults, CancellationToken cancellationToken) => faults.CausesAsync(cancellationToken));
        read.MapGet("/{id:guid}", FindAsync).ProducesProblem(404);
        read.MapGet("/replays", (FaultActStore acts, CancellationToken cancellationToken) =>
            acts.ReplaysAsync(cancellationToken)
        );
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Faults, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var act = app.MapGroup("/api/faults").WithTags("faults").RequireAuthorization(Rights.Operate).RequireAntiforgeryToken();
        act.MapPost("/replays", ReplayAsync).ProducesProblem(400).ProducesProblem(409);
        act.MapPost("/replays/{id:guid}/stop", StopAsync).ProducesProblem(404).ProducesProblem(409);
        act.MapPost("/discard", DiscardAsync).ProducesProblem(400).ProducesProblem(409);
    }

    /// <param name="faults">The ledger.</param>
    /// <param name="cancellationToken">The operator left.</param>
    /// <param name="cause">Of which cause; all without it.</param>
    /// <param name="status"><c>open</c>, <c>replaying</c>, <c>replayed</c> or <c>discarded</c>; any without it.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    private static async Task<Results<Ok<FaultPage>, ProblemHttpResult>> PageAsync(
        FaultStore faults,
        CancellationToken cancellationToken,
        Guid? cause = null,
        string? status = null,
        string? cursor = null
    )
    {
        if (Cursor.Parse(cursor, Cursor.BeforeNewest) is not { } before)
            return InvalidQuery.Cursor();
        var named = EnumWords.Named<FaultStatus>(status);
        if (!string.IsNullOrEmpty(status) && named is null)
            return InvalidQuery.Of(
                "status",
                "Trạng thái phải là open, replaying, replayed hoặc discarded.",
                "The status must be open, replaying, replayed or discarded."
            );
        return TypedResults.Ok(await faults.PageAsync(cause, named, before, cancellationToken));
    }

    private static async Task<Results<Ok<FaultDetail>, ProblemHttpResult>> FindAsync(
        Guid id,
        FaultStore faults,
        CancellationToken cancellationToken
    ) =>
        await faults.FindAsync(id, cancellationToken) is { } fault
            ? TypedResults.Ok(fault)
            : Problems.Of(
                404,
                "not-found",
                "Không có tin này trong sổ sự cố: có thể đã hết hạn lưu, hoặc bình luận của nó đã được xóa.",
                "The ledger has no such fault: its time may be over, or its comment was erased."
            );

    private static async Task<Results<Ok<FaultReplay>, ProblemHttpResult>> ReplayAsync(
        ReplayRequest request,
        ClaimsPrincipal user,
        FaultActStore acts
    )
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-replay", "Yêu cầu gửi lại chưa hợp lệ.", "The replay is not valid.", errors);
        return await acts.ReplayAsync(request, user.Id()) is { } replay ? TypedResults.Ok(replay) : NothingOpen();
    }

    private static async Task<Results<Ok<FaultReplay>, ProblemHttpResult>> StopAsync(
        Guid id,
        ClaimsPrincipal user,
        FaultActStore acts
    )
    {
        var stopped = await acts.StopAsync(id, user.Id());
        if (await acts.FindReplayAsync(id, CancellationToken.None) is not { } replay)
            return Problems.Of(404, "not-found", "Không có lượt gửi lại này.", "There is no such replay.");
        return stopped
            ? TypedResults.Ok(replay)
            : Problems.Of(409, "replay-ended", "Lượt gửi lại này đã kết thúc.", "This replay has ended.");
    }

    private static async Task<Results<Ok<DiscardAnswer>, ProblemHttpResult>> DiscardAsync(
        DiscardRequest request,
        ClaimsPrincipal user,
        FaultActStore acts
    )
    {
        var errors = request.Errors();
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-discard", "Yêu cầu bỏ tin chưa hợp lệ.", "The request is not valid.", errors);
        var count = await acts.DiscardAsync(request, user.Id());
        return count > 0 ? TypedResults.Ok(new DiscardAnswer(count)) : NothingOpen();
    }

    private static ProblemHttpResult NothingOpen() =>
        Problems.Of(
            409,
            "nothing-open",
            "Không còn tin nào đang chờ xử lý trong số này: chúng đang được gửi lại, đã xong, hoặc đã được xóa.",
            "None of these is open any more: they are being replayed, are done with, or were erased."
        );
}
