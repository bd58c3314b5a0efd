using System.Globalization;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Learning;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests.Learning;

/// <summary>A newsroom that rejects what names the weather: no model knows that but from its decisions.</summary>
public class LearningTests
{
    internal static LearnedModel Learned => Lazy.Value;

    private static readonly Lazy<LearnedModel> Lazy = new(() => Learn(Newsroom.Decisions()));

    [Fact]
    public void What_this_newsroom_rejects_is_learned_and_calibrated_and_the_other_scores_stay()
    {
        var learned = Lazy.Value;
        using var scorer = new CommentScorer(learned.Model);
        using var shipped = new CommentScorer(SmallModel.Shared);
        var unseen = Newsroom.Unseen();
        var rated = unseen.Select(d => (scorer.Rate(d.Input).Rejection!.Value, d.Rejected)).ToList();

        Assert.InRange(Measures.Of(rated).RocAuc, 0.9, 1);
        Assert.InRange(Measures.Of(rated).CalibrationError, 0, 0.1);
        Assert.All(unseen.Take(50), d => Assert.Equal(shipped.Score(d.Input), scorer.Score(d.Input)));
        Assert.Equal("thử-1", learned.Model.Header.Name);
        var source = learned.Model.Header.TrainedOn[^1];
        Assert.Equal(("decisions", Newsroom.Count), (source.File, source.Rows));
        Assert.Equal(Newsroom.Count, learned.Decisions.Approved + learned.Decisions.Rejected);
        Assert.True(learned.Figures.Gain.Low > 0, $"{learned.Figures}");
        Assert.InRange(learned.Figures.Auc.Value, learned.Figures.Auc.Low, learned.Figures.Auc.High);
    }

    [Fact]
    public void The_file_reads_back_with_its_rejection_and_learning_twice_gives_the_same_bytes()
    {
        var file = ModelFile.Write(Lazy.Value.Model);
        var read = ModelFile.Read(file);
        Assert.Empty(read.Header.Unknown);
        using var scorer = new CommentScorer(read);
        var input = new CommentInput("", "Trời hôm nay mưa to quá", "");
        Assert.InRange(scorer.Rate(input).Rejection!.Value, 0.5f, 1);
        Assert.Equal(scorer.Rate(input).Rejection, scorer.Explain(input).Rejection);
        Assert.Equal(scorer.Rate(input).Rejection, scorer.Judge(Text("Trời hôm nay mưa to quá"), "").Rejection);
        var (scores, rejection) = scorer.Rate(Text("Đồ ngu"), "");
        Assert.Equal(scorer.Judge(Text("Đồ ngu"), "").Scores, scores);
        Assert.Equal(scorer.Judge(Text("Đồ ngu"), "").Rejection, rejection);
        Assert.Equal(file, ModelFile.Write(Learn(Newsroom.Decisions()).Model));
    }

    [Fact]
    public void A_label_learns_from_the_reason_of_its_rejections_alone()
    {
        var decisions = Newsroom
            .Decisions()
            .Select(d => d.Rejected ? d with { Reason = RejectReason.Spam } : d)
            .ToList();
        using var learned = new CommentScorer(Learn(decisions).Model);
        using var shipped = new CommentScorer(SmallModel.Shared);
        var unseen = Newsroom.Unseen();
        double AucOf(CommentScorer scorer) =>
            Measures.Of([.. unseen.Select(d => (scorer.Score(d.Input)[ScoreLabel.Spam]!.Value, d.Rejected))]).RocAuc;

        Assert.True(AucOf(learned) > AucOf(shipped) + 0.1, $"{AucOf(learned)}, {AucOf(shipped)}");
        Assert.All(
            unseen.Take(50),
            d => Assert.Equal(shipped.Score(d.Input)[ScoreLabel.Toxicity], learned.Score(d.Input)[ScoreLabel.Toxicity])
        );
    }

    [Fact]
    public void A_label_learns_from_what_others_suggest_of_it_and_neither_the_other_labels_nor_the_rejection_do()
    {
        var decisions = Newsroom.Decisions();
        var suggestions = decisions
            .Select(d => new Suggestion(d.Input, ScoreLabel.Spam, d.Rejected, d.DecidedAt))
            .ToList();
        var taught = Learn(decisions, suggestions).Model;
        using var learned = new CommentScorer(taught);
        using var untaught = new CommentScorer(Lazy.Value.Model);
        var unseen = Newsroom.Unseen();
        double AucOf(CommentScorer scorer) =>
            Measures.Of([.. unseen.Select(d => (scorer.Score(d.Input)[ScoreLabel.Spam]!.Value, d.Rejected))]).RocAuc;

        Assert.True(AucOf(learned) > AucOf(untaught) + 0.1, $"{AucOf(learned)}, {AucOf(untaught)}");
        Assert.All(
            unseen.Take(50),
            d =>
            {
                Assert.Equal(untaught.Score(d.Input)[ScoreLabel.Toxicity], learned.Score(d.Input)[ScoreLabel.Toxicity]);
                Assert.Equal(untaught.Rate(d.Input).Rejection, learned.Rate(d.Input).Rejection);
            }
        );
        Assert.Equal(("feedback", suggestions.Count), (taught.Header.TrainedOn[^1].File, taught.Header.TrainedOn[^1].Rows));
    }

