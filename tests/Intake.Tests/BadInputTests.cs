using Moderation.Intake.Submissions;
using Moderation.Testing;
using Xunit;

namespace Moderation.Intake.Tests;

public class BadInputTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task Nothing_that_is_sent_to_any_endpoint_is_an_error_of_the_server_or_refused_without_words() =>
        Assert.Empty(await HostileRequests.WronglyAnsweredAsync(intake.Public, intake.Endpoints));

    [Fact]
    public async Task Help_needs_nothing_configured_and_an_unknown_verb_starts_nothing() =>
        Assert.Empty(await Executable.MisunderstandsAsync<SubmissionStore>());
}
