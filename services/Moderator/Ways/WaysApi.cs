using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Ways;

/// <param name="Of">A comment's id, or its tracking link.</param>
public sealed record WayRequest(string? Of = null);

/// <summary><c>POST /api/flow/way</c>: where a comment has been, and where it waits; no text of it.</summary>
public static class WaysApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGroup("/api/flow/way")
            .WithTags("flow")
            .RequireAuthorization(Rights.Watch)
            .RequireAntiforgeryToken()
            .MapPost("", FindAsync)
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(503);

    private static async Task<Results<Ok<WholeWay>, ProblemHttpResult>> FindAsync(
        WayRequest request,
        ClaimsPrincipal user,
        WayClient client,
        WayStore store,
        CancellationToken cancellationToken
    )
    {
        if (AskedComment.Parse(request.Of) is not { } asked)
            return Problems.Of(
                400,
                "invalid-way",
                "Đây không phải mã bình luận, cũng không phải liên kết theo dõi.",
                "This is neither a comment's id nor a tracking link."
            );
        var intake = await client.OfIntakeAsync(asked, cancellationToken);
        if ((asked.Id ?? intake.Way?.CommentId) is not { } id)
            return intake.IsSilent ? Silent() : Unknown();
        var publisher = client.OfPublisherAsync(id, cancellationToken);
        var own = await store.FindAsync(id, cancellationToken);
        var isKnown = own.Revisions.Count > 0 || intake.Way is not null;
        if (isKnown && !user.Sections().Includes(own.IsKnown ? own.Section : intake.Way?.Section))
            return SectionLimit.Refusal();
        var whole = WholeWay.Of(id, intake, own, await publisher);
        return whole.Steps.Count > 0 ? TypedResults.Ok(whole)
            : intake.IsSilent ? Silent()
            : Unknown();
    }

    private static ProblemHttpResult Unknown() =>
        Problems.Of(
            404,
            "not-found",
            "Không có bình luận này ở đây.",
            "There is no such comment here."
        );

    private static ProblemHttpResult Silent() =>
        Problems.Of(
            503,
            "intake-away",
            "Moderator chưa biết bình luận này, và Intake chưa trả lời. Hãy thử lại.",
            "Moderator does not know this comment yet, and Intake does not answer. Try again."
        );
}
