using System.Runtime.CompilerServices;

namespace Moderation.Testing;

/// <summary>A test that ends by itself, by name, when it hangs; what the others found stays.</summary>
internal sealed class LimitedFactAttribute : Xunit.FactAttribute
{
    /// <summary>In milliseconds. No test needs a tenth of it on a quiet machine.</summary>
    public static readonly int Limit =
        Environment.GetEnvironmentVariable("MODERATION_TEST_LENGTH") == "long" ? 12_000_000 : 1_200_000;

    public LimitedFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = Limit;
}

/// <inheritdoc cref="LimitedFactAttribute"/>
internal sealed class LimitedTheoryAttribute : Xunit.TheoryAttribute
{
    public LimitedTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Timeout = LimitedFactAttribute.Limit;
}
