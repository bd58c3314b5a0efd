using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Data;

/// <param name="Id">By which the console calls it from now on.</param>
/// <param name="Reference">1 to 40 letters, digits and <c>. / - _</c>.</param>
/// <param name="Channel">One of <see cref="ErasureChannels"/>.</param>
/// <param name="ReceivedOn">The day in Vietnam on which it came.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewErasureRequest(Guid Id, string? Reference, string? Channel, DateOnly? ReceivedOn);

/// <param name="Comments">Ids, addresses and secret links, with spaces, line ends or commas between.</param>
/// <param name="Phone">A telephone number; it is neither stored nor logged.</param>
/// <param name="Name">As it stands over the comments.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SoughtComments(string? Comments, string? Phone, string? Name);

/// <param name="Comments">1 to <see cref="FoundComments.Most"/> ids.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CommentsToErase(IReadOnlyList<Guid>? Comments);

/// <param name="Reason">One of <see cref="ErasureRefusals"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RefusedErasure(string? Reason);

/// <param name="Items">The latest first.</param>
/// <param name="HasMore">There are more, which can be found once these are erased.</param>
/// <param name="Unknown">What leads to no comment, as it was written.</param>
public sealed record FoundCommentList(IReadOnlyList<FoundComment> Items, bool HasMore, IReadOnlyList<string> Unknown);

/// <summary>A request, with its clocks.</summary>
public sealed record ListedErasureRequest(
    RequestedErasure Request,
    DateOnly ReceivedOn,
    DateTimeOffset AnswerBy,
    DateTimeOffset FinishBy,
    bool IsAnswerLate,
    bool IsLate
);

/// <param name="Open">How many are not finished.</param>
/// <param name="Late">How many of these are late with their answer or their end.</param>
/// <param name="Items">Those that are not finished from the oldest on; those that are from the newest on.</param>
/// <param name="Next">The <c>cursor</c> of the page behind; null on the last.</param>
/// <param name="Channels">How requests come.</param>
/// <param name="Refusals">Why they are refused.</param>
public sealed record ErasureRequestList(
    int Open,
    int Late,
    IReadOnlyList<ListedErasureRequest> Items,
    string? Next,
    IReadOnlyList<NamedWords> Channels,
    IReadOnlyList<NamedWords> Refusals
);

/// <summary>
/// Requests to erase that came by letter, e-mail, telephone or in person, as the console enters them and works on them.
/// </summary>
public static class ErasureRequestsApi
{
    public static void MapErasureRequests(this IEndpointRouteBuilder app)
    {
        var api = app.MapOperation("/erasure-requests");
        api.MapGet("", ListAsync).ProducesProblem(400);
        api.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(409);
        api.MapPost("/{id:guid}/find", FindAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{id:guid}/erase", EraseAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{id:guid}/answer", AnswerAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{id:guid}/complete", CompleteAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/{id:guid}/refuse", RefuseAsync).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    /// <param name="requests">Knows them.</param>
    /// <param name="options">The holidays.</param>
    /// <param name="time">The time by which they are late.</param>
    /// <param name="cancellationToken">The console left.</param>
    /// <param name="done">Those that are finished, instead of those that are not.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    private static async Task<Results<Ok<ErasureRequestList>, ProblemHttpResult>> ListAsync(
        ErasureRequestStore requests,
        ErasureOptions options,
        TimeProvider time,
        CancellationToken cancellationToken,
        bool done = false,
        string? cursor = null
    )
    {
        if (Cursor.Parse(cursor, done ? Cursor.BeforeNewest : Cursor.BeforeOldest) is not { } after)
            return InvalidQuery.Cursor();
        var now = time.GetUtcNow();
        var (answerLateBefore, lateBefore) =
            (ErasureClock.AnswerLateBefore(now, options.Holidays), ErasureClock.LateBefore(now));
        var (open, late) = await requests.CountAsync(answerLateBefore, lateBefore, cancellationToken);
        var read = await requests.ListAsync(done, after, cancellationToken);
        var page = read.Take(ErasureRequestStore.PageSize).Select(one => new ListedErasureRequest(
            one,
            ErasureClock.DayOf(one.ReceivedAt),
            ErasureClock.AnswerBy(one.ReceivedAt, options.Holidays),
            ErasureClock.FinishBy(one.ReceivedAt),
            IsAnswerLate: one.AnsweredAt is null && one.ReceivedAt < answerLateBefore,
            IsLate: IsUnfinished(one) && one.ReceivedAt < lateBefore
        )).ToList();
        var next = read.Count > page.Count ? new Cursor(page[^1].Request.ReceivedAt, page[^1].Request.Id).ToString() : null;
        return TypedResults.Ok(
            new ErasureRequestList(open, late, page, next, ErasureChannels.All, ErasureRefusals.All)
        );
    }

