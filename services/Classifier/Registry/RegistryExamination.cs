using System.Runtime.CompilerServices;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Registry;

/// <summary>Which model the registry wants, and whether it could be loaded.</summary>
internal sealed class RegistryExamination(RegistryStore store) : IExamination
{
    public string Part => "registry";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var models = await store.AllAsync(cancellationToken);
        var used = models.Where(model => model.State is ModelState.Active or ModelState.Shadow).ToList();
        foreach (var model in used.Where(model => model.Fault is not null))
            yield return new Diagnosis(
                Part,
                Verdict.Bad,
                new Words($"không nạp được {model.Name}: {model.Fault}", $"{model.Name} is not loaded: {model.Fault}"),
                new Words("quay về mô hình trước, hoặc huấn luyện lại", "roll back to the model before, or train again")
            );
        if (used.Find(model => model.State == ModelState.Active) is { Fault: null } active)
            yield return Diagnosis.Good(
                Part,
                $"mô hình đang dùng là {active.Name}, trong {models.Count} mô hình",
                $"the active model is {active.Name}, of {models.Count}"
            );
        else if (models.Count == 0)
            yield return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words("chưa có mô hình nào", "it holds no model yet"),
                new Words("khởi động Classifier một lần", "start Classifier once")
            );
    }
}
