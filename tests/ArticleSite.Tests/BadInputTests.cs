using Microsoft.AspNetCore.Routing;
using Moderation.ArticleSite.Articles;
using Moderation.Testing;
using Xunit;

namespace Moderation.ArticleSite.Tests;

public class BadInputTests(SiteFixture site)
{
    [Fact]
    public async Task Nothing_that_is_sent_to_any_endpoint_is_an_error_of_the_server_or_refused_without_words() =>
        Assert.Empty(await HostileRequests.WronglyAnsweredAsync(site.Sending, site.Endpoints, IsPage));

    [Fact]
    public async Task Help_needs_nothing_configured_and_an_unknown_verb_starts_nothing() =>
        Assert.Empty(await Executable.MisunderstandsAsync<Newspaper>());

    private static bool IsPage(RouteEndpoint endpoint) =>
        !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("webhooks", StringComparison.Ordinal)
        && !endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("health", StringComparison.Ordinal);
}