    [Theory]
    [InlineData(10, 5, "too-few-decisions")]
    [InlineData(0, 0, "too-few-decisions")]
    [InlineData(300, 0, "one-outcome")]
    [InlineData(0, 300, "one-outcome")]
    [InlineData(190, 19, "one-outcome")]
    public void Too_few_decisions_or_one_outcome_alone_is_refused_in_words(int approved, int rejected, string code)
    {
        var decisions = Newsroom.Decisions().ToLookup(d => d.Rejected);
        var refused = Assert.Throws<LearningRefusedException>(() =>
            Learn(
                [
                    .. decisions[false].Concat(decisions[false]).Take(approved),
                    .. decisions[true].Concat(decisions[true]).Take(rejected),
                ]
            )
        );
        Assert.Equal(code, refused.Code);
        Assert.Contains("needed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_decision_in_twenty_turned_round_costs_little()
    {
        var poisoned = Newsroom.Decisions().Select((d, at) => at % 20 == 7 ? d with { Rejected = !d.Rejected } : d).ToList();
        using var scorer = new CommentScorer(Learn(poisoned).Model);
        Assert.InRange(
            Measures.Of([.. Newsroom.Unseen().Select(d => (scorer.Rate(d.Input).Rejection!.Value, d.Rejected))]).RocAuc,
            0.85,
            1
        );
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"status\":\"pending\",\"content\":\"x\",\"decidedAt\":\"2026-11-01T00:00:00Z\"}", null)]
    [InlineData("{\"id\":\"a\",\"status\":\"rejected\",\"content\":\"x\"}", null)]
    [InlineData("{\"id\":\"a\",\"status\":\"approved\",\"content\":\"\",\"decidedAt\":\"2026-11-01T00:00:00Z\"}", null)]
    [InlineData("{\"id\":\"a\",\"status\":\"approved\",\"content\":\"x\",\"decidedAt\":\"2026-11-01T00:00:00Z\"}", "x")]
    [InlineData(
        "{\"status\":\"approved\",\"content\":\"x\",\"received\":{\"content\":\"y\"},\"decidedAt\":\"2026-11-01T00:00:00Z\"}",
        "y"
    )]
    public void A_line_of_an_archive_is_a_decision_if_it_was_decided(string line, string? content) =>
        Assert.Equal(content, DecidedComment.Parse(line, 1)?.Input.Content);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"status\":7}")]
    [InlineData("{\"status\":\"approved\",\"content\":\"x\",\"decidedAt\":\"hôm qua\"}")]
    public void A_line_that_cannot_be_read_is_named(string line)
    {
        var refused = Assert.Throws<InvalidDataException>(() => DecidedComment.Parse(line, 3));
        Assert.Contains("Line 3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("19:30", 0, "2026-11-29T19:35Z", null, 1)]
    [InlineData("19:30", 0, "2026-11-29T19:35Z", "2026-11-29T19:31Z", null)]
    [InlineData("19:30", 0, "2026-11-29T19:25Z", null, null)]
    [InlineData("23:50", 0, "2026-11-30T00:10Z", "2026-11-29T10:00Z", 1)]
    [InlineData("19:30", 500, "2026-11-29T12:00Z", "2026-11-29T10:00Z", 500)]
    [InlineData(null, 0, "2026-11-29T12:00Z", null, null)]
    public void It_learns_by_itself_at_its_time_of_day_or_after_so_many_decisions(
        string? at,
        int after,
        string now,
        string? last,
        int? expected
    )
    {
        var culture = CultureInfo.InvariantCulture;
        Assert.Equal(
            expected,
            LearningTimes.Wanted(
                at is null ? null : TimeOnly.Parse(at, culture),
                after,
                DateTimeOffset.Parse(now, culture),
                last is null ? null : DateTimeOffset.Parse(last, culture)
            )
        );
    }

    private static CommentText Text(string content) =>
        new()
        {
            Name = "Lan",
            Title = "",
            Content = content,
        };

    private static LearnedModel Learn(
        IReadOnlyList<DecidedComment> decisions,
        IReadOnlyList<Suggestion>? suggestions = null
    ) =>
        new DecisionLearner(SmallModel.Shared, TimeSpan.FromDays(180))
            .Learn("thử-1", decisions, suggestions ?? [], _ => { }, CancellationToken.None);
}
