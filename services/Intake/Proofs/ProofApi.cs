using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Intake.Pages;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Proofs;

/// <summary>Where browsers ask what to work on.</summary>
public static class ProofApi
{
    public static void MapProofs(this IEndpointRouteBuilder app) =>
        app.MapGet("/proof-challenges/{articleId}", Make).ProducesProblem(400);

    private static Results<Ok<ProofChallenge>, ProblemHttpResult> Make(
        string articleId,
        HttpContext http,
        ProofChallenges challenges
    )
    {
        http.Response.KeepPrivate();
        // A widget on the newspaper's page asks from another origin, and the answer is nobody's secret.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return ArticleId.IsValid(articleId) ? TypedResults.Ok(challenges.Make(articleId)) : ArticleId.Invalid();
    }
}
