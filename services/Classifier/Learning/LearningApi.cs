using Microsoft.AspNetCore.Mvc;
using Moderation.Classifier.Registry;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Learning;

/// <summary>Trainings on people's decisions, for whoever shows <see cref="OperationKey"/>: the console.</summary>
internal static class LearningApi
{
    public static void MapLearning(this IEndpointRouteBuilder app)
    {
        var api = app.MapOperation("/models").AddEndpointFilter(RegistryApi.TellAwayAsync).ProducesProblem(503);
        api.MapPost("/train", TrainAsync).ProducesProblem(400).ProducesProblem(409);
        api.MapGet("/training", LastAsync).WithSummary("The last training, with its progress");
    }

    private static async Task<IResult> TrainAsync(
        ChangeRequest request,
        [FromServices] LearningJob job,
        [FromServices] TrainingStore trainings,
        [FromServices] ModeratorOptions moderator
    )
    {
        if (RegistryApi.FaultOf(request) is { } fault)
            return fault;
        if (!moderator.IsConfigured)
        {
            var words = LearningFaults.WordsOf(LearningFaults.DecisionsAway);
            return Problems.Of(503, LearningFaults.DecisionsAway, words.Vi, words.En);
        }

        return await job.BeginAsync(request.By, request.Why!.Trim()) is null
            ? Problems.Of(
                409,
                "training-runs",
                "Đang có một lần huấn luyện; hãy đợi nó xong.",
                "A training goes on; wait until it has ended."
            )
            : TypedResults.Json(await trainings.LastAsync(CancellationToken.None), statusCode: 202);
    }

    private static async Task<IResult> LastAsync(
        [FromServices] TrainingStore trainings,
        CancellationToken cancellationToken
    ) => await trainings.LastAsync(cancellationToken) is { } training ? TypedResults.Ok(training) : TypedResults.NoContent();
}
