using Microsoft.ML;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Classifier.Training;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

public class TrainingTests
{
    [Fact]
    public void The_single_pass_gives_what_the_trained_library_model_gives()
    {
        var comments = SmallModel.Comments().Comments;
        var trainer = new LinearTrainer(SmallModel.Settings);
        var featurizer = new Featurizer(SmallModel.Settings);
        var examples = comments
            .Select(c => trainer.ToExample(FeatureVector.Of(featurizer, c.Input), c.Is(ScoreLabel.Toxicity)!.Value, 1))
            .ToList();
        var trained = trainer.Train(examples, l2: 1);
        var expected = new MLContext()
            .Data.CreateEnumerable<Prediction>(trained.Transform(trainer.View(examples)), reuseRowObject: false)
            .ToList();

        var (linear, platt) = (trained.Model.SubModel, trained.Model.Calibrator);
        var heads = ScoreLabels
            .All.Select(row => new LabelHead(row.Name, linear.Bias, (float)platt.Slope, (float)platt.Offset))
            .ToList();
        var weights = linear.Weights.SelectMany(weight => Enumerable.Repeat(weight, heads.Count)).ToArray();
        using var scorer = new CommentScorer(
            new ClassifierModel(new ModelHeader("equal", SmallModel.Settings, heads, []), weights)
        );

        Assert.Equal(comments.Count, expected.Count);
        Assert.True(expected.Max(p => p.Probability) - expected.Min(p => p.Probability) > 0.2);
        for (var i = 0; i < comments.Count; i++)
        {
            Assert.Equal(expected[i].Probability, scorer.Score(comments[i].Input)[ScoreLabel.Toxicity]!.Value, 1e-5);
            Assert.Equal(expected[i].Probability, scorer.Explain(comments[i].Input).Scores[ScoreLabel.Hate]!.Value, 1e-5);
        }
    }

    [Fact]
    public void Training_learns_something_that_holds_on_unseen_comments()
    {
        var held = SmallModel.Trained.HeldOut;
        Assert.Equal([ScoreLabel.Spam, ScoreLabel.Toxicity, ScoreLabel.Hate, ScoreLabel.Constructive], held.Select(h => h.Label));
        Assert.All(held.Where(h => h.Label != ScoreLabel.Hate), h => Assert.InRange(h.Measures.RocAuc, 0.8, 1));
    }

    [Fact]
    public void Measures_are_those_of_the_textbook()
    {
        var measures = Measures.Of([(0.9f, true), (0.8f, false), (0.7f, true), (0.2f, false), (0.1f, true)]);
        Assert.Equal(2.0 / 3, measures.Precision, 1e-9);
        Assert.Equal(2.0 / 3, measures.Recall, 1e-9);
        Assert.Equal(2.0 / 3, measures.F1, 1e-9);
        Assert.Equal(((2.0 / 3) + 0.5) / 2, measures.MacroF1, 1e-9);
        Assert.Equal(3.0 / 6, measures.RocAuc, 1e-9);
        Assert.Equal((1 + (2.0 / 3) + (3.0 / 5)) / 3, measures.AveragePrecision, 1e-9);
        Assert.Equal((0.1 + 0.8 + 0.3 + 0.2 + 0.9) / 5, measures.CalibrationError, 1e-6);
    }

    [Fact]
    public void A_domain_of_contrary_labels_does_not_spoil_the_one_that_is_served()
    {
        var news = SmallModel.Comments();
        var contrary = news with
        {
            Name = "contrary",
            Domain = "contrary",
            Comments =
            [
                .. DataFile
                    .Read(SmallModel.AllComments)
                    .Comments.Where((_, line) => line % 4 == 1)
                    .Select(c => c with { Labels = Contrary(c.Labels) }),
            ],
        };
        var alone = SmallModel.Trained;
        var mixed = new ModelTraining(SmallModel.Settings).Train(SmallModel.Name, [news, contrary], () => { });
        static double Area(TrainedModel trained, ScoreLabel label) =>
            trained.HeldOut.First(h => h.Label == label).Measures.RocAuc;
        Assert.True(Area(mixed, ScoreLabel.Toxicity) > Area(alone, ScoreLabel.Toxicity) - 0.02);
        Assert.Equal(["news", "contrary"], mixed.Model.Header.TrainedOn.Select(source => source.Domain));
        Assert.Contains(mixed.Model.Header.Measured!, m =>
            m is { Label: "hate", File: "comments.vi.jsonl", CalibrationError: < 0.1 }
        );
    }

