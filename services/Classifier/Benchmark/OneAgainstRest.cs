using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Moderation.Classifier.Training;

namespace Moderation.Classifier.Benchmark;

/// <summary>
/// The recipe's linear learner: for each class a logistic regression against the others, by L-BFGS, trained by ML.NET on one
/// thread. Two classes need one. It did better on held-out folds than one multinomial regression, whose penalty falls on every
/// class anew, and is several times faster.
/// </summary>
internal sealed class OneAgainstRest
{
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private OneAgainstRest(float[][] weights, float[] biases) => (_weights, _biases) = (weights, biases);

    /// <param name="texts">Training texts.</param>
    /// <param name="classes">The class of each, from 0.</param>
    /// <param name="classWeights">What a text of each class counts.</param>
    /// <param name="columns">Length of the vectors.</param>
    /// <param name="l2">Strength of the regularisation.</param>
    public static OneAgainstRest Train(
        IReadOnlyList<SparseText> texts,
        IReadOnlyList<int> classes,
        float[] classWeights,
        int columns,
        float l2
    )
    {
        var (weights, biases) = (new float[classWeights.Length][], new float[classWeights.Length]);
        // The first of two classes is what the second is not: its score stays 0.
        weights[0] = [];
        for (var one = classWeights.Length == 2 ? 1 : 0; one < classWeights.Length; one++)
            (weights[one], biases[one]) = TrainOne(one, texts, classes, classWeights, columns, l2);
        return new OneAgainstRest(weights, biases);
    }

    /// <returns>Natural logarithms of shares that add up to 1: probabilities for two classes, for more of them a ranking that is
    /// near.</returns>
    public float[] LogProbabilities(SparseText text)
    {
        var scores = _biases.ToArray();
        for (var c = 0; c < scores.Length; c++)
        {
            if (_weights[c].Length == 0)
                continue;
            for (var i = 0; i < text.Columns.Length; i++)
                scores[c] += _weights[c][text.Columns[i]] * text.Values[i];
        }

        Softmax.ToLogProbabilities(scores);
        return scores;
    }

    private static (float[] Weights, float Bias) TrainOne(
        int one,
        IReadOnlyList<SparseText> texts,
        IReadOnlyList<int> classes,
        float[] classWeights,
        int columns,
        float l2
    )
    {
        var ml = new MLContext(seed: 20261101);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        var examples = texts.Select(
            (text, row) =>
                new Example
                {
                    Features = new VBuffer<float>(columns, text.Columns.Length, text.Values, text.Columns),
                    Label = classes[row] == one,
                    Weight = classWeights[classes[row]],
                }
        );
        var model = ml
            .BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    ExampleWeightColumnName = nameof(Example.Weight),
                    L1Regularization = 0,
                    L2Regularization = l2,
                    NumberOfThreads = 1,
                    HistorySize = 8,
                    MaximumNumberOfIterations = 100,
                    OptimizationTolerance = 1e-4f,
                }
            )
            .Fit(ml.Data.LoadFromEnumerable(examples.ToList(), schema))
            .Model.SubModel;
        return ([.. model.Weights], model.Bias);
    }
}
