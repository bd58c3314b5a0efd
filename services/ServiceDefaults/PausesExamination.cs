using System.Runtime.CompilerServices;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>Which stations rest because an operator said so.</summary>
internal sealed class PausesExamination(PauseStore store) : IExamination
{
    public string Part => "pauses";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pauses = await store.ReadAsync(cancellationToken);
        if (pauses.Count == 0)
            yield return Diagnosis.Good(Part, "không trạm nào bị tạm dừng", "no station is paused");
        foreach (var (station, _, _, since) in pauses)
            yield return new Diagnosis(
                Part,
                Verdict.Doubtful,
                new Words($"trạm {station} bị tạm dừng từ {since:u}", $"the station {station} is paused since {since:u}"),
                new Words("cho chạy tiếp ở trang Dòng tin khi xong việc", "resume it on the page of the flow when that is done")
            );
    }
}
