using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Training;

/// <summary>A model of one yes-or-no question, for measurements: its head stands in the place of all four, without calibration.</summary>
public static class SingleHead
{
    public static ClassifierModel Train(
        FeatureSettings settings,
        IEnumerable<(CommentInput Input, bool Truth)> comments,
        float l2 = ModelTraining.UsualL2
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(comments);
        var (trainer, featurizer) = (new LinearTrainer(settings), new Featurizer(settings));
        var examples = comments
            .Select(comment => trainer.ToExample(FeatureVector.Of(featurizer, comment.Input), comment.Truth, 1))
            .ToList();
        var trained = trainer.Train(examples, l2).Model.SubModel;
        var heads = Enum.GetValues<ScoreLabel>().Select(label => new LabelHead(label, trained.Bias, -1, 0)).ToList();
        var weights = trained.Weights.SelectMany(weight => Enumerable.Repeat(weight, ClassifierModel.Heads)).ToArray();
        return new ClassifierModel(new ModelHeader("single", settings, heads, []), weights);
    }
}
