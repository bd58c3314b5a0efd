using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: Moderation.EndToEnd.Tests.ClosesPages]

namespace Moderation.EndToEnd.Tests;

/// <summary>
/// Ends what a test has opened, before another opens a page: a desk left open keeps its comment in hand. The end of a test may
/// run on the thread that reads what the browser says, so that whoever waited there for a page to close would wait for ever.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, Task> Closing = new(StringComparer.Ordinal);

    /// <summary>Waits for what is being closed.</summary>
    public static Task ClosedAsync() => Task.WhenAll(Closing.Values);

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Closing[test.UniqueID] = Task.Run(() => Browser.ClosePagesAsync(test.UniqueID));
}
