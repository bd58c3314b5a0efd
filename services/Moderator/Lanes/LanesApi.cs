using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Drift;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Lanes;

/// <param name="Budget">The share of the lane's decisions that may be wrong, .001 to .2.</param>
/// <param name="AuditShare">The share of them that people read blind, .01 to 1.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record LaneBudget(double? Budget = null, double? AuditShare = null, string? Reason = null);

/// <param name="Fit">The search whose threshold it shall have, as the person saw it.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record LaneOpening(Guid? Fit = null, string? Reason = null);

/// <param name="Reason">Why, for the log.</param>
public sealed record LaneShutting(string? Reason = null);

/// <param name="Forbidden">Whether nothing may be decided so without a person.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record LaneForbidding(bool? Forbidden = null, string? Reason = null);

/// <summary>The machine lanes. They concern all sections, so they are for those who are limited to none.</summary>
public static class LanesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/lanes").WithTags("lanes").ForWholeNewsroom(Rights.SetPolicy);
        read.MapGet("", (LanePicture picture, CancellationToken cancellationToken) => picture.ReadAsync(cancellationToken));
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Lanes, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/lanes/{lane}")
            .WithTags("lanes")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy);
        change.MapPut("/budget", BudgetAsync).ProducesProblem(400);
        change.MapPost("/fits", SearchAsync).ProducesProblem(409);
        change.MapPost("/open", OpenAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPost("/shut", ShutAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPut("/forbidden", ForbidAsync).ProducesProblem(400);
    }

    private static async Task<Results<Ok<PicturedLanes>, ProblemHttpResult>> BudgetAsync(
        string lane,
        LaneBudget request,
        ClaimsPrincipal user,
        LaneStore lanes,
        LanePicture picture,
        CancellationToken cancellationToken
    )
    {
        var errors = ErrorsOf(request.Reason);
        if (request.Budget is not (>= 0.001 and <= 0.2))
            errors["budget"] =
            [
                new("budget-out-of-range", "Ngân sách sai sót phải từ 0,1 % đến 20 %.", "The budget is 0.1 % to 20 %."),
            ];
        if (request.AuditShare is not (>= 0.01 and <= 1))
            errors["auditShare"] =
            [
                new("audit-share-out-of-range", "Tỷ lệ kiểm tra mù phải từ 1 % đến 100 %.", "The audits are 1 % to 100 %."),
            ];
        if (Refusal(lane, errors) is { } refusal)
            return refusal;
        await lanes.SetBudgetAsync(
            Named(lane),
            request.Budget!.Value,
            request.AuditShare!.Value,
            request.Reason!.Trim(),
            user.Id()
        );
        return TypedResults.Ok(await picture.ReadAsync(cancellationToken));
    }

    private static async Task<Results<Ok<PicturedLanes>, ProblemHttpResult>> SearchAsync(
        string lane,
        ClaimsPrincipal user,
        LaneStore lanes,
        LaneEvidence evidence,
        FitStore fits,
        LanePicture picture,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(lane, []) is { } refusal)
            return refusal;
        if (await evidence.ModelAsync(cancellationToken) is not { } model)
            return Problems.Of(
                409,
                "no-scores-yet",
                "Chưa có bình luận nào được chấm điểm, nên chưa có gì để tìm ngưỡng.",
                "No comment has been scored yet, so there is nothing to search."
            );
        var name = Named(lane);
        var searched = (await lanes.AllAsync(cancellationToken)).Single(one => one.Name == name);
        return await fits.SearchAsync(searched, model, user.Id(), cancellationToken) is null
            ? Changed()
            : TypedResults.Ok(await picture.ReadAsync(cancellationToken));
    }

    private static async Task<Results<Ok<PicturedLanes>, ProblemHttpResult>> OpenAsync(
        string lane,
        LaneOpening request,
        ClaimsPrincipal user,
        LaneStore lanes,
        LanePicture picture,
        DriftWatch drift,
        CancellationToken cancellationToken
    )
    {
        var errors = ErrorsOf(request.Reason);
        if (request.Fit is null)
            errors["fit"] = [new("fit-required", "Thiếu ngưỡng đang xem.", "The threshold that you see is missing.")];
        if (Refusal(lane, errors) is { } refusal)
            return refusal;
        if (drift.Report is { Model: { } model } report && report.Unsettles(model))
            return Problems.Of(
                409,
                "model-drifts",
                "Chưa mở được làn: bình luận hoặc cách duyệt của tuần này khác trước (xem trang Mô hình), nên những gì đã "
                    + "chứng minh không còn đúng. Hãy huấn luyện lại, hoặc đợi cho tới khi hết báo động.",
                "The lane cannot be opened yet: this week's comments, or decisions on them, are not as before (see the page of "
                    + "the models), so that what was proven does not hold. Train anew, or wait until the alarm is over."
            );
        return await lanes.OpenAsync(Named(lane), request.Fit!.Value, request.Reason!.Trim(), user.Id())
            ? TypedResults.Ok(await picture.ReadAsync(cancellationToken))
            : Problems.Of(
                409,
                "lane-not-proven",
                "Làn không mở được: ngưỡng này không còn là ngưỡng mới nhất đã chứng minh cho ngân sách và mô hình hiện tại, "
                    + "hoặc làn đang bị cấm.",
                "The lane cannot be opened: this threshold is not the latest one proven for the budget and the model in use, "
                    + "or the lane is forbidden."
            );
    }

    private static async Task<Results<Ok<PicturedLanes>, ProblemHttpResult>> ShutAsync(
        string lane,
        LaneShutting request,
        ClaimsPrincipal user,
        LaneStore lanes,
        LanePicture picture,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(lane, ErrorsOf(request.Reason)) is { } refusal)
            return refusal;
        return await lanes.ShutAsync(Named(lane), request.Reason!.Trim(), user.Id())
            ? TypedResults.Ok(await picture.ReadAsync(cancellationToken))
            : Changed();
    }

    private static async Task<Results<Ok<PicturedLanes>, ProblemHttpResult>> ForbidAsync(
        string lane,
        LaneForbidding request,
        ClaimsPrincipal user,
        LaneStore lanes,
        LanePicture picture,
        CancellationToken cancellationToken
    )
    {
        var errors = ErrorsOf(request.Reason);
        if (request.Forbidden is null)
            errors["forbidden"] = [new("forbidden-required", "Hãy chọn cấm hay cho phép.", "Say whether it is forbidden.")];
        if (Refusal(lane, errors) is { } refusal)
            return refusal;
        await lanes.ForbidAsync(Named(lane), request.Forbidden!.Value, request.Reason!.Trim(), user.Id());
        return TypedResults.Ok(await picture.ReadAsync(cancellationToken));
    }

    private static LaneName Named(string lane) => EnumWords.Named<LaneName>(lane)!.Value;

    private static Dictionary<string, IReadOnlyList<FieldError>> ErrorsOf(string? reason)
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        if (InternalText.ReasonErrorOf(reason) is { } error)
            errors["reason"] = [error];
        return errors;
    }

    private static ProblemHttpResult? Refusal(string lane, Dictionary<string, IReadOnlyList<FieldError>> errors) =>
        EnumWords.Named<LaneName>(lane) is null
            ? Problems.Of(404, "not-found", "Không có làn máy này.", "There is no such machine lane.")
        : errors.Count > 0
            ? Problems.Of(400, "invalid-lane", "Yêu cầu chưa hợp lệ.", "The request is not valid.", errors)
        : null;

    private static ProblemHttpResult Changed() =>
        Problems.Of(
            409,
            "lane-changed",
            "Làn máy vừa đổi sau khi bạn mở trang này.",
            "The lane was changed after you opened this page."
        );
}
