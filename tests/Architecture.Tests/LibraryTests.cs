namespace Moderation.Architecture.Tests;

public class LibraryTests
{
    /// <summary>
    /// Version 8 of it gets no patches after 2026: whatever knows it has to be in one place when it is exchanged.
    /// </summary>
    [Fact]
    public void Only_the_service_defaults_know_the_library_of_the_bus() =>
        Assert.DoesNotContain(Tree.Files(".cs", ".csproj"), path =>
            path.StartsWith("services/", StringComparison.Ordinal)
            && !path.StartsWith("services/ServiceDefaults/", StringComparison.Ordinal)
            && Tree.Read(path).Contains("MassTransit", StringComparison.Ordinal)
        );
}
