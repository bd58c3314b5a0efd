using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Registry;

/// <summary>Who changes a model's state, and why.</summary>
/// <param name="By">The person; null for the machine.</param>
/// <param name="Why">1 to 500 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ChangeRequest(Guid? By, string? Why);

/// <summary>The registry.</summary>
/// <param name="InUse">The model by which this copy of the service scores; null when it does not.</param>
/// <param name="Models">The newest first.</param>
public sealed record RegistryAnswer(string? InUse, IReadOnlyList<RegisteredModel> Models);

/// <summary>Models and their states, for whoever shows <see cref="OperationKey"/>: the console.</summary>
public static class RegistryApi
{
    private static readonly TextRule Why = new("Lý do", "reason", 500) { Required = true };

    public static void MapRegistry(this IEndpointRouteBuilder app)
    {
        var api = app.MapOperation("/models").AddEndpointFilter(TellAwayAsync).ProducesProblem(503);
        api.MapGet("", AllAsync).WithSummary("Models with their states and figures");
        api.MapGet("/history", HistoryAsync).WithSummary("Changes of states, the newest first");
        api.MapPost("/{id:long}/promote", PromoteAsync).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id:long}/shadow", ShadowAsync).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/{id:long}/retire", RetireAsync).ProducesProblem(404).ProducesProblem(409);
        api.MapPost("/roll-back", RollBackAsync).ProducesProblem(409).ProducesProblem(422);
    }

    /// <returns>What is wrong with the request; null when it is whole.</returns>
    internal static IResult? FaultOf(ChangeRequest request) =>
        Why.Check(request.Why).Errors is { Count: > 0 } errors
            ? Problems.Of(
                400,
                "invalid-change",
                "Yêu cầu thay đổi chưa hợp lệ.",
                "The request for a change is not valid.",
                new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["why"] = errors }
            )
            : null;

    internal static async ValueTask<object?> TellAwayAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (exception is TimeoutException || Resilience.IsDatabaseAway(exception))
        {
            return Problems.Of(
                503,
                "registry-away",
                "Kho mô hình chưa trả lời. Mô hình đang dùng vẫn chấm điểm; hãy thử lại sau ít phút.",
                "The registry of models does not answer. The model in use goes on scoring; try again in a moment."
            );
        }
    }

    private static async Task<IResult> AllAsync(RegistryStore store, ModelInUse inUse, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RegistryAnswer(inUse.Header?.Name, await store.AllAsync(cancellationToken)));

    private static async Task<IResult> HistoryAsync(
        RegistryStore store,
        long? model,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await store.HistoryAsync(model, cancellationToken));

    private static async Task<IResult> PromoteAsync(long id, ChangeRequest request, [FromServices] RegistryStore store) =>
        await LoadableAsync(id, request, store, () => store.PromoteAsync(id, request.By, request.Why!.Trim()));

    private static async Task<IResult> ShadowAsync(long id, ChangeRequest request, [FromServices] RegistryStore store) =>
        await LoadableAsync(id, request, store, () => store.ShadowAsync(id, request.By, request.Why!.Trim()));

    private static async Task<IResult> RetireAsync(long id, ChangeRequest request, [FromServices] RegistryStore store) =>
        FaultOf(request) ?? AnswerTo(await store.RetireAsync(id, request.By, request.Why!.Trim()));

    private static async Task<IResult> RollBackAsync(
        ChangeRequest request,
        [FromServices] RegistryStore store,
        CancellationToken cancellationToken
    )
    {
        if (FaultOf(request) is { } fault)
            return fault;
        return await store.EarlierAsync(cancellationToken) is { } earlier
            ? await LoadableAsync(earlier, request, store, () => store.RollBackAsync(earlier, request.By, request.Why!.Trim()))
            : AnswerTo(new StateChange.NothingEarlier());
    }

    /// <summary>What no copy could load takes nobody's place.</summary>
    private static async Task<IResult> LoadableAsync(
        long id,
        ChangeRequest request,
        RegistryStore store,
        Func<Task<StateChange>> change
    )
    {
        if (FaultOf(request) is { } fault)
            return fault;
        if (await store.FileAsync(id, CancellationToken.None) is not { } row)
            return await store.HasLostFileAsync(id) ? FileIsGone() : NoSuchModel();
        try
        {
            ModelCheck.Of(row);
        }
        catch (ModelRefusedException refused)
        {
            await store.SetFaultAsync(id, refused.Message);
            return Problems.Of(
                422,
                "model-refused",
                $"Tệp mô hình không dùng được ({refused.Message}); mô hình đang dùng được giữ nguyên.",
                $"The model's file cannot be used ({refused.Message}); the model in use stays."
            );
        }
        return AnswerTo(await change());
    }

    private static IResult AnswerTo(StateChange change) =>
        change switch
        {
            StateChange.Done done => TypedResults.Ok(done.Model),
            StateChange.NotFrom from => Problems.Of(
                409,
                "model-state",
                $"Mô hình đang ở trạng thái {NameOf(from.State)}, nên không đổi như vậy được.",
                $"The model is {NameOf(from.State)}, from which it cannot be changed so."
            ),
            StateChange.NothingEarlier => Problems.Of(
                409,
                "no-earlier-model",
                "Không có mô hình nào được dùng trước mô hình này.",
                "No model was in use before this one."
            ),
            _ => NoSuchModel(),
        };

    private static string NameOf(ModelState state) => Contracts.EnumWords.Word(state);

    private static IResult FileIsGone() =>
        Problems.Of(
            409,
            "model-file-removed",
            "Tệp của mô hình này đã được dọn vì lâu không dùng. Hãy huấn luyện lại.",
            "The file of this model was removed, since nobody had used it for long. Train anew."
        );

    private static IResult NoSuchModel() =>
        Problems.Of(404, "no-such-model", "Không có mô hình nào như vậy.", "There is no such model.");
}
