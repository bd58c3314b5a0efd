using Moderation.EndToEnd.Tests;
using Moderation.Load;
using Moderation.Testing;
using Xunit;

namespace Moderation.Faults.Tests;

/// <summary>
/// A process killed at each point of a message's way, and a broker without room, while comments come in, are decided, taken back
/// and erased: afterwards all promises hold in every store, in the log of webhook attempts and on the site.
/// </summary>
public sealed class CrashPointTests(RunningSystem system)
{
    private const int Rate = 20;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Points => [.. CrashPoints.All.Select(point => point.Name)];

    [Theory]
    [MemberData(nameof(Points))]
    public Task Whoever_is_killed_there_loses_nothing_and_does_nothing_twice(string point) =>
        KeepsItsPromisesAsync(CrashPoints.All.Single(one => one.Name == point));

    [Fact]
    public Task With_no_room_on_the_brokers_disk_comments_are_taken_in_and_go_on_by_themselves_when_there_is() =>
        KeepsItsPromisesAsync(Fault.All.Single(one => one.Name == "broker-disk-full"));

    private async Task KeepsItsPromisesAsync(Fault fault)
    {
        Assert.NotNull(system.Site);
        var infra = new Infra(
            new DirectoryInfo(Path.Combine(Parts.ProjectRoot, "infra")),
            new DirectoryInfo(RunningSystem.Folder),
            new Dictionary<string, string> { ["Lists__Starter"] = "false", ["Decisions__Grace"] = "00:00:01" }
        );
        var comments = Enumerable.Range(0, 6 * Rate).Select(number => new Comment(
            fault.Name,
            Headline: null,
            "Nguyễn Bạn Đọc",
            Phone: null,
            $"Ý kiến số {number}",
            $"Tuyến xe buýt số {number} chạy đúng giờ hơn hẳn năm ngoái."
        )
        {
            Key = Guid.CreateVersion7().ToString(),
        });

        var result = await new FaultRun(
            Addresses.Read(new FileInfo(Path.Combine(RunningSystem.Folder, "addresses.env"))),
            infra,
            fault,
            Calm
        ).RunAsync([.. comments], Rate, new(), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, result.Strikes);
        Assert.Equal([], result.Checks.Where(check => check.Broken > 0));
        Assert.NotNull(result.UntilAtRest);
    }
}