    private static bool IsUnfinished(RequestedErasure request) => request.Status == RequestStatus.Open || request.Waiting > 0;

    private static async Task<IResult> AddAsync(NewErasureRequest request, ErasureRequestStore requests, TimeProvider time)
    {
        var errors = new FieldErrors();
        var receivedAt = ErasureRequestErrors.Check(request, time.GetUtcNow(), errors);
        if (errors.Any)
            return errors.Invalid();
        return await requests.AddAsync(request.Id, request.Reference!, request.Channel!, receivedAt)
            ? TypedResults.NoContent()
            : Problems.Of(
                409,
                "reference-taken",
                "Đã có yêu cầu mang số hồ sơ này.",
                "There is a request with this reference already."
            );
    }

    private static async Task<IResult> FindAsync(
        Guid id,
        SoughtComments sought,
        ErasureRequestStore requests,
        FoundComments comments,
        CancellationToken cancellationToken
    )
    {
        if (await requests.LookAsync(id) is not RequestChange.Done and var change)
            return ErasureRequestErrors.Of(change);
        var errors = new FieldErrors();
        if (ErasureRequestErrors.Check(sought, errors) is not var (named, phone, name))
            return errors.Invalid();
        var found = await comments.FindAsync(named, phone, name, cancellationToken);
        return TypedResults.Ok(
            new FoundCommentList(
                [.. found.Take(FoundComments.Most)],
                found.Count > FoundComments.Most,
                await comments.UnknownAsync(named, cancellationToken)
            )
        );
    }

    private static async Task<IResult> EraseAsync(Guid id, CommentsToErase what, ErasureRequestStore requests)
    {
        if (what.Comments?.Distinct().ToArray() is { Length: >= 1 and <= FoundComments.Most } comments)
            return Answer(await requests.EraseAsync(id, comments));
        var errors = new FieldErrors();
        errors.Add(
            "comments",
            "invalid-count",
            $"Mỗi lần xóa được 1 đến {FoundComments.Most} bình luận.",
            $"1 to {FoundComments.Most} comments are erased at a time."
        );
        return errors.Invalid();
    }

    private static async Task<IResult> AnswerAsync(Guid id, ErasureRequestStore requests) =>
        Answer(await requests.AnswerAsync(id));

    private static async Task<IResult> CompleteAsync(Guid id, ErasureRequestStore requests) =>
        Answer(await requests.CompleteAsync(id));

    private static async Task<IResult> RefuseAsync(Guid id, RefusedErasure why, ErasureRequestStore requests)
    {
        if (ErasureRefusals.Has(why.Reason))
            return Answer(await requests.RefuseAsync(id, why.Reason!));
        var errors = new FieldErrors();
        errors.Add("reason", "invalid-reason", "Hãy chọn lý do từ chối.", "Please choose why it is refused.");
        return errors.Invalid();
    }

    private static IResult Answer(RequestChange change) =>
        change == RequestChange.Done ? TypedResults.NoContent() : ErasureRequestErrors.Of(change);
}
