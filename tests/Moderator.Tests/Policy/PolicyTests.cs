using Moderation.Contracts;
using Moderation.Moderator.Bans;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Policy;
using Moderation.Text.Contacts;
using ThePolicy = Moderation.Moderator.Policy.Policy;

namespace Moderation.Moderator.Tests.Policy;

public sealed class PolicyTests
{
    private static readonly RuleSettings Off = new();
    private static readonly RuleSettings On = new() { AutomaticApproval = true, AutomaticRejection = true };

    [Fact]
    public void Without_scores_it_holds_as_not_scored_whatever_is_switched_on()
    {
        var verdict = ThePolicy.Decide(new Evidence(), On);

        Assert.Equal(Outcome.Hold, verdict.Outcome);
        Assert.Equal(CommentStatus.Unscored, verdict.Queue);
        Assert.Equal("not-scored", verdict.Decisive.Rule);
        Assert.Single(verdict.Findings);
    }

    [Theory]
    [InlineData(0f, 0f, 0.95f, "hate-over-reject-threshold", RejectReason.HateSpeech)]
    [InlineData(0f, 0.95f, 0f, "toxicity-over-reject-threshold", RejectReason.PersonalAttack)]
    [InlineData(0.95f, 0f, 0f, "spam-over-reject-threshold", RejectReason.Spam)]
    public void Over_a_rejecting_threshold_it_rejects_when_that_is_switched_on(
        float spam,
        float toxicity,
        float hate,
        string rule,
        RejectReason reason
    )
    {
        var verdict = ThePolicy.Decide(Scored(spam, toxicity, hate), On);

        Assert.Equal((Outcome.Reject, rule, reason), (verdict.Outcome, verdict.Decisive.Rule, verdict.Decisive.Reason));
    }

    [Fact]
    public void Over_a_rejecting_threshold_it_holds_and_shows_the_advice_while_that_is_switched_off()
    {
        var verdict = ThePolicy.Decide(Scored(toxicity: 0.95f), Off);

        Assert.Equal(Outcome.Hold, verdict.Outcome);
        Assert.Equal(Outcome.Reject, verdict.Decisive.Advice);
        Assert.Equal(CommentStatus.Suspect, verdict.Queue);
    }

    [Fact]
    public void Over_a_holding_threshold_it_holds_as_suspect_with_the_score_and_the_threshold()
    {
        var verdict = ThePolicy.Decide(Scored(toxicity: 0.7f), On);

        Assert.Equal((Outcome.Hold, CommentStatus.Suspect), (verdict.Outcome, verdict.Queue));
        Assert.Equal(
            (ScoreLabel.Toxicity, 0.7f, 0.6),
            (verdict.Decisive.Label, verdict.Decisive.Score, verdict.Decisive.Threshold)
        );
    }

    [Fact]
    public void The_first_rule_decides_and_all_that_match_are_kept_in_order()
    {
        var evidence = Scored(spam: 0.7f, toxicity: 0.95f, hate: 0.7f) with
        {
            Ban = new BanInForce(Guid.AllBitsSet, BanEffect.Mute, RejectReason.Spam),
            Terms = [Hit(ListKind.Suspect), Hit(ListKind.Banned)],
            Contacts = [new Contact(ContactKind.Link, CommentField.Content, 0, 9)],
            Duplicates = 2,
            AuthorComments = 11,
            ArticleComments = 301,
        };

        var verdict = ThePolicy.Decide(evidence, new RuleSettings { NewAuthorComments = 1 });

        Assert.Equal(
            [
                "banned-words",
                "muted-author",
                "suspect-words",
                "contacts-in-text",
                "near-duplicate",
                "author-flood",
                "article-flood",
                "new-author",
                "toxicity-over-reject-threshold",
                "hate-over-hold-threshold",
                "toxicity-over-hold-threshold",
                "spam-over-hold-threshold",
            ],
            verdict.Findings.Select(f => f.Rule)
        );
        Assert.Same(verdict.Findings[0], verdict.Decisive);
    }

