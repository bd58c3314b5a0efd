using Xunit;

namespace Moderation.EndToEnd.Tests;

public class DoctorTests(RunningSystem system)
{
    [Fact]
    public async Task A_system_that_runs_is_called_sound_with_the_services_that_the_console_operates()
    {
        Assert.NotNull(system.Moderator);
        var said = await RunningSystem.ExamineAsync("moderator");
        Assert.StartsWith("moderator, running", said.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("ok     intake         answers, and takes the key", said, StringComparison.Ordinal);
        Assert.Contains("ok     publisher      answers, and takes the key", said, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", said, StringComparison.Ordinal);
    }
}
