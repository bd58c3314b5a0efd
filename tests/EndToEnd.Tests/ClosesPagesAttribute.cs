using System.Reflection;
using Xunit;
using Xunit.v3;

[assembly: Moderation.EndToEnd.Tests.ClosesPages]

namespace Moderation.EndToEnd.Tests;

/// <summary>Ends what a test has opened: a desk left open would take the comments of the tests after it in hand.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosesPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Task.Run(CloseAsync).GetAwaiter().GetResult();

    private static async Task CloseAsync()
    {
        if (await TestContext.Current.GetFixture<Browser>() is { } browser)
            await browser.ClosePagesAsync();
    }
}