    [Fact]
    public void Without_a_finding_it_holds_until_automatic_approval_is_switched_on()
    {
        Assert.Equal(Outcome.Hold, ThePolicy.Decide(Scored(), Off).Outcome);
        Assert.Equal(CommentStatus.Pending, ThePolicy.Decide(Scored(), Off).Queue);
        Assert.Equal(Outcome.Approve, ThePolicy.Decide(Scored(), On).Outcome);
    }

    [Fact]
    public void A_score_that_reaches_the_threshold_counts_and_one_below_does_not()
    {
        var rules = new RuleSettings
        {
            Thresholds =
            {
                [ScoreLabel.Spam] = new Thresholds { Hold = 0.5, Reject = 0.75 },
            },
        };

        Assert.Equal("spam-over-hold-threshold", ThePolicy.Decide(Scored(spam: 0.5f), rules).Decisive.Rule);
        Assert.Equal("spam-over-reject-threshold", ThePolicy.Decide(Scored(spam: 0.75f), rules).Decisive.Rule);
        Assert.Equal("nothing-found", ThePolicy.Decide(Scored(spam: 0.49f), rules).Decisive.Rule);
    }

    [Fact]
    public void A_banned_author_and_a_banned_word_are_rejected_only_when_that_is_switched_on()
    {
        var banned = Scored() with { Ban = new BanInForce(Guid.AllBitsSet, BanEffect.Ban, RejectReason.Spam) };
        var obscene = Scored() with { Terms = [Hit(ListKind.Banned)] };

        Assert.Equal(
            (Outcome.Reject, RejectReason.Spam),
            (ThePolicy.Decide(banned, On).Outcome, ThePolicy.Decide(banned, On).Decisive.Reason)
        );
        Assert.Equal(Outcome.Reject, ThePolicy.Decide(obscene, On).Outcome);
        Assert.All([banned, obscene], evidence =>
            Assert.Equal(
                (Outcome.Hold, Outcome.Reject),
                (ThePolicy.Decide(evidence, Off).Outcome, ThePolicy.Decide(evidence, Off).Decisive.Advice)
            )
        );
    }

    [Fact]
    public void A_banned_word_without_its_diacritics_holds_and_never_rejects()
    {
        var verdict = ThePolicy.Decide(Scored() with { Terms = [Hit(ListKind.Banned) with { Weak = true }] }, On);

        Assert.Equal(
            (Outcome.Hold, Outcome.Hold, "suspect-words"),
            (verdict.Outcome, verdict.Decisive.Advice, verdict.Decisive.Rule)
        );
    }

    [Fact]
    public void Kinds_of_contacts_hold_as_the_settings_say()
    {
        var evidence = Scored() with
        {
            Contacts =
            [
                new Contact(ContactKind.Link, CommentField.Content, 3, 9),
                new Contact(ContactKind.Phone, CommentField.Content, 12, 22),
            ],
        };

        var verdict = ThePolicy.Decide(evidence, On with { Contacts = new ContactSettings { Links = false } });

        Assert.Equal(new FoundSpan(CommentField.Content, 12, 22, "phone"), Assert.Single(verdict.Decisive.Spans!));
        Assert.Equal(
            Outcome.Approve,
            ThePolicy
                .Decide(
                    evidence,
                    On with
                    {
                        Contacts = new ContactSettings { Links = false, Phones = false },
                    }
                )
                .Outcome
        );
    }

    [Fact]
    public void A_flood_begins_behind_its_limit_and_a_rule_that_is_off_finds_none()
    {
        var rules = On with { AuthorFlood = new FloodSettings { Comments = 3 } };

        Assert.Equal(Outcome.Approve, ThePolicy.Decide(Scored() with { AuthorComments = 3 }, rules).Outcome);
        Assert.Equal(
            (4, 3),
            (
                ThePolicy.Decide(Scored() with { AuthorComments = 4 }, rules).Decisive.Count,
                ThePolicy.Decide(Scored() with { AuthorComments = 4 }, rules).Decisive.Limit
            )
        );
        Assert.Equal(
            Outcome.Approve,
            ThePolicy
                .Decide(
                    Scored() with
                    {
                        AuthorComments = 4,
                    },
                    rules with
                    {
                        AuthorFlood = new FloodSettings { Enabled = false, Comments = 3 },
                    }
                )
                .Outcome
        );
    }

