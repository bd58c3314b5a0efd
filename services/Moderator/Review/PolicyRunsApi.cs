using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Review;

/// <summary>Lets the policy run again on what waits, after a list was changed.</summary>
public static class PolicyRunsApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/lists/runs")
            .WithTags("lists")
            .RequireAuthorization(Rights.Moderate)
            .MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(404);
        app.MapGroup("/api/lists/apply")
            .WithTags("lists")
            .RequireAuthorization(Rights.SetPolicy)
            .RequireAntiforgeryToken()
            .MapPost("", StartAsync)
            .ProducesProblem(409);
    }

    private static async Task<Results<Accepted<PolicyRun>, ProblemHttpResult>> StartAsync(
        ClaimsPrincipal user,
        PolicyRunStore store,
        CancellationToken cancellationToken
    )
    {
        var (run, started) = await store.StartAsync(user.Sections(), user.Id(), cancellationToken);
        if (started)
            return TypedResults.Accepted($"/api/lists/runs/{run.Id}", run);
        var problem = Problems.Of(
            409,
            "run-in-progress",
            $"{run.StartedBy} đang cho chạy lại chính sách.",
            $"{run.StartedBy} is running the policy again already."
        );
        problem.ProblemDetails.Extensions["run"] = run;
        return problem;
    }

    private static async Task<Results<Ok<PolicyRun>, ProblemHttpResult>> FindAsync(
        Guid id,
        PolicyRunStore store,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(id, cancellationToken) is { } run
            ? TypedResults.Ok(run)
            : Problems.Of(404, "not-found", "Không có lần chạy này.", "There is no such run.");
}
