using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Xunit;

namespace Moderation.Classifier.Tests;

public class ModelFileTests
{
    private static readonly byte[] Written = ModelFile.Write(SmallModel.Shared);

    [Fact]
    public void A_stored_model_scores_as_the_trained_one()
    {
        using var trained = new CommentScorer(SmallModel.Shared);
        using var stored = new CommentScorer(ModelFile.Read(Written));
        Assert.Equal(SmallModel.Name, stored.Model);
        foreach (var comment in SmallModel.Comments().Comments)
        {
            // Weights are stored in half precision.
            var (expected, scores) = (trained.Score(comment.Input), stored.Score(comment.Input));
            Assert.All(expected, score => Assert.Equal(score.Value, scores[score.Key]!.Value, 0.003));
        }
    }

    [Fact]
    public void The_same_data_give_the_same_bytes() => Assert.Equal(Written, ModelFile.Write(SmallModel.Train().Model));

    [Theory]
    [InlineData(0, "no model file")]
    [InlineData(8, "another version")]
    [InlineData(12, "does not match its SHA-256")]
    [InlineData(60, "does not match its SHA-256")]
    [InlineData(-1, "does not match its SHA-256")]
    public void A_model_with_a_changed_byte_is_refused(int at, string reason)
    {
        var changed = Written.ToArray();
        changed[at < 0 ? changed.Length + at : at] ^= 1;
        Assert.Contains(reason, Assert.Throws<ModelRefusedException>(() => ModelFile.Read(changed)).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(47)]
    [InlineData(1_000)]
    public void A_model_that_was_cut_off_is_refused(int length) =>
        Assert.Throws<ModelRefusedException>(() => ModelFile.Read(Written.AsSpan(0, length)));

    [Fact]
    public void A_model_may_have_heads_in_any_order_and_number()
    {
        using var scorer = new CommentScorer(SmallModel.Shared);
        using var fewer = new CommentScorer(WithHeads("toxicity", "spam"));
        using var more = new CommentScorer(WithHeads("constructive", "threat", "toxicity", "insult", "hate", "spam"));
        Assert.All(SmallModel.Comments().Comments.Take(50).Select(comment => comment.Input), input =>
        {
            var (scores, spans) = scorer.Explain(input);
            Assert.Equal(scores, more.Score(input));
            Assert.Equal(scores, more.Explain(input).Scores);
            Assert.Equal(spans.OrderBy(s => s.Label), more.Explain(input).Spans.OrderBy(s => s.Label));
            Assert.Equal([ScoreLabel.Spam, ScoreLabel.Toxicity], fewer.Score(input).Select(score => score.Key));
            Assert.Equal(scores[ScoreLabel.Spam], fewer.Score(input)[ScoreLabel.Spam]);
        });
    }

    [Fact]
    public void A_model_tells_its_labels_from_those_of_this_version()
    {
        var header = ModelFile.Read(ModelFile.Write(WithHeads("spam", "threat", "hate"))).Header;
        Assert.Superset(new HashSet<string>(["toxicity", "constructive"]), header.Missing.ToHashSet());
        Assert.DoesNotContain("spam", header.Missing);
        Assert.Equal(["threat"], header.Unknown);
        Assert.Empty(SmallModel.Shared.Header.Unknown);
    }

    [Theory]
    [InlineData("no head for any label", "threat", "insult")]
    [InlineData("more than 4 heads for one label", "spam", "spam", "toxicity", "spam", "spam", "spam")]
    public void A_model_whose_heads_make_no_sense_is_refused(string reason, params string[] labels) =>
        Assert.Contains(reason, Assert.Throws<ModelRefusedException>(() => WithHeads(labels)).Message);

    /// <summary>The small model with these heads in this order; those that it lacks say what its first one says.</summary>
    private static ClassifierModel WithHeads(params string[] labels)
    {
        var (header, count) = (SmallModel.Shared.Header, SmallModel.Shared.Header.Heads.Count);
        var places = labels.Select(label => Math.Max(0, header.Heads.ToList().FindIndex(head => head.Label == label))).ToArray();
        return new ClassifierModel(
            header with
            {
                Heads = [.. labels.Zip(places, (label, place) => header.Heads[place] with { Label = label })],
            },
            [
                .. Enumerable
                    .Range(0, header.Features.Slots)
                    .SelectMany(slot => places.Select(place => SmallModel.Shared.Weights[(slot * count) + place])),
            ]
        );
    }

    [Fact]
    public void A_missing_model_is_refused() =>
        Assert.Throws<ModelRefusedException>(() =>
            ModelFile.Load(Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.model"))
        );

    [Fact]
    public void A_model_of_other_features_is_refused()
    {
        var other = SmallModel.Shared.Header with
        {
            Features = SmallModel.Settings with { Revision = FeatureSettings.CurrentRevision + 1 },
        };
        Assert.Throws<ModelRefusedException>(() => new ClassifierModel(other, SmallModel.Shared.Weights));
    }
}
