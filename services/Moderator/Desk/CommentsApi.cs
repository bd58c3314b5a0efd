using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Leases;
using Moderation.Moderator.People;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Desk;

/// <summary>A note for colleagues.</summary>
/// <param name="Text">1 to 1,000 characters as people count them.</param>
public sealed record NoteRequest(string? Text = null);

/// <summary>Leaves a comment to somebody else.</summary>
/// <param name="Reason">1 to 1,000 characters as people count them.</param>
public sealed record SkipRequest(string? Reason = null);

public static class CommentsApi
{
    private const int SiblingsOnEachSide = 3;

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/comments/{id:guid}")
            .WithTags("comments")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("", FindAsync)
            .ProducesProblem(403)
            .ProducesProblem(404);
        var api = app.MapGroup("/api/comments/{id:guid}")
            .WithTags("comments")
            .RequireAuthorization(Rights.Moderate)
            .RequireAntiforgeryToken();
        api.MapPost("/notes", NoteAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        api.MapPost("/skip", SkipAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Results<Ok<CommentHistory>, ProblemHttpResult>> FindAsync(
        Guid id,
        ClaimsPrincipal user,
        CommentStore comments,
        HistoryStore decisions,
        LeaseStore leases,
        AuthorStore authors,
        CancellationToken cancellationToken
    )
    {
        var (comment, refusal) = await AskForAsync(id, user, comments, cancellationToken);
        if (comment is null)
            return refusal!;
        var sections = user.Sections();
        var parent = comment.ParentId is { } parentId ? await comments.FindAsync(parentId, cancellationToken) : null;
        var siblings = (await comments.SiblingsAsync(comment, SiblingsOnEachSide, cancellationToken))
            .Where(c => sections.Includes(c.Section))
            .ToList();
        var twin = await comments.TwinAsync(comment, cancellationToken);
        Guid[] ids = [id, .. siblings.Append(parent).Append(twin).OfType<Comment>().Select(c => c.Id)];
        var held = await leases.HeldAsync(ids, cancellationToken);
        var latest = await decisions.LatestAsync(ids, cancellationToken);
        var history = await decisions.HistoryAsync(id, cancellationToken);
        return TypedResults.Ok(
            new CommentHistory(
                QueueItem.Of(comment, history, held.GetValueOrDefault(id)) with
                {
                    Appeal = (await comments.AppealsAsync([id], cancellationToken)).GetValueOrDefault(id),
                    Reports = (await comments.ReportsAsync([id], cancellationToken)).GetValueOrDefault(id),
                    Earlier = (await comments.EarlierAsync([comment], cancellationToken)).GetValueOrDefault(id),
                },
                parent is not null && sections.Includes(parent.Section) ? Beside(parent) : null,
                twin is not null && sections.Includes(twin.Section) ? Beside(twin) : null,
                [.. siblings.Select(Beside)],
                await authors.RecordAsync(AuthorKey.Of(comment), sections, cancellationToken),
                await comments.NotesAsync(id, cancellationToken),
                history
            )
        );

        QueueItem Beside(Comment other) => QueueItem.Of(other, latest[other.Id], held.GetValueOrDefault(other.Id));
    }

    private static async Task<Results<Ok<Note>, ProblemHttpResult>> NoteAsync(
        Guid id,
        NoteRequest request,
        ClaimsPrincipal user,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        if (Invalid(request.Text, "text") is { } invalid)
            return invalid;
        var (comment, refusal) = await AskForAsync(id, user, comments, cancellationToken);
        return comment is null
            ? refusal!
            : TypedResults.Ok(await AddAsync(id, NoteKind.Note, request.Text!, user, comments, cancellationToken));
    }

    /// <summary>The comment stays where it is, for everybody; whoever skips it gives it out of hand and says why.</summary>
    private static async Task<Results<Ok<Note>, ProblemHttpResult>> SkipAsync(
        Guid id,
        SkipRequest request,
        ClaimsPrincipal user,
        CommentStore comments,
        LeaseStore leases,
        CancellationToken cancellationToken
    )
    {
        if (Invalid(request.Reason, "reason") is { } invalid)
            return invalid;
        var (comment, refusal) = await AskForAsync(id, user, comments, cancellationToken);
        if (comment is null)
            return refusal!;
        var note = await AddAsync(id, NoteKind.Skip, request.Reason!, user, comments, cancellationToken);
        await leases.ReleaseAsync(id, lease: null, user.Id(), cancellationToken);
        return TypedResults.Ok(note);
    }

    private static async Task<Note> AddAsync(
        Guid id,
        NoteKind kind,
        string text,
        ClaimsPrincipal user,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        var written = text.Trim();
        var added = await comments.AddNoteAsync(id, kind, written, user.Id(), cancellationToken);
        return new Note(added.Id, kind, user.FindFirstValue(ClaimTypes.Name)!, written, added.CreatedAt);
    }

    /// <returns>The comment, or why it is not shown.</returns>
    private static async Task<(Comment? Comment, ProblemHttpResult? Refusal)> AskForAsync(
        Guid id,
        ClaimsPrincipal user,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        if (await comments.FindAsync(id, cancellationToken) is not { } comment)
            return (null, Problems.Of(404, "not-found", "Không tìm thấy bình luận này.", "There is no such comment."));
        return user.Sections().Includes(comment.Section) ? (comment, null) : (null, SectionLimit.Refusal());
    }

    private static ProblemHttpResult? Invalid(string? text, string member)
    {
        var error = InternalText.ErrorOf(text, member, isRequired: true);
        return error is null
            ? null
            : Problems.Of(
                400,
                "invalid-note",
                "Ghi chú chưa hợp lệ.",
                "The note is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { [member] = [error] }
            );
    }
}
