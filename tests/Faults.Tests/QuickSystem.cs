namespace Moderation.EndToEnd.Tests;

public sealed partial class RunningSystem
{
    /// <summary>Hundreds of decisions each wait out the grace, which is not what breaks here.</summary>
    static partial void Configure(IDictionary<string, string?> environment) => environment["Decisions__Grace"] = "00:00:01";
}
