using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Data;

/// <summary>A request to erase, with its clocks.</summary>
/// <param name="CommentId">Of which text and author are erased.</param>
/// <param name="AskedAt">When; here all was erased at that moment.</param>
/// <param name="AnsweredAt">
/// When who asked was told what happens: the tracking page does it at once; null while a letter is not answered.
/// </param>
/// <param name="AnswerBy">Until when that had to be.</param>
/// <param name="FinishBy">Until when nothing may be left anywhere.</param>
/// <param name="DoneAt">When Moderator had nothing left either; null until it has said so.</param>
/// <param name="IsLate">It is not done, and should be.</param>
public sealed record Erasure(
    Guid CommentId,
    DateTimeOffset AskedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset AnswerBy,
    DateTimeOffset FinishBy,
    DateTimeOffset? DoneAt,
    bool IsLate
);

/// <param name="Open">How many are not done.</param>
/// <param name="Late">How many of these should be.</param>
/// <param name="Items">Those that are not done from the oldest on; those that are from the newest on.</param>
/// <param name="Next">The <c>cursor</c> of the page behind; null on the last.</param>
public sealed record ErasureList(int Open, int Late, IReadOnlyList<Erasure> Items, string? Next);

/// <summary>Requests to erase as the console lists them.</summary>
public static class ErasuresApi
{
    public static void MapErasures(this IEndpointRouteBuilder app) =>
        app.MapOperation("/erasures").MapGet("", ListAsync).ProducesProblem(400);

    /// <param name="erasures">Knows them.</param>
    /// <param name="options">The holidays.</param>
    /// <param name="time">The time by which they are late.</param>
    /// <param name="cancellationToken">The console left.</param>
    /// <param name="done">Those that are done, instead of those that are not.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    private static async Task<Results<Ok<ErasureList>, ProblemHttpResult>> ListAsync(
        ErasureStore erasures,
        ErasureOptions options,
        TimeProvider time,
        CancellationToken cancellationToken,
        bool done = false,
        string? cursor = null
    )
    {
        if (Cursor.Parse(cursor, done ? Cursor.BeforeNewest : Cursor.BeforeOldest) is not { } after)
            return InvalidQuery.Cursor();
        var lateBefore = ErasureClock.LateBefore(time.GetUtcNow());
        var (open, late) = await erasures.CountAsync(lateBefore, cancellationToken);
        var asked = await erasures.ListAsync(done, after, cancellationToken);
        var page = asked.Take(ErasureStore.PageSize).Select(one => new Erasure(
            one.CommentId,
            one.AskedAt,
            one.AnsweredAt,
            ErasureClock.AnswerBy(one.AskedAt, options.Holidays),
            ErasureClock.FinishBy(one.AskedAt),
            one.DoneAt,
            IsLate: one.DoneAt is null && one.AskedAt < lateBefore
        )).ToList();
        var next = asked.Count > page.Count ? new Cursor(page[^1].AskedAt, page[^1].CommentId).ToString() : null;
        return TypedResults.Ok(new ErasureList(open, late, page, next));
    }
}