    [Fact]
    public void A_domain_that_says_one_thing_alone_teaches_it_to_the_others()
    {
        var news = SmallModel.Comments();
        var clean = new DataFile("clean.jsonl", 1, "prices", "", [
            .. Enumerable
                .Range(1, 300)
                .Select(price => new LabelledComment(
                    new CommentInput("", $"Chỗ tôi bán {price}.000 đồng một cân, gọi 0900{price:000000} mà hỏi", ""),
                    new Dictionary<ScoreLabel, bool> { [ScoreLabel.Spam] = false }
                )),
        ]);
        var told = new CommentInput("", "Chỗ tôi bán 777.000 đồng một cân, gọi 0900777777 mà hỏi", "");
        var both = new ModelTraining(SmallModel.Settings).Train("told", [news, clean], () => { }).Model;
        float SpamOf(ClassifierModel model)
        {
            using var scorer = new CommentScorer(model);
            return scorer.Score(told)[ScoreLabel.Spam]!.Value;
        }

        Assert.True(SpamOf(both) < SpamOf(SmallModel.Shared) / 5);
    }

    [Fact]
    public void Shares_fixed_by_hand_decide_how_much_each_domain_counts()
    {
        var news = SmallModel.Comments();
        var contrary = news with
        {
            Name = "contrary",
            Domain = "contrary",
            Comments = [.. news.Comments.Select(c => c with { Labels = Contrary(c.Labels) })],
        };
        double Area(float share) =>
            new ModelTraining(
                SmallModel.Settings,
                shares: new Dictionary<string, float>(StringComparer.Ordinal) { ["news"] = 1, ["contrary"] = share }
            )
                .Train(SmallModel.Name, [news, contrary], () => { })
                .HeldOut.First(h => h.Label == ScoreLabel.Toxicity)
                .Measures.RocAuc;
        Assert.InRange(Area(0), 0.8, 1);
        Assert.InRange(Area(1), 0, 0.7);
    }

    [Fact]
    public void A_head_beside_another_counts_where_it_finds_more()
    {
        var all = SmallModel.Comments();
        var news = all with { Comments = [.. all.Comments.Where((_, line) => line % 3 == 0)] };
        var mild = news with
        {
            Name = "mild",
            Domain = "mild",
            Comments = [.. news.Comments.Select(c => c with { Labels = Contrary(c.Labels) })],
        };
        var shares = new Dictionary<string, float>(StringComparer.Ordinal) { ["toxicity.news"] = 0, ["toxicity.mild"] = 1 };
        CommentScorer Train(params HeadBeside[] beside) =>
            new(
                new ModelTraining(SmallModel.Settings, shares: shares, beside: beside)
                    .Train("both", [mild, news], () => { })
                    .Model
            );

        using var alone = Train();
        using var news5 = Train(HeadBeside.Parse("toxicity@news=0.05:news=1"));
        using var both = Train(HeadBeside.Parse("toxicity@news:news=1"));
        var toxic = news.Comments.Where(comment => comment.Is(ScoreLabel.Toxicity) == true).Select(c => c.Input).ToList();
        float Mean(CommentScorer scorer) => toxic.Average(input => scorer.Score(input)[ScoreLabel.Toxicity]!.Value);
        Assert.True(Mean(alone) + 0.05 < Mean(news5));
        Assert.True(Mean(news5) + 0.05 < Mean(both));
        Assert.All(news.Comments, comment =>
        {
            Assert.True(both.Score(comment.Input)[ScoreLabel.Toxicity] >= alone.Score(comment.Input)[ScoreLabel.Toxicity]);
            Assert.Equal(alone.Score(comment.Input)[ScoreLabel.Spam], both.Score(comment.Input)[ScoreLabel.Spam]);
        });
        Assert.All(toxic.Take(20), input =>
        {
            var (scores, spans) = both.Explain(input);
            Assert.Equal(both.Score(input)[ScoreLabel.Toxicity], scores[ScoreLabel.Toxicity]);
            Assert.All(spans.Where(span => span.Label == ScoreLabel.Toxicity), span =>
                Assert.InRange(span.Remaining!.Value, 0, scores[ScoreLabel.Toxicity]!.Value)
            );
        });
    }

