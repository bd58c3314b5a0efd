using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Shadows;

/// <param name="Version">In force, as the person saw it.</param>
/// <param name="Settings">That judge beside it.</param>
/// <param name="Days">For how long, 1 to 30.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record ShadowRequest(int Version, PolicySettings Settings, int Days, string? Reason = null);

/// <param name="Reason">Why, for the log.</param>
public sealed record ShadowStop(string? Reason = null);

/// <param name="Version">In force, as the person saw it.</param>
/// <param name="Reason">Why, for the log.</param>
public sealed record ShadowPromotion(int Version, string? Reason = null);

/// <summary>Settings in shadow. They judge comments of all sections, so they are for those who are limited to none.</summary>
public static class ShadowsApi
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MostDays = 30;

    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/policy/shadows").WithTags("policy").ForWholeNewsroom(Rights.SetPolicy);
        read.MapGet("", async (ShadowStore store, CancellationToken cancellationToken) =>
            TypedResults.Ok(new LatestShadow(await store.LatestAsync(cancellationToken)))
        );
        read.MapGet("/{id:guid}/comments", CommentsAsync).ProducesProblem(400);
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Policy, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        var change = app.MapGroup("/api/policy/shadows")
            .WithTags("policy")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        change.MapPost("", StartAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPost("/{id:guid}/stop", StopAsync).ProducesProblem(400).ProducesProblem(409);
        change.MapPost("/{id:guid}/promote", PromoteAsync).ProducesProblem(400).ProducesProblem(409);
    }

    private static async Task<Results<Ok<ShadowDifferences>, ProblemHttpResult>> CommentsAsync(
        Guid id,
        ShadowStore store,
        CancellationToken cancellationToken,
        string? cursor = null
    ) =>
        VersionCursor.Parse(cursor) is { } before
            ? TypedResults.Ok(await store.DifferencesAsync(id, before, cancellationToken))
            : InvalidQuery.Cursor();

    private static async Task<Results<Ok<LatestShadow>, ProblemHttpResult>> StartAsync(
        ShadowRequest request,
        ClaimsPrincipal user,
        ShadowStore store,
        PolicyStore policies,
        CancellationToken cancellationToken
    )
    {
        var errors = PolicyErrors.Of(request.Settings).ToDictionary(StringComparer.Ordinal);
        if (request.Days is < 1 or > MostDays)
            errors["days"] = [new("days-out-of-range", "Số ngày phải từ 1 đến 30.", "The days are 1 to 30.")];
        if (ReasonError(request.Reason) is { } error)
            errors["reason"] = [error];
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-policy", "Chính sách chưa hợp lệ.", "The policy is not valid.", errors);
        var current = await policies.CurrentAsync(cancellationToken);
        if (current.Version != request.Version)
            return PolicyApi.Changed(current);
        return await store.StartAsync(current, request.Settings, request.Days, request.Reason!.Trim(), user.Id())
            ? TypedResults.Ok(new LatestShadow(await store.LatestAsync(cancellationToken)))
            : Problems.Of(
                409,
                "shadow-running",
                "Một bộ thiết lập khác đang chạy song song.",
                "Other settings are in shadow already."
            );
    }

    private static async Task<Results<Ok<LatestShadow>, ProblemHttpResult>> StopAsync(
        Guid id,
        ShadowStop request,
        ClaimsPrincipal user,
        ShadowStore store,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(request.Reason) is { } refusal)
            return refusal;
        return await store.EndAsync(id, ShadowStatus.Stopped, request.Reason!.Trim(), user.Id())
            ? TypedResults.Ok(new LatestShadow(await store.LatestAsync(cancellationToken)))
            : Ended();
    }

    /// <summary>In force first: what then fails leaves a shadow that agrees with it, and can be stopped.</summary>
    private static async Task<Results<Ok<LatestShadow>, ProblemHttpResult>> PromoteAsync(
        Guid id,
        ShadowPromotion request,
        ClaimsPrincipal user,
        ShadowStore store,
        PolicyStore policies,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(request.Reason) is { } refusal)
            return refusal;
        if (
            await store.LatestAsync(cancellationToken) is not { } latest
            || latest.Id != id
            || latest.Status == ShadowStatus.Promoted
            || await store.SettingsAsync(id, cancellationToken) is not { } settings
        )
        {
            return Ended();
        }

        var current = await policies.CurrentAsync(cancellationToken);
        if (
            current.Version != request.Version
            || !await policies.AddAsync(current, settings, null, user.Id(), cancellationToken)
        )
        {
            return PolicyApi.Changed(await policies.CurrentAsync(cancellationToken));
        }

        await store.EndAsync(id, ShadowStatus.Promoted, request.Reason!.Trim(), user.Id());
        return TypedResults.Ok(new LatestShadow(await store.LatestAsync(cancellationToken)));
    }

    private static FieldError? ReasonError(string? reason) =>
        InternalText.Trimmed(reason) is not { } trimmed
            ? new("reason-missing", "Hãy ghi lý do.", "Say why.")
            : InternalText.ErrorOf(trimmed, "reason");

    private static ProblemHttpResult? Refusal(string? reason) =>
        ReasonError(reason) is { } error
            ? Problems.Of(
                400,
                "invalid-policy",
                "Yêu cầu chưa hợp lệ.",
                "The request is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["reason"] = [error] }
            )
            : null;

    private static ProblemHttpResult Ended() =>
        Problems.Of(409, "shadow-ended", "Bộ thiết lập này không còn chạy song song.", "These settings are in shadow no more.");
}
