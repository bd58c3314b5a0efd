using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Contracts;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Lists;

public static class ListsApi
{
    /// <summary>10,000 terms of 100 characters, with room for JSON that escapes every letter.</summary>
    private const int MaxBodyBytes = 8 * 1024 * 1024;
    private const int Page = 50;

    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/lists").WithTags("lists").RequireAuthorization(Rights.Moderate);
        read.MapGet("", OverviewAsync);
        read.MapGet("/{kind}", FindAsync).ProducesProblem(404);
        read.MapGet("/{kind}/versions", VersionsAsync).ProducesProblem(400).ProducesProblem(404);

        var change = app.MapGroup("/api/lists")
            .WithTags("lists")
            .RequireAuthorization(Rights.SetPolicy)
            .RequireAntiforgeryToken()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        change.MapPut("/{kind}", PutAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        change
            .MapPut("/{kind}/file", PutFileAsync)
            .Accepts<string>("text/plain", "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(415);
        change
            .MapPost("/file", ReadFileAsync)
            .Accepts<string>("text/plain", "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(415);
        change.MapPost("/{kind}/preview", PreviewAsync).ProducesProblem(400).ProducesProblem(404);
        change
            .MapPost("/{kind}/versions/{version:int}/revert", RevertAsync)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static async Task<Ok<IReadOnlyList<ListVersion>>> OverviewAsync(ListStore store, CancellationToken cancellationToken)
    {
        var lists = new List<ListVersion>();
        foreach (var kind in Enum.GetValues<ListKind>())
            lists.Add(await store.CurrentAsync(kind, cancellationToken) with { Terms = null, Added = [], Removed = [] });
        return TypedResults.Ok<IReadOnlyList<ListVersion>>(lists);
    }

    private static async Task<Results<Ok<ListVersion>, ProblemHttpResult>> FindAsync(
        string kind,
        ListStore store,
        CancellationToken cancellationToken
    ) => Named(kind) is { } list ? TypedResults.Ok(await store.CurrentAsync(list, cancellationToken)) : NoSuchList();

    private static async Task<Results<Ok<ListVersions>, ProblemHttpResult>> VersionsAsync(
        string kind,
        ListStore store,
        CancellationToken cancellationToken,
        string? cursor = null
    )
    {
        if (Named(kind) is not { } list)
            return NoSuchList();
        if (VersionCursor.Parse(cursor) is not { } before)
            return InvalidQuery.Cursor();
        var versions = await store.BeforeAsync(list, before, Page + 1, cancellationToken);
        return TypedResults.Ok(
            new ListVersions(
                [.. versions.Take(Page)],
                versions.Count > Page ? VersionCursor.Of(versions[Page - 1].Version) : null
            )
        );
    }

    private static Task<Results<Ok<ListVersion>, ProblemHttpResult>> PutAsync(
        string kind,
        ListRequest request,
        ClaimsPrincipal user,
        ListStore store,
        CancellationToken cancellationToken
    ) => ChangeAsync(kind, request.Version, TermFile.OfList(request.Terms), null, user, store, cancellationToken);

    private static async Task<Results<Ok<ListVersion>, ProblemHttpResult>> PutFileAsync(
        string kind,
        int version,
        HttpRequest request,
        ClaimsPrincipal user,
        ListStore store,
        CancellationToken cancellationToken
    )
    {
        return await FileOfAsync(request, cancellationToken) is { } file
            ? await ChangeAsync(kind, version, file, null, user, store, cancellationToken)
            : Problems.Of(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Results<Ok<FileAnswer>, ProblemHttpResult>> ReadFileAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        await FileOfAsync(request, cancellationToken) switch
        {
            null => Problems.Of(StatusCodes.Status415UnsupportedMediaType),
            { Errors.Count: > 0 } file => Invalid(file),
            var file => TypedResults.Ok(new FileAnswer(file.Terms, file.Doubles)),
        };

    /// <returns>Null when it is neither text nor CSV.</returns>
    private static async Task<TermFile?> FileOfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var isCsv = request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) is true;
        if (!isCsv && request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) is not true)
            return null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return isCsv ? TermFile.OfCsv(body.ToArray()) : TermFile.OfText(body.ToArray());
    }

    private static async Task<Results<Ok<Preview>, ProblemHttpResult>> PreviewAsync(
        string kind,
        PreviewRequest request,
        ClaimsPrincipal user,
        ListStore store,
        WaitingComments waiting,
        CancellationToken cancellationToken
    )
    {
        if (Named(kind) is not { } list)
            return NoSuchList();
        var file = TermFile.OfList(request.Terms);
        if (file.Errors.Count > 0)
            return Invalid(file);
        var (now, then) = await store.TryAsync(list, file.Terms, cancellationToken);
        return TypedResults.Ok(await waiting.PreviewAsync(now, then, user.Sections(), cancellationToken));
    }

    private static async Task<Results<Ok<ListVersion>, ProblemHttpResult>> RevertAsync(
        string kind,
        int version,
        RevertRequest request,
        ClaimsPrincipal user,
        ListStore store,
        CancellationToken cancellationToken
    )
    {
        if (user.Sections() is not null)
            return EverySection();
        if (Named(kind) is not { } list || await store.FindAsync(list, version, cancellationToken) is not { } old)
            return Problems.Of(404, "not-found", "Không có phiên bản này.", "There is no such version.");
        return await ChangeAsync(kind, request.Version, new TermFile(old.Terms!, 0, []), version, user, store, cancellationToken);
    }

    private static async Task<Results<Ok<ListVersion>, ProblemHttpResult>> ChangeAsync(
        string kind,
        int seen,
        TermFile file,
        int? revertsTo,
        ClaimsPrincipal user,
        ListStore store,
        CancellationToken cancellationToken
    )
    {
        if (Named(kind) is not { } list)
            return NoSuchList();
        if (user.Sections() is not null)
            return EverySection();
        if (file.Errors.Count > 0)
            return Invalid(file);
        var (current, written) = await store.AddAsync(list, seen, file.Terms, revertsTo, user.Id(), cancellationToken);
        return written ? TypedResults.Ok(current) : Changed(current);
    }

    private static ProblemHttpResult EverySection() =>
        Problems.Of(
            403,
            "other-section",
            "Danh sách từ có hiệu lực ở mọi chuyên mục, bạn không đổi được.",
            "The word lists hold in all sections, so they are not yours to change."
        );

    private static ListKind? Named(string kind) => EnumWords.Named<ListKind>(kind);

    private static ProblemHttpResult NoSuchList() =>
        Problems.Of(
            404,
            "not-found",
            "Chỉ có các danh sách banned, suspect, reserved và allowed.",
            "The lists are banned, suspect, reserved and allowed."
        );

    private static ProblemHttpResult Invalid(TermFile file) =>
        Problems.Of(
            400,
            "invalid-list",
            "Danh sách chưa hợp lệ, chưa có gì thay đổi.",
            "The list is not valid; nothing was changed.",
            file.Errors
        );

    private static ProblemHttpResult Changed(ListVersion current)
    {
        var problem = Problems.Of(
            409,
            "list-changed",
            $"{current.ChangedBy ?? "Chưa ai"} đã đổi danh sách sau khi bạn mở nó.",
            $"{current.ChangedBy ?? "Nobody"} changed the list after you opened it."
        );
        problem.ProblemDetails.Extensions["version"] = current.Version;
        problem.ProblemDetails.Extensions["changedBy"] = current.ChangedBy;
        problem.ProblemDetails.Extensions["changedAt"] = current.ChangedAt;
        return problem;
    }
}
