using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Policy;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.Tests.Policy;

public sealed class PolicyTests
{
    private static readonly PolicyOptions Off = new();
    private static readonly PolicyOptions On = new() { AutomaticApproval = true, AutomaticRejection = true };

    [Fact]
    public void Without_scores_it_holds_as_not_scored_whatever_is_switched_on()
    {
        var verdict = ThePolicy.Decide(null, On);

        Assert.Equal(Outcome.Hold, verdict.Outcome);
        Assert.Equal(CommentStatus.Unscored, verdict.Decisive.Queue);
        Assert.Equal("not-scored", verdict.Decisive.Rule);
        Assert.Single(verdict.Findings);
    }

    [Theory]
    [InlineData(0f, 0f, 0.95f, "hate-over-reject-threshold", RejectReason.HateSpeech)]
    [InlineData(0f, 0.95f, 0f, "toxicity-over-reject-threshold", RejectReason.PersonalAttack)]
    [InlineData(0.95f, 0f, 0f, "spam-over-reject-threshold", RejectReason.Spam)]
    public void Over_a_rejecting_threshold_it_rejects_when_that_is_switched_on(float spam, float toxicity, float hate, string rule, RejectReason reason)
    {
        var verdict = ThePolicy.Decide(Scores(spam, toxicity, hate), On);

        Assert.Equal((Outcome.Reject, rule, reason), (verdict.Outcome, verdict.Decisive.Rule, verdict.Decisive.Reason));
    }

    [Fact]
    public void Over_a_rejecting_threshold_it_holds_and_shows_the_advice_while_that_is_switched_off()
    {
        var verdict = ThePolicy.Decide(Scores(toxicity: 0.95f), Off);

        Assert.Equal(Outcome.Hold, verdict.Outcome);
        Assert.Equal(Outcome.Reject, verdict.Decisive.Advice);
        Assert.Equal(CommentStatus.Suspect, verdict.Decisive.Queue);
    }

    [Fact]
    public void Over_a_holding_threshold_it_holds_as_suspect_with_the_score_and_the_threshold()
    {
        var verdict = ThePolicy.Decide(Scores(toxicity: 0.7f), On);

        Assert.Equal((Outcome.Hold, CommentStatus.Suspect), (verdict.Outcome, verdict.Decisive.Queue));
        Assert.Equal((ScoreLabel.Toxicity, 0.7f, 0.6), (verdict.Decisive.Label, verdict.Decisive.Score, verdict.Decisive.Threshold));
    }

    [Fact]
    public void The_first_rule_decides_and_all_that_match_are_kept_in_order()
    {
        var verdict = ThePolicy.Decide(Scores(spam: 0.7f, toxicity: 0.95f, hate: 0.7f), Off);

        Assert.Equal(
            ["toxicity-over-reject-threshold", "hate-over-hold-threshold", "toxicity-over-hold-threshold", "spam-over-hold-threshold"],
            verdict.Findings.Select(f => f.Rule));
        Assert.Equal(verdict.Findings[0], verdict.Decisive);
    }

    [Fact]
    public void Without_a_finding_it_holds_until_automatic_approval_is_switched_on()
    {
        Assert.Equal(Outcome.Hold, ThePolicy.Decide(Scores(), Off).Outcome);
        Assert.Equal(CommentStatus.Pending, ThePolicy.Decide(Scores(), Off).Decisive.Queue);
        Assert.Equal(Outcome.Approve, ThePolicy.Decide(Scores(), On).Outcome);
    }

    [Fact]
    public void A_score_that_reaches_the_threshold_counts_and_one_below_does_not()
    {
        var policy = new PolicyOptions { Spam = new Thresholds { Hold = 0.5, Reject = 0.75 } };

        Assert.Equal("spam-over-hold-threshold", ThePolicy.Decide(Scores(spam: 0.5f), policy).Decisive.Rule);
        Assert.Equal("spam-over-reject-threshold", ThePolicy.Decide(Scores(spam: 0.75f), policy).Decisive.Rule);
        Assert.Equal("nothing-found", ThePolicy.Decide(Scores(spam: 0.49f), policy).Decisive.Rule);
    }

    [Fact]
    public void Equal_settings_have_equal_versions_and_others_have_others()
    {
        Assert.Equal(new PolicyOptions().Version, Off.Version);
        Assert.NotEqual(On.Version, Off.Version);
        Assert.NotEqual(new PolicyOptions { Hate = new Thresholds { Hold = 0.61 } }.Version, Off.Version);
    }

    private static Scores Scores(float spam = 0.1f, float toxicity = 0.1f, float hate = 0.1f) => new() { Spam = spam, Toxicity = toxicity, Hate = hate, Constructive = 0.5f };
}
