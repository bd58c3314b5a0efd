using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Moderation.Contracts;

namespace Moderation.ServiceDefaults;

/// <summary>Room on the disks that the service itself writes to: its own and that of temporary files.</summary>
public sealed class DiskExamination(IHostEnvironment environment) : IExamination
{
    private const long GiB = 1L << 30;

    public string Part => "disk";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var path in new[] { environment.ContentRootPath, Path.GetTempPath() }.Distinct(StringComparer.Ordinal))
        {
            var drive = new DriveInfo(path);
            yield return Judge(path, drive.AvailableFreeSpace, drive.TotalSize);
        }
    }

    /// <param name="path">That lies on the disk.</param>
    /// <param name="free">Bytes.</param>
    /// <param name="total">Bytes.</param>
    public static Diagnosis Judge(string path, long free, long total)
    {
        var percent = total == 0 ? 0 : free * 100 / total;
        var found = new Words($"{path}: còn {free / GiB} GiB ({percent} %)", $"{path}: {free / GiB} GiB free ({percent} %)");
        var remedy = new Words(
            "giải phóng chỗ trống: khi ổ đĩa đầy, PostgreSQL và RabbitMQ ngừng nhận",
            "make room: PostgreSQL and RabbitMQ take nothing more once a disk is full"
        );
        return free < GiB / 4 ? new Diagnosis("disk", Verdict.Bad, found, remedy)
            : free < 2 * GiB || percent < 5 ? new Diagnosis("disk", Verdict.Doubtful, found, remedy)
            : new Diagnosis("disk", Verdict.Good, found);
    }
}
