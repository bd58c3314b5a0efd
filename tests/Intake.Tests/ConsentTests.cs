using Dapper;
using Xunit;

namespace Moderation.Intake.Tests;

public class ConsentTests(IntakeUnderTest intake)
{
    [Fact]
    public async Task The_version_of_the_text_and_the_time_are_kept_with_the_comment()
    {
        var (agreed, _) = await intake.SubmitAsync(Comments.With("consent", "2026-11-29"));
        var (notAsked, _) = await intake.SubmitAsync();
        await using var connection = await intake.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        const string sql =
            "SELECT consent_version, consented_at = submitted_at FROM submissions WHERE id = @id";
        Assert.Equal(("2026-11-29", true), await connection.QuerySingleAsync<(string, bool)>(sql, new { id = agreed }));
        Assert.Equal((null, null), await connection.QuerySingleAsync<(string?, bool?)>(sql, new { id = notAsked }));
    }

    [Theory]
    [InlineData("", "consent-required")]
    [InlineData("  ", "consent-required")]
    [InlineData("bản một", "invalid-consent")]
    [InlineData("123456789012345678901234567890123456789012345678901", "invalid-consent")]
    public async Task Consent_that_was_asked_for_and_not_given_refuses_the_comment(string version, string code)
    {
        var answer = await intake.PostAsync(Comments.With("consent", version));
        Assert.Equal(400, answer.Status);
        Assert.Equal([$"consent: {code}"], answer.FieldErrors);
    }
}