    [Fact]
    public void A_new_author_waits_without_suspicion_unless_something_else_is_found()
    {
        var rules = On with { NewAuthorComments = 2 };

        Assert.Equal(CommentStatus.Pending, ThePolicy.Decide(Scored() with { AuthorApproved = 1 }, rules).Queue);
        Assert.Equal(CommentStatus.Suspect, ThePolicy.Decide(Scored(toxicity: 0.7f) with { AuthorApproved = 1 }, rules).Queue);
        Assert.Equal(CommentStatus.Unscored, ThePolicy.Decide(new Evidence(), rules).Queue);
        Assert.Equal(Outcome.Approve, ThePolicy.Decide(Scored() with { AuthorApproved = 2 }, rules).Outcome);
    }

    [Fact]
    public void A_comment_in_another_language_is_held_whatever_its_scores_unless_that_is_switched_off()
    {
        var foreign = Scored(toxicity: 0.99f) with { IsForeign = true };

        Assert.Equal(["other-language"], ThePolicy.Decide(foreign, On).Findings.Select(f => f.Rule));
        Assert.Equal(
            ["other-language", "not-scored"],
            ThePolicy.Decide(foreign with { Scores = null }, On).Findings.Select(f => f.Rule)
        );
        var off = On with { OtherLanguage = new LanguageSettings { Enabled = false } };
        Assert.Equal("toxicity-over-reject-threshold", ThePolicy.Decide(foreign, off).Decisive.Rule);
        Assert.Equal("nothing-found", ThePolicy.Decide(Scored(), On).Decisive.Rule);
    }

    [Fact]
    public void An_articles_switch_goes_before_its_sections_and_that_before_the_general_one()
    {
        var settings = new PolicySettings
        {
            AutomaticApproval = true,
            Thresholds =
            {
                [ScoreLabel.Hate] = new Thresholds { Hold = 0.3, Reject = 0.8 },
            },
            Sections =
            {
                ["Thể thao"] = new SectionSettings
                {
                    AutomaticApproval = false,
                    Thresholds = new()
                    {
                        [ScoreLabel.Spam] = new Thresholds { Hold = 0.4, Reject = 0.5 },
                    },
                },
            },
            Articles = { ["chung-ket"] = new ArticleSettings { AutomaticApproval = true } },
        };

        Assert.True(settings.For("Thời sự", "a").AutomaticApproval);
        Assert.False(settings.For("Thể thao", "a").AutomaticApproval);
        Assert.True(settings.For("Thể thao", "chung-ket").AutomaticApproval);
        var thresholds = settings.For("Thể thao", "a").Thresholds;
        Assert.Equal((0.4, 0.3), (thresholds[ScoreLabel.Spam].Hold, thresholds[ScoreLabel.Hate].Hold));
    }

    [Fact]
    public void A_label_without_a_score_is_not_minded()
    {
        var evidence = new Evidence { Scores = new Scores((ScoreLabel.Toxicity, 0.1f)) };

        Assert.Equal("nothing-found", ThePolicy.Decide(evidence, On).Decisive.Rule);
        Assert.Equal(
            "toxicity-over-reject-threshold",
            ThePolicy.Decide(evidence with { Scores = new Scores((ScoreLabel.Toxicity, 0.95f)) }, On).Decisive.Rule
        );
    }

    private static TermHit Hit(ListKind kind) => new(kind, "từ", CommentField.Content, 0, 2, Weak: false);

    private static Evidence Scored(float spam = 0.1f, float toxicity = 0.1f, float hate = 0.1f) =>
        new()
        {
            Scores = new Scores(
                (ScoreLabel.Spam, spam),
                (ScoreLabel.Toxicity, toxicity),
                (ScoreLabel.Hate, hate),
                (ScoreLabel.Constructive, 0.5f)
            ),
        };
}
