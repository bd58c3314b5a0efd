using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Moderator.Operations;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Models;

/// <summary>
/// One model takes another's place, and the policy's thresholds go with it, in the version that was shown to who decides.
/// </summary>
internal sealed class ModelSuccession(
    ClassifierClient classifier,
    ModelComparison comparison,
    PolicyStore policies,
    OperationLog operations
)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    public async Task<IResult> PromoteAsync(long id, Promotion promotion, Guid by, CancellationToken cancellationToken)
    {
        var (pair, refusal) = await comparison.FindAsync(id, cancellationToken);
        if (pair is null)
            return refusal!;
        var compared = await comparison.CompareAsync(pair, sections: null, cancellationToken);
        var (given, errors) = (ModelChange.Reason with { Required = false }).Check(promotion.Why);
        if (errors.Count > 0)
            return WrongReason(errors);
        if (given is null && !compared.IsNoWorse)
            return Unproven(compared);
        var policy = await policies.CurrentAsync(cancellationToken);
        if (promotion.Policy is { } changed && FaultOf(changed, policy) is { } fault)
            return fault;

        var evidence = EvidenceOf(compared);
        var answer = await classifier.DoAsync(
            new AskedOperation(OperationAreas.Models, "promote", pair.Candidate.Name, $"{given} [{evidence}]".TrimStart()),
            by,
            HttpMethod.Post,
            $"models/{id}/promote",
            new { by, why = given ?? evidence }
        );
        if (!OperatedClient.IsDone(answer) || promotion.Policy is null)
            return answer;
        return await SetAsync(policy, promotion.Policy.Settings, null, by, fittedTo: pair.Candidate.Name)
            ? answer
            : Problems.Of(
                409,
                "thresholds-kept",
                "Mô hình đã được đưa vào dùng, nhưng chính sách vừa được người khác đổi nên các ngưỡng chưa đổi theo.",
                "The model is in use, but somebody changed the policy meanwhile, so the thresholds stay as they are."
            );
    }

    public async Task<IResult> RollBackAsync(RollBack rollBack, Guid by, CancellationToken cancellationToken)
    {
        var (given, errors) = ModelChange.Reason.Check(rollBack.Why ?? "Quay lại mô hình trước");
        if (errors.Count > 0)
            return WrongReason(errors);
        var (registry, refusal) = await classifier.FetchAsync<Registry>("models", cancellationToken);
        if (registry is null)
            return refusal!;
        var policy = await policies.CurrentAsync(cancellationToken);
        var answer = await classifier.DoAsync(
            new AskedOperation(OperationAreas.Models, "roll-back", registry.InUse ?? "", given),
            by,
            HttpMethod.Post,
            "models/roll-back",
            new { by, why = given }
        );
        if (
            OperatedClient.IsDone(answer)
            && policy.FittedTo is { } fittedTo
            && fittedTo == registry.InUse
            && await policies.FindAsync(policy.Version - 1, CancellationToken.None) is { } before
        )
            await SetAsync(policy, before.Settings!, before.Version, by, fittedTo: null);
        return answer;
    }

    internal static ProblemHttpResult WrongReason(IReadOnlyList<FieldError> errors) =>
        Problems.Of(
            400,
            "invalid-reason",
            "Lý do chưa hợp lệ.",
            "The reason is not valid.",
            new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal) { ["why"] = errors }
        );

    private async Task<bool> SetAsync(PolicyVersion seen, PolicySettings settings, int? revertsTo, Guid by, string? fittedTo)
    {
        var changes = Change.Between(seen.Settings!, settings);
        if (changes.Count == 0)
            return true;
        var operation = await operations.AddAsync(
            new AskedOperation(
                OperationAreas.Models,
                revertsTo is null ? "thresholds-fitted" : "thresholds-taken-back",
                fittedTo ?? seen.FittedTo ?? "",
                string.Join("; ", changes.Select(change => $"{change.Path} {change.Before} → {change.After}"))
            ),
            by
        );
        var isSet = await policies.AddAsync(seen, settings, revertsTo, by, CancellationToken.None, fittedTo);
        if (!isSet)
            await operations.AddRefusalAsync(operation);
        return isSet;
    }

    private static ProblemHttpResult? FaultOf(PolicyRequest changed, PolicyVersion policy) =>
        PolicyErrors.Of(changed.Settings) is { Count: > 0 } errors
            ? Problems.Of(400, "invalid-policy", "Chính sách chưa hợp lệ.", "The policy is not valid.", errors)
        : changed.Version != policy.Version
            ? Problems.Of(
                409,
                "policy-changed",
                "Chính sách đã được đổi sau khi bạn xem các ngưỡng mới; hãy xem lại.",
                "The policy was changed after you saw the new thresholds; look at them again."
            )
        : null;

    private static ProblemHttpResult Unproven(Comparison compared) =>
        compared.All.Gain is { } gain
            ? Problems.Of(
                400,
                "reason-required",
                $"Mô hình này có thể kém hơn mô hình đang dùng ({Said(gain)}): muốn đưa vào dùng thì cần lý do.",
                $"This model may be worse than the one in use ({Said(gain)}): a reason is needed to put it in use."
            )
            : Problems.Of(
                400,
                "reason-required",
                $"Chưa đủ quyết định để so sánh (còn thiếu {compared.All.MissingApproved} bình luận được duyệt và "
                    + $"{compared.All.MissingRejected} bị từ chối): muốn đưa vào dùng thì cần lý do.",
                $"There are too few decisions to compare ({compared.All.MissingApproved} approvals and "
                    + $"{compared.All.MissingRejected} rejections are missing): a reason is needed to put it in use."
            );

    /// <summary>What was known of both models, for the log.</summary>
    private static string EvidenceOf(Comparison compared) =>
        compared.All.Gain is { } gain
            ? $"AUC {Said(gain)}, {compared.All.Decisions} quyết định"
            : $"chưa đủ quyết định để so sánh ({compared.All.Decisions})";

    private static string Said(Interval gain) =>
        string.Create(Vietnamese, $"{gain.Value:+0.000;−0.000} [{gain.Low:+0.000;−0.000}; {gain.High:+0.000;−0.000}]");
}
