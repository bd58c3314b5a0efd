using Microsoft.ML.Data;
using Moderation.Classifier.Data;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;

namespace Moderation.Classifier.Training;

/// <summary>
/// Trains the head that tells which words offend, on comments in which people marked them: logistic regression over the features
/// that a word has a part in, the same slots as the labels' heads, so that it costs no second pass.
/// </summary>
public sealed class WordTraining(FeatureSettings settings, float l2 = WordTraining.UsualL2)
{
    /// <summary>The strength of regularisation; a usual value, not searched for.</summary>
    public const float UsualL2 = 1;

    /// <summary>The model with the head added.</summary>
    public ClassifierModel AddTo(ClassifierModel model, IReadOnlyList<MarkedComment> comments)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (head, weights) = Train(comments);
        return new ClassifierModel(model.Header with { Words = head }, model.Weights, weights);
    }

    public (WordHead Head, float[] Weights) Train(IReadOnlyList<MarkedComment> comments)
    {
        ArgumentNullException.ThrowIfNull(comments);
        var featurizer = new Featurizer(settings);
        var examples = comments.SelectMany(comment => Examples(featurizer, comment)).ToList();
        if (examples.TrueForAll(example => !example.Label))
            throw new InvalidDataException("No word is marked in the comments that mark words.");
        var trained = new LinearTrainer(settings).Train(examples, l2).Model.SubModel;
        return (new WordHead(trained.Bias, WordHead.UsualScoreShare, WordHead.UsualThreshold), [.. trained.Weights]);
    }

    private List<Example> Examples(Featurizer featurizer, MarkedComment comment)
    {
        var features = new WordFeatures();
        featurizer.Read(new CommentInput("", comment.Text, ""), ref features);
        var examples = new List<Example>(features.Words.Count);
        for (var word = 0; word < features.Words.Count; word++)
        {
            var (start, end) = featurizer.ToOriginal(featurizer.Words[word]);
            var slots = features.Words[word];
            examples.Add(
                new Example
                {
                    Features = new VBuffer<float>(settings.Slots, slots.Count, [.. slots.Values], [.. slots.Keys]),
                    Label = comment.Marks(start, end),
                    Weight = 1,
                }
            );
        }

        return examples;
    }
}
