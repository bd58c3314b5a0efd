using System.Runtime.CompilerServices;
using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Scoring;

/// <summary>Whether comments are scored, by which model, and whether business may use it.</summary>
internal sealed class ModelExamination(ModelInUse model, IHostEnvironment environment) : IExamination
{
    public string Part => "model";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (model.Header is not { } header)
            yield return new Diagnosis(
                Part,
                Verdict.Bad,
                new Words($"không chấm điểm: {model.Fault}", $"comments are not scored: {model.Fault}"),
                new Words(
                    "đặt Model:Path và Model:Sha256 theo tệp mô hình",
                    "set Model:Path and Model:Sha256 to those of a model's file"
                )
            );
        else if (ModelChoice.IsForResearch(header) && environment.IsProduction())
            yield return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words(
                    $"{header.Name} được huấn luyện từ dữ liệu chỉ dành cho nghiên cứu",
                    $"{header.Name} learned from research-only data"
                ),
                new Words("đặt Model:Name=open", "set Model:Name=open")
            );
        else
            yield return Diagnosis.Good(Part, $"chấm điểm bằng {header.Name}", $"comments are scored by {header.Name}");
    }
}
