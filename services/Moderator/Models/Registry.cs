using System.Text.Json.Nodes;

namespace Moderation.Moderator.Models;

/// <summary>What Classifier says of its models, as far as it is made use of here.</summary>
/// <param name="InUse">Name of the model that scores; null when none does.</param>
/// <param name="Models">The newest first.</param>
internal sealed record Registry(string? InUse, IReadOnlyList<RegisteredModel> Models)
{
    public RegisteredModel? Find(long id) => Models.FirstOrDefault(model => model.Id == id);

    /// <summary>The people whom an answer of Classifier's names by their ids.</summary>
    public static Guid[] PeopleIn(JsonObject answer) =>
        [
            .. (answer["models"]?.AsArray().Select(model => model?["changedBy"]) ?? [])
                .Append(answer["training"]?["by"])
                .Select(by => Guid.TryParse(by?.ToString(), out var id) ? id : (Guid?)null)
                .OfType<Guid>()
                .Distinct(),
        ];
}

internal sealed record RegisteredModel(long Id, string Name, DateTimeOffset MadeAt, LearnedDecisions? Decisions)
{
    /// <summary>What was decided later, the model has not seen.</summary>
    public DateTimeOffset TrainedAt => Decisions?.Last ?? MadeAt;
}

internal sealed record LearnedDecisions(DateTimeOffset Last);
