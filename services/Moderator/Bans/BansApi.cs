using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Bans;

/// <summary>A page of bans in force, newest first.</summary>
/// <param name="Items">At most 50.</param>
/// <param name="Next">The cursor of the next page, or null on the last.</param>
public sealed record BanPage(IReadOnlyList<Ban> Items, string? Next);

/// <summary>A new ban.</summary>
/// <param name="Ban">As it is in force.</param>
/// <param name="Waiting">The author's comments that wait for a person, 5,000 at most, for deciding them as one batch.</param>
public sealed record BanAnswer(Ban Ban, IReadOnlyList<Guid> Waiting);

public static class BansApi
{
    private const int Page = 50;
    private const int MostWaiting = 5_000;

    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/bans").WithTags("bans").RequireAuthorization(Rights.Moderate);
        read.MapGet("", PageAsync).ProducesProblem(400);
        read.MapGet("/{id:guid}/waiting", WaitingAsync).ProducesProblem(403).ProducesProblem(404);

        var change = app.MapGroup("/api/bans").WithTags("bans").RequireAuthorization(Rights.SetPolicy).RequireAntiforgeryToken();
        change.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        change.MapDelete("/{id:guid}", LiftAsync).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<BanPage>, ProblemHttpResult>> PageAsync(
        ClaimsPrincipal user,
        BanStore store,
        CancellationToken cancellationToken,
        string? cursor = null
    )
    {
        var before = Guid.AllBitsSet;
        if (!string.IsNullOrEmpty(cursor) && !Guid.TryParseExact(cursor, "N", out before))
            return InvalidQuery.Cursor();
        var bans = await store.PageAsync(before, user.Sections(), Page + 1, cancellationToken);
        return TypedResults.Ok(new BanPage([.. bans.Take(Page)], bans.Count > Page ? bans[Page - 1].Id.ToString("N") : null));
    }

    private static async Task<Results<Ok<IReadOnlyList<Guid>>, ProblemHttpResult>> WaitingAsync(
        Guid id,
        ClaimsPrincipal user,
        BanStore store,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(id, cancellationToken) is not { } ban)
            return NoSuchBan();
        return Reaches(ban, user.Sections())
            ? TypedResults.Ok(await store.WaitingAsync(id, user.Sections(), MostWaiting, cancellationToken))
            : OtherSection();
    }

    private static async Task<Results<Ok<BanAnswer>, ProblemHttpResult>> AddAsync(
        BanRequest request,
        ClaimsPrincipal user,
        BanStore store,
        CommentStore comments,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (request.Errors(time.GetUtcNow()) is { Count: > 0 } errors)
            return Problems.Of(400, "invalid-ban", "Lệnh chặn chưa hợp lệ.", "The ban is not valid.", errors);
        if (await comments.FindAsync(request.CommentId, cancellationToken) is not { } comment)
            return Problems.Of(404, "not-found", "Không tìm thấy bình luận này.", "There is no such comment.");
        if (!user.Sections().Includes(comment.Section))
            return OtherSection();
        // The policy may not have looked at it yet.
        comment = comment with { NameKey = comment.NameKey ?? Comment.NameKeyOf(comment.Text.Name) };
        if (request.ParsedBy!.Value.KeyOf(comment) is not { Length: > 0 } key)
        {
            return Problems.Of(
                400,
                "invalid-ban",
                "Lệnh chặn chưa hợp lệ.",
                "The ban is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
                {
                    ["by"] =
                    [
                        new(
                            "by-not-known",
                            "Bình luận này không cho biết điều đó về tác giả.",
                            "This comment does not tell that of its author."
                        ),
                    ],
                }
            );
        }

        var ban = await store.AddAsync(request, comment, key, user.Sections(), user.Id(), cancellationToken);
        return TypedResults.Ok(
            new BanAnswer(ban, await store.WaitingAsync(ban.Id, user.Sections(), MostWaiting, cancellationToken))
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(
        Guid id,
        ClaimsPrincipal user,
        BanStore store,
        CancellationToken cancellationToken
    )
    {
        if (await store.FindAsync(id, cancellationToken) is not { } ban)
            return NoSuchBan();
        // A ban that also holds elsewhere is not for a person with sections to lift.
        if (
            user.Sections() is { } sections
            && (ban.Sections is null || ban.Sections.Except(sections, StringComparer.Ordinal).Any())
        )
            return OtherSection();
        await store.LiftAsync(id, user.Id(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static bool Reaches(Ban ban, string[]? sections) =>
        sections is null || ban.Sections is null || ban.Sections.Intersect(sections, StringComparer.Ordinal).Any();

    private static ProblemHttpResult NoSuchBan() =>
        Problems.Of(404, "not-found", "Không có lệnh chặn này.", "There is no such ban.");

    private static ProblemHttpResult OtherSection() =>
        Problems.Of(
            403,
            "other-section",
            "Việc này thuộc chuyên mục mà bạn không phụ trách.",
            "This belongs to a section that is not yours."
        );
}
