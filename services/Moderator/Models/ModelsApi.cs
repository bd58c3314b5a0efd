using System.Security.Claims;
using System.Text.Json.Nodes;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Models;

/// <summary>A comment of which two models think differently, with what a person decided.</summary>
/// <param name="Id">Of the comment.</param>
/// <param name="Section">Its section.</param>
/// <param name="Headline">Of its article.</param>
/// <param name="Text">As received; empty of what was erased.</param>
/// <param name="Outcome">What the person decided.</param>
/// <param name="Reason">Of a rejection.</param>
/// <param name="InUse">Its risk by the model in use.</param>
/// <param name="Candidate">Its risk by the candidate.</param>
public sealed record DifferingComment(
    Guid Id,
    string? Section,
    string? Headline,
    CommentText Text,
    Outcome Outcome,
    RejectReason? Reason,
    float InUse,
    float Candidate
);

/// <summary>
/// The models that Classifier keeps: seen by who watches, changed by seniors who are limited to no section. What operators see of
/// them has no text of a comment.
/// </summary>
public static class ModelsApi
{
    private const int Shown = 20;

    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/models").WithTags("models").ProducesProblem(503);
        read.MapGet("", AllAsync).RequireAuthorization(Rights.Watch);
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Models, cursor, cancellationToken)
            )
            .RequireAuthorization(Rights.Watch)
            .ProducesProblem(400);
        read.MapGet("/feedback", (ClassifierClient classifier, CancellationToken cancellationToken) =>
                classifier.ReadAsync("feedback", cancellationToken)
            )
            .RequireAuthorization(Rights.Watch);
        read.MapGet("/{id:long}/comparison", ComparisonAsync)
            .RequireAuthorization(Rights.Watch)
            .ProducesProblem(404)
            .ProducesProblem(409);
        read.MapGet("/{id:long}/differing", DifferingAsync)
            .RequireAuthorization(Rights.Moderate)
            .ProducesProblem(404)
            .ProducesProblem(409);

        var change = app.MapGroup("/api/models")
            .WithTags("models")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy)
            .ProducesProblem(409);
        change.MapGet("/{id:long}/thresholds", ThresholdsAsync);
        change.MapPost("/train", TrainAsync).ProducesProblem(400);
        change.MapPost("/{id:long}/shadow", Changing("shadow")).ProducesProblem(400).ProducesProblem(422);
        change.MapPost("/{id:long}/retire", Changing("retire")).ProducesProblem(400);
        change.MapPost("/{id:long}/promote", PromoteAsync).ProducesProblem(400).ProducesProblem(422);
        change.MapPost("/roll-back", RollBackAsync).ProducesProblem(400).ProducesProblem(422);
    }

    private static async Task<IResult> AllAsync(
        ClassifierClient classifier,
        ModeratorStore people,
        PolicyStore policies,
        CancellationToken cancellationToken
    )
    {
        var (answer, refusal) = await classifier.FetchAsync<JsonObject>("models", cancellationToken);
        if (answer is null)
            return refusal!;
        // Who sees the models sees them also while nobody can say whether one is trained.
        var (training, _) = await classifier.FetchAsync<JsonObject>("models/training", cancellationToken);
        answer["training"] = training;
        var names = await people.NamesAsync(Registry.PeopleIn(answer), cancellationToken);
        answer["people"] = new JsonObject(
            names.Select(person => KeyValuePair.Create(person.Key.ToString(), (JsonNode?)person.Value))
        );
        answer["fittedTo"] = (await policies.CurrentAsync(cancellationToken)).FittedTo;
        return TypedResults.Ok(answer);
    }

    private static async Task<IResult> ComparisonAsync(
        long id,
        ClaimsPrincipal user,
        ModelComparison comparison,
        CancellationToken cancellationToken
    )
    {
        var (pair, refusal) = await comparison.FindAsync(id, cancellationToken);
        return pair is null
            ? refusal!
            : TypedResults.Ok(await comparison.CompareAsync(pair, user.Sections(), cancellationToken));
    }

    private static async Task<IResult> DifferingAsync(
        long id,
        ClaimsPrincipal user,
        ModelComparison comparison,
        ComparisonStore store,
        CommentStore comments,
        CancellationToken cancellationToken
    )
    {
        var (pair, refusal) = await comparison.FindAsync(id, cancellationToken);
        if (pair is null)
            return refusal!;
        var (decided, _) = await store.DecidedAsync(pair, user.Sections(), cancellationToken);
        var differing = decided.OrderByDescending(comment => Math.Abs(comment.Difference)).Take(Shown).ToList();
        var texts = (await comments.FindAsync([.. differing.Select(comment => comment.Id)], cancellationToken)).ToDictionary(
            comment => comment.Id
        );
        return TypedResults.Ok(
            differing
                .Select(one => (Compared: one, Comment: texts[one.Id]))
                .Select(one => new DifferingComment(
                    one.Compared.Id,
                    one.Compared.Section,
                    one.Comment.Headline,
                    one.Comment.Text,
                    one.Compared.Outcome,
                    one.Compared.Reason,
                    one.Compared.Own.Risk,
                    one.Compared.Candidate.Risk
                ))
                .ToList()
        );
    }

    private static async Task<IResult> ThresholdsAsync(
        long id,
        ModelComparison comparison,
        ComparisonStore store,
        PolicyStore policies,
        CancellationToken cancellationToken
    )
    {
        var (pair, refusal) = await comparison.FindAsync(id, cancellationToken);
        if (pair is null)
            return refusal!;
        var policy = await policies.CurrentAsync(cancellationToken);
        var (own, candidate) = await store.ScoredAsync(pair, cancellationToken);
        return TypedResults.Ok(ThresholdFit.Of(policy.Version, policy.Settings!, own, candidate));
    }

    private static Task<IResult> TrainAsync(ModelChange change, ClaimsPrincipal user, ClassifierClient classifier) =>
        AskAsync(change, why =>
            classifier.DoAsync(
                new AskedOperation(OperationAreas.Models, "training-asked", "", why),
                user.Id(),
                HttpMethod.Post,
                "models/train",
                new { by = user.Id(), why }
            )
        );

    private static Delegate Changing(string act) =>
        async (
            long id,
            ModelChange change,
            ClaimsPrincipal user,
            ClassifierClient classifier,
            CancellationToken cancellationToken
        ) =>
            await AskAsync(change, async why =>
            {
                var (registry, refusal) = await classifier.FetchAsync<Registry>("models", cancellationToken);
                if (registry is null)
                    return refusal!;
                return registry.Find(id) is { } model
                    ? await classifier.DoAsync(
                        new AskedOperation(OperationAreas.Models, act, model.Name, why),
                        user.Id(),
                        HttpMethod.Post,
                        $"models/{id}/{act}",
                        new { by = user.Id(), why }
                    )
                    : ModelComparison.NoSuchModel();
            });

    private static async Task<IResult> PromoteAsync(
        long id,
        Promotion promotion,
        ClaimsPrincipal user,
        ModelSuccession succession,
        CancellationToken cancellationToken
    ) => await succession.PromoteAsync(id, promotion, user.Id(), cancellationToken);

    private static async Task<IResult> RollBackAsync(
        RollBack rollBack,
        ClaimsPrincipal user,
        ModelSuccession succession,
        CancellationToken cancellationToken
    ) => await succession.RollBackAsync(rollBack, user.Id(), cancellationToken);

    private static async Task<IResult> AskAsync(ModelChange change, Func<string, Task<IResult>> ask) =>
        ModelChange.Reason.Check(change.Why) is { Text: { } why, Errors: [] }
            ? await ask(why)
            : ModelSuccession.WrongReason(ModelChange.Reason.Check(change.Why).Errors);
}
