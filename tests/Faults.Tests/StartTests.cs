using System.Diagnostics;
using Moderation.EndToEnd.Tests;
using Xunit;

namespace Moderation.Faults.Tests;

public class StartTests(RunningSystem system)
{
    [Fact]
    public async Task A_start_of_what_runs_says_so_and_starts_anew_only_services_of_another_build()
    {
        Assert.NotNull(system.Site);
        var before = RunningSystem.Processes();
        Assert.Contains("Already running", await RunningSystem.StartAllAsync(), StringComparison.Ordinal);
        Assert.Equal(before, RunningSystem.Processes());

        var other = Path.Combine(RunningSystem.Builds, "another");
        // A run that was killed may have left it.
        if (Directory.Exists(other))
            Directory.Delete(other, recursive: true);
        using (
            var copy = Process.Start(
                "cp",
                ["-r", "--", Directory.GetDirectories(RunningSystem.Builds).MaxBy(Directory.GetLastWriteTimeUtc)!, other]
            )
        )
            await copy.WaitForExitAsync(TestContext.Current.CancellationToken);
        // The system goes on with it: to start all of it once more would try nothing else.
        system.DeleteAtEnd(other);
        Assert.Contains(
            "another build: intake classifier moderator publisher site",
            await RunningSystem.StartAllAsync(latestBuild: true),
            StringComparison.Ordinal
        );
        var after = RunningSystem.Processes();
        Assert.Equal(RunningSystem.Services.Order(), before.Keys.Where(part => before[part] != after[part]).Order());
    }
}