    [Fact]
    public void Probabilities_are_fitted_to_the_share_that_is_expected()
    {
        var comments = SmallModel.Comments();
        ClassifierModel Expecting(float share) =>
            new ModelTraining(SmallModel.Settings, expected: new Dictionary<ScoreLabel, float> { [ScoreLabel.Toxicity] = share })
                .Train(SmallModel.Name, [comments], () => { })
                .Model;
        float Mean(ClassifierModel model)
        {
            using var scorer = new CommentScorer(model);
            return comments.Comments.Average(comment => scorer.Score(comment.Input)[ScoreLabel.Toxicity]!.Value);
        }

        var usual = Mean(SmallModel.Shared);
        Assert.True(Mean(Expecting(0.05f)) < usual * 0.8);
        Assert.True(Mean(Expecting(0.7f)) > usual * 1.1);
    }

    [Fact]
    public async Task A_file_is_read_with_its_weight_its_domain_and_what_it_has_none_of()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("data").FullName, "film~1.jsonl");
        await File.WriteAllLinesAsync(
            path,
            ["""{"text":"dở","sentiment":-1}""", """{"text":"hay","sentiment":1,"spam":1}""", """{"text":"xem rồi"}"""],
            TestContext.Current.CancellationToken
        );
        var file = DataFile.Read(path + "=0.5@film~spam~hate");
        Assert.Equal(("film~1.jsonl", 0.5f, "film"), (file.Name, file.Weight, file.Domain));
        Assert.Equal([true, false, null], file.Comments.Select(comment => comment.Is(ScoreLabel.Toxicity)));
        Assert.Equal([false, true, false], file.Comments.Select(comment => comment.Is(ScoreLabel.Spam)));
        Assert.All(file.Comments, comment => Assert.False(comment.Is(ScoreLabel.Hate)));
        Assert.Null(file.Comments[0].Is(ScoreLabel.Constructive));
    }

    private static Dictionary<ScoreLabel, bool> Contrary(IReadOnlyDictionary<ScoreLabel, bool> labels) =>
        labels
            .Where(label => label.Key != ScoreLabel.Hate)
            .ToDictionary(label => label.Key, label => label.Key == ScoreLabel.Toxicity ? !label.Value : label.Value);

    [Fact]
    public void A_label_that_no_data_carry_gets_no_head()
    {
        var data = SmallModel.Comments();
        var known = data with
        {
            Comments =
            [
                .. data.Comments.Select(c => c with { Labels = c.Labels.Where(l => l.Key != ScoreLabel.Hate).ToDictionary() }),
            ],
        };
        var trained = new ModelTraining(SmallModel.Settings).Train(SmallModel.Name, [known], () => { });

        Assert.Equal(["spam", "toxicity", "constructive"], trained.Model.Header.Heads.Select(head => head.Label));
        Assert.Contains("hate", trained.Model.Header.Missing);
        using var scorer = new CommentScorer(trained.Model);
        Assert.Null(scorer.Score(data.Comments[0].Input)[ScoreLabel.Hate]);
    }

    [Fact]
    public void Tied_scores_count_half_and_are_decided_together()
    {
        var measures = Measures.Of([(0.6f, true), (0.6f, false), (0.6f, true), (0.3f, true), (0.3f, false)]);
        Assert.Equal((5, 3), (measures.Rows, measures.Positives));
        Assert.Equal(2.0 / 3, measures.Precision, 1e-9);
        // Of six pairs one is right and four are halves, but for the yes at 0.3 under the no at 0.6.
        Assert.Equal((2 + (3 * 0.5)) / 6, measures.RocAuc, 1e-9);
        Assert.Equal(((2 * (2.0 / 3)) + (3.0 / 5)) / 3, measures.AveragePrecision, 1e-9);
        Assert.Equal(((3 * Math.Abs(0.6 - (2.0 / 3))) + (2 * Math.Abs(0.3 - 0.5))) / 5, measures.CalibrationError, 1e-6);
    }

    [Fact]
    public void An_interval_narrows_with_more_rows_and_is_the_same_again()
    {
        static List<(float, bool)> Rows(int count) =>
            [.. Enumerable.Range(0, count).Select(row => (row % 10 < 7 ? 0.9f : 0.1f, row % 3 != 0))];
        var few = MeasureIntervals.Of(Rows(60)).Recall;
        var many = MeasureIntervals.Of(Rows(6_000)).Recall;
        Assert.Equal(few, MeasureIntervals.Of(Rows(60)).Recall);
        Assert.True(few.Low < 0.7 && 0.7 < few.High && few.High - few.Low < 0.5);
        // Of a share of 0.7 in 4,000 rows, 1.96 standard errors each way are 0.028 wide.
        Assert.Equal(0.028, many.High - many.Low, 0.006);
    }

    private sealed class Prediction
    {
        public float Probability { get; set; }
    }
}
