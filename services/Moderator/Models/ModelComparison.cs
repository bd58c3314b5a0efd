using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Models;

/// <summary>A model, and the one in use that it is compared with.</summary>
internal sealed record ComparedModels(RegisteredModel Candidate, string InUse);

/// <summary>Compares a model of the registry with the one in use, on what was decided since it was trained.</summary>
internal sealed class ModelComparison(ClassifierClient classifier, ComparisonStore store, PolicyStore policies)
{
    /// <returns>Both, or why they cannot be compared.</returns>
    public async Task<(ComparedModels? Pair, IResult? Refusal)> FindAsync(long id, CancellationToken cancellationToken)
    {
        var (registry, refusal) = await classifier.FetchAsync<Registry>("models", cancellationToken);
        if (registry is null)
            return (null, refusal);
        if (registry.Find(id) is not { } candidate)
            return (null, NoSuchModel());
        return registry.InUse is { } inUse && inUse != candidate.Name
            ? (new ComparedModels(candidate, inUse), null)
            : (
                null,
                Problems.Of(
                    409,
                    "model-in-use",
                    "Mô hình này đang được dùng, hoặc không có mô hình nào đang chấm điểm: không có gì để so sánh.",
                    "This model is in use, or none scores: there is nothing to compare it with."
                )
            );
    }

    /// <param name="pair">As found.</param>
    /// <param name="sections">Those of the person; null is every section.</param>
    /// <param name="cancellationToken">The person left.</param>
    public async Task<Comparison> CompareAsync(ComparedModels pair, string[]? sections, CancellationToken cancellationToken)
    {
        var (comments, complete) = await store.DecidedAsync(pair, sections, cancellationToken);
        var policy = await policies.CurrentAsync(cancellationToken);
        return Comparison.Of(
            pair.Candidate.Name,
            pair.InUse,
            pair.Candidate.TrainedAt,
            comments,
            complete,
            policy.Settings!
        );
    }

    internal static ProblemHttpResult NoSuchModel() =>
        Problems.Of(404, "no-such-model", "Không có mô hình nào như vậy.", "There is no such model.");
}
