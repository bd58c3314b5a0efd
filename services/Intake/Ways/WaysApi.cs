using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Ways;

/// <summary>Whose way is asked for; either. A link's token is a secret, so it stands in the body, in no address.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="Token">The end of its tracking link.</param>
public sealed record WayRequest(Guid? CommentId = null, string? Token = null);

/// <summary>Where comments are on their way, for the console.</summary>
public static class WaysApi
{
    public static void MapWays(this IEndpointRouteBuilder app) =>
        app.MapOperation("/ways")
            .MapPost("", FindAsync)
            .WithSummary("What became of a comment here, and what of it has not left")
            .ProducesProblem(400)
            .ProducesProblem(404);

    /// <param name="request">Whose.</param>
    /// <param name="ways">Knows them.</param>
    /// <param name="cancellationToken">The console left.</param>
    private static async Task<Results<Ok<Way>, ProblemHttpResult>> FindAsync(
        WayRequest request,
        WayStore ways,
        CancellationToken cancellationToken
    )
    {
        if (request.CommentId is null == request.Token is null)
            return Problems.Of(
                400,
                "id-or-token",
                "Hãy cho một trong hai: commentId hoặc token.",
                "Give either commentId or token."
            );
        var way = request.CommentId is { } id
            ? await ways.FindAsync(id, cancellationToken)
            : await ways.FindAsync(request.Token!, cancellationToken);
        return way is null
            ? Problems.Of(404, "not-found", "Không có bình luận này.", "There is no such comment.")
            : TypedResults.Ok(way);
    }
}
