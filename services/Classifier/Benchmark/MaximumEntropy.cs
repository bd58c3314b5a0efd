using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms;

namespace Moderation.Classifier.Benchmark;

/// <summary>The recipe's linear learner: multinomial logistic regression by L-BFGS, trained by ML.NET on one thread.</summary>
internal sealed class MaximumEntropy
{
    private readonly float[][] _weights;
    private readonly float[] _biases;

    private MaximumEntropy(float[][] weights, float[] biases) => (_weights, _biases) = (weights, biases);

    /// <param name="texts">Training texts.</param>
    /// <param name="classes">The class of each, from 0.</param>
    /// <param name="classWeights">What a text of each class counts.</param>
    /// <param name="columns">Length of the vectors.</param>
    /// <param name="l2">Strength of the regularisation.</param>
    public static MaximumEntropy Train(IReadOnlyList<SparseText> texts, IReadOnlyList<int> classes, float[] classWeights, int columns, float l2)
    {
        var ml = new MLContext(seed: 20261101);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        var examples = texts.Select((text, row) => new Example
        {
            Features = new VBuffer<float>(columns, text.Columns.Length, text.Values, text.Columns),
            Class = classes[row],
            Weight = classWeights[classes[row]],
        });
        var view = ml.Data.LoadFromEnumerable(examples.ToList(), schema);
        // Keys must be made by value: a key column made by hand misleads every trainer, and says nothing.
        var keyed = ml.Transforms.Conversion.MapValueToKey("Label", nameof(Example.Class), keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
            .Fit(view).Transform(view);
        var model = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            ExampleWeightColumnName = nameof(Example.Weight),
            L1Regularization = 0,
            L2Regularization = l2,
            NumberOfThreads = 1,
            HistorySize = 8,
            MaximumNumberOfIterations = 100,
            OptimizationTolerance = 1e-4f,
        }).Fit(keyed).Model;
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out _);
        return new MaximumEntropy([.. weights.Select(w => w.DenseValues().ToArray())], [.. model.GetBiases()]);
    }

    /// <returns>Natural logarithms of the classes' probabilities.</returns>
    public float[] LogProbabilities(SparseText text)
    {
        var scores = _biases.ToArray();
        for (var c = 0; c < scores.Length; c++)
        {
            for (var i = 0; i < text.Columns.Length; i++)
                scores[c] += _weights[c][text.Columns[i]] * text.Values[i];
        }

        Softmax.ToLogProbabilities(scores);
        return scores;
    }

    private sealed class Example
    {
        public VBuffer<float> Features { get; set; }

        public int Class { get; set; }

        public float Weight { get; set; }
    }
}
