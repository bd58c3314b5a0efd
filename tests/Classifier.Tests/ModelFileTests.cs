using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
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
            Assert.Equal(trained.Score(comment.Input).Toxicity, stored.Score(comment.Input).Toxicity, 0.003);
            Assert.Equal(trained.Score(comment.Input).Spam, stored.Score(comment.Input).Spam, 0.003);
        }
    }

    [Fact]
    public void The_same_data_give_the_same_bytes() => Assert.Equal(Written, ModelFile.Write(SmallModel.Train()));

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
