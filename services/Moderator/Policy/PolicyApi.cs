using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Policy;

public static class PolicyApi
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int Page = 50;
    private const int MostDays = 30;
    private const string Lines = "application/x-ndjson";

    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/policy").WithTags("policy").RequireAuthorization(Rights.Moderate);
        read.MapGet("", async (PolicyStore store, CancellationToken cancellationToken) =>
            TypedResults.Ok(await store.CurrentAsync(cancellationToken))
        );
        read.MapGet("/versions", VersionsAsync).ProducesProblem(400);
        read.MapGet("/versions/{version:int}", VersionAsync).ProducesProblem(404);

        var change = app.MapGroup("/api/policy")
            .WithTags("policy")
            .RequireAuthorization(Rights.SetPolicy)
            .RequireAntiforgeryToken()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        change.MapPut("", PutAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        change
            .MapPost("/versions/{version:int}/revert", RevertAsync)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        change.MapPost("/dry-run", DryRunAsync).ProducesProblem(400);
    }

    private static async Task<Results<Ok<PolicyVersions>, ProblemHttpResult>> VersionsAsync(
        PolicyStore store,
        CancellationToken cancellationToken,
        string? cursor = null
    )
    {
        if (VersionCursor.Parse(cursor) is not { } before)
            return InvalidQuery.Cursor();
        var versions = await store.BeforeAsync(before, Page + 1, cancellationToken);
        return TypedResults.Ok(
            new PolicyVersions(
                [.. versions.Take(Page)],
                versions.Count > Page ? VersionCursor.Of(versions[Page - 1].Version) : null
            )
        );
    }

    private static async Task<Results<Ok<PolicyVersion>, ProblemHttpResult>> VersionAsync(
        int version,
        PolicyStore store,
        CancellationToken cancellationToken
    ) => await store.FindAsync(version, cancellationToken) is { } found ? TypedResults.Ok(found) : NoSuchVersion();

    private static Task<Results<Ok<PolicyVersion>, ProblemHttpResult>> PutAsync(
        PolicyRequest request,
        ClaimsPrincipal user,
        PolicyStore store,
        CancellationToken cancellationToken
    ) => ChangeAsync(request.Version, request.Settings, null, user, store, cancellationToken);

    private static async Task<Results<Ok<PolicyVersion>, ProblemHttpResult>> RevertAsync(
        int version,
        RevertRequest request,
        ClaimsPrincipal user,
        PolicyStore store,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(version, cancellationToken) is { } old
            ? await ChangeAsync(request.Version, old.Settings!, version, user, store, cancellationToken)
            : NoSuchVersion();

    private static async Task<Results<Ok<PolicyVersion>, ProblemHttpResult>> ChangeAsync(
        int seen,
        PolicySettings settings,
        int? revertsTo,
        ClaimsPrincipal user,
        PolicyStore store,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(settings) is { } invalid)
            return invalid;
        var current = await store.CurrentAsync(cancellationToken);
        if (current.Version != seen)
            return Changed(current);
        if (await IsBeyondAsync(user.Sections(), current.Settings!, settings, store, cancellationToken))
        {
            return Problems.Of(
                403,
                "other-section",
                "Bạn chỉ được đổi thiết lập của chuyên mục mình phụ trách.",
                "You may change the settings of your own sections only."
            );
        }

        return await store.AddAsync(current, settings, revertsTo, user.Id(), cancellationToken)
            ? TypedResults.Ok(await store.CurrentAsync(cancellationToken))
            : Changed(await store.CurrentAsync(cancellationToken));
    }

    /// <summary>Whoever accepts <see cref="Lines"/> is told how far it has come.</summary>
    private static async Task<Results<Ok<DryRunAnswer>, PushStreamHttpResult, ProblemHttpResult>> DryRunAsync(
        DryRunRequest request,
        ClaimsPrincipal user,
        DryRun dryRun,
        HttpRequest asked,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (Refusal(request.Settings) is { } invalid)
            return invalid;
        if (PeriodError(request) is { } error)
        {
            return Problems.Of(
                400,
                "invalid-policy",
                "Chính sách chưa hợp lệ.",
                "The policy is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [error.Member] = [error.Error] }
            );
        }

        var now = time.GetUtcNow();
        var from = request.Days is { } days ? now.AddDays(-days) : request.From ?? DateTimeOffset.UnixEpoch;
        var to = request.To ?? DateTimeOffset.MaxValue;
        if (!asked.Headers.Accept.ToString().Contains(Lines, StringComparison.Ordinal))
        {
            return TypedResults.Ok(
                await dryRun.RunAsync(request.Settings, from, to, user.Sections(), null, cancellationToken)
            );
        }

        return TypedResults.Stream(
            async body =>
            {
                var answer = await dryRun.RunAsync(
                    request.Settings,
                    from,
                    to,
                    user.Sections(),
                    progress => WriteAsync(body, progress),
                    cancellationToken
                );
                await WriteAsync(body, new(answer.Examined, answer.Examined, answer));
            },
            Lines
        );
    }

    private static async Task WriteAsync(Stream body, DryRunProgress progress)
    {
        await JsonSerializer.SerializeAsync(body, progress, ContractJson.Options);
        await body.WriteAsync("\n"u8.ToArray());
        await body.FlushAsync();
    }

    private static (string Member, FieldError Error)? PeriodError(DryRunRequest request) =>
        request switch
        {
            { Days: not null and not (>= 1 and <= MostDays) } or { Days: null, From: null, To: null } => (
                "days",
                new("days-out-of-range", "Số ngày phải từ 1 đến 30.", "The days are 1 to 30.")
            ),
            { Days: not null, From: not null } or { Days: not null, To: not null } => (
                "days",
                new("days-beside-period", "Chọn số ngày hoặc một khoảng thời gian.", "Give days, or a period.")
            ),
            { From: { } from, To: { } to } when from >= to => (
                "from",
                new("period-empty", "Ngày đầu phải trước ngày cuối.", "The period ends before it begins.")
            ),
            _ => null,
        };

    private static ProblemHttpResult? Refusal(PolicySettings settings) =>
        PolicyErrors.Of(settings) is { Count: > 0 } errors
            ? Problems.Of(400, "invalid-policy", "Chính sách chưa hợp lệ.", "The policy is not valid.", errors)
            : null;

    /// <summary>A person with sections sets only these, and the switches of articles in them.</summary>
    private static async Task<bool> IsBeyondAsync(
        string[]? sections,
        PolicySettings before,
        PolicySettings after,
        PolicyStore store,
        CancellationToken cancellationToken
    )
    {
        if (sections is null)
            return false;
        if (
            Change.Between(before with { Sections = [], Articles = [] }, after with { Sections = [], Articles = [] }).Count > 0
            || Changed(before.Sections, after.Sections).Except(sections, StringComparer.Ordinal).Any()
        )
        {
            return true;
        }

        foreach (var article in Changed(before.Articles, after.Articles))
        {
            if (!sections.Includes(await store.SectionOfAsync(article, cancellationToken)))
                return true;
        }

        return false;

        static IEnumerable<string> Changed<T>(Dictionary<string, T> before, Dictionary<string, T> after)
            where T : class =>
            before
                .Keys.Union(after.Keys, StringComparer.Ordinal)
                .Where(key => !JsonNode.DeepEquals(Json(before.GetValueOrDefault(key)), Json(after.GetValueOrDefault(key))));

        // Records compare the dictionary of thresholds by reference.
        static JsonNode? Json<T>(T? value) => JsonSerializer.SerializeToNode(value, ContractJson.Options);
    }

    private static ProblemHttpResult NoSuchVersion() =>
        Problems.Of(404, "not-found", "Không có phiên bản này.", "There is no such version.");

    internal static ProblemHttpResult Changed(PolicyVersion current)
    {
        var who = current.ChangedBy ?? "cấu hình";
        var problem = Problems.Of(
            409,
            "policy-changed",
            $"{who} đã đổi chính sách sau khi bạn mở nó.",
            $"{current.ChangedBy ?? "The configuration"} changed the policy after you opened it."
        );
        problem.ProblemDetails.Extensions["version"] = current.Version;
        problem.ProblemDetails.Extensions["changedBy"] = current.ChangedBy;
        problem.ProblemDetails.Extensions["changedAt"] = current.ChangedAt;
        return problem;
    }
}
