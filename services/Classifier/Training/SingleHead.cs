using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Contracts;

namespace Moderation.Classifier.Training;

/// <summary>A model of one yes-or-no question, for measurements: one head, without calibration.</summary>
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
        var head = new LabelHead(ScoreLabels.Of(ScoreLabel.Toxicity).Name, trained.Bias, -1, 0);
        return new ClassifierModel(new ModelHeader("single", settings, [head], []), [.. trained.Weights]);
    }
}
