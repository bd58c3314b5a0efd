using System.Reflection;
using Xunit;
using Xunit.v3;

[assembly: Moderation.EndToEnd.Tests.ClosesPages]

namespace Moderation.EndToEnd.Tests;

/// <summary>Ends what a test has opened: a desk left open keeps its comment in hand.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Task.Run(() => CloseAsync(test.UniqueID)).GetAwaiter().GetResult();

    private static async Task CloseAsync(string test)
    {
        if (await TestContext.Current.GetFixture<Browser>() is { } browser)
            await browser.ClosePagesAsync(test);
    }
}
