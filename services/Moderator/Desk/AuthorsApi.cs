using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Comments;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Desk;

public static class AuthorsApi
{
    internal static void Map(IEndpointRouteBuilder app) =>
        app.MapGroup("/api/authors")
            .WithTags("authors")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("", FindAsync)
            .ProducesProblem(400);

    private static async Task<Results<Ok<AuthorRecord>, ProblemHttpResult>> FindAsync(
        string? key,
        ClaimsPrincipal user,
        AuthorStore authors,
        CancellationToken cancellationToken
    ) =>
        AuthorKey.Parse(key ?? "") is { } author
            ? TypedResults.Ok(await authors.RecordAsync([author], user.Sections(), cancellationToken))
            : InvalidQuery.Of(
                "key",
                "Tác giả phải ở dạng phone:…, device:… hoặc name:….",
                "An author is written phone:…, device:… or name:…."
            );
}
