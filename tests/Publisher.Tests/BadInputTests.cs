using Moderation.Publisher.Publications;
using Moderation.Testing;
using Xunit;

namespace Moderation.Publisher.Tests;

public class BadInputTests(PublisherFixture publisher)
{
    [Fact]
    public async Task Nothing_that_is_sent_to_any_endpoint_is_an_error_of_the_server_or_refused_without_words() =>
        Assert.Empty(await HostileRequests.WronglyAnsweredAsync(publisher.Client, publisher.Endpoints));

    [Fact]
    public async Task Help_needs_nothing_configured_and_an_unknown_verb_starts_nothing() =>
        Assert.Empty(await Executable.MisunderstandsAsync<PublicationStore>());
}
