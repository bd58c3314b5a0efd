using Moderation.Moderator.People;
using Moderation.Moderator.Review;
using Moderation.Testing;

namespace Moderation.Moderator.Tests;

public sealed class BadInputTests(ModeratorFixture moderator)
{
    [Fact]
    public async Task Nothing_that_a_stranger_sends_is_an_error_of_the_server_or_refused_without_words()
    {
        using var client = moderator.Service.Client();

        Assert.Empty(await HostileRequests.WronglyAnsweredAsync(client, moderator.Service.Endpoints));
    }

    [Fact]
    public async Task Nothing_that_an_administrator_sends_is_an_error_of_the_server_or_refused_without_words()
    {
        var endpoints = moderator.Service.Endpoints.ToLookup(endpoint =>
            endpoint.RoutePattern.RawText!.Contains("/session", StringComparison.Ordinal)
        );
        using var client = await moderator.SignedInAsync(Make.Unique("Người gửi bậy"), Role.Administrator);

        Assert.Empty(await HostileRequests.WronglyAnsweredAsync(client, endpoints[false]));
        using var still = await client.GetAsync("/api/session");
        Assert.True(still.IsSuccessStatusCode);
        foreach (var endpoint in endpoints[true])
        {
            using var other = await moderator.SignedInAsync(Make.Unique("Người gửi bậy"), Role.Administrator);
            Assert.Empty(await HostileRequests.WronglyAnsweredAsync(other, [endpoint]));
        }
    }

    [Fact]
    public async Task Help_needs_nothing_configured_and_an_unknown_verb_starts_nothing() =>
        Assert.Empty(await Executable.MisunderstandsAsync<RecordSubmissionConsumer>());
}
