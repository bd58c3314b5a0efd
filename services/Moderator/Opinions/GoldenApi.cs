using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Opinions;

/// <summary>Golden comments, for seniors in their sections.</summary>
public static class GoldenApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/golden").WithTags("opinions").RequireAuthorization(Rights.SetPolicy).MapGet("", ReadAsync);
        var change = app.MapGroup("/api/golden")
            .WithTags("opinions")
            .RequireAuthorization(Rights.SetPolicy)
            .RequireAntiforgeryToken();
        change.MapPost("", AddAsync).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        change.MapDelete("/{id:guid}", WithdrawAsync).ProducesProblem(403).ProducesProblem(404);
    }

    private static async Task<Ok<GoldenList>> ReadAsync(
        ClaimsPrincipal user,
        GoldenStore golden,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await golden.ReadAsync(user.Sections(), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(
        GoldenRequest request,
        ClaimsPrincipal user,
        GoldenStore golden
    )
    {
        if (request.Errors() is { Count: > 0 } errors)
            return Problems.Of(400, "invalid-golden", "Bình luận mẫu chưa hợp lệ.", "The golden comment is not valid.", errors);
        return Answer(
            request.Comment is { } commentId
                ? await golden.AddAsync(commentId, InternalText.Trimmed(request.Why)!, user.Actor())
                : await golden.AddAsync(request, user.Actor())
        );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        Guid id,
        ClaimsPrincipal user,
        GoldenStore golden
    ) => Answer(await golden.WithdrawAsync(id, user.Actor()));

    private static Results<NoContent, ProblemHttpResult> Answer(GoldenResult result) =>
        result switch
        {
            GoldenResult.Done => TypedResults.NoContent(),
            GoldenResult.OtherSection => SectionLimit.Refusal(),
            GoldenResult.NotDecided => Problems.Of(
                409,
                "not-decided",
                "Chỉ bình luận của bạn đọc đã được duyệt nguyên văn hoặc từ chối mới làm bình luận mẫu được.",
                "Only a reader's comment that was approved as it came, or rejected, can be a golden comment."
            ),
            GoldenResult.GoldenAlready => Problems.Of(
                409,
                "golden-already",
                "Bình luận này đã là bình luận mẫu.",
                "This comment is a golden one already."
            ),
            _ => Problems.Of(404, "not-found", "Không tìm thấy.", "Not found."),
        };
}
