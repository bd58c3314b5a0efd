using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Training;

/// <summary>One example as ML.NET reads it.</summary>
public sealed class Example
{
    public VBuffer<float> Features { get; set; }

    public bool Label { get; set; }

    public float Weight { get; set; }
}

/// <summary>A raw score with its truth, for calibration.</summary>
public sealed class ScoredExample
{
    public float Score { get; set; }

    public bool Label { get; set; }

    public float Weight { get; set; }
}

/// <summary>
/// Trains and calibrates one binary head with ML.NET. One thread and a fixed seed: the same data give the same bytes.
/// </summary>
public sealed class LinearTrainer(FeatureSettings settings)
{
    private readonly MLContext _ml = new(seed: 20261101);

    /// <summary>
    /// Logistic regression by L-BFGS. The label stays Boolean: key types made by hand silently mislead every trainer.
    /// </summary>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> Train(
        IReadOnlyList<Example> examples,
        float l2
    )
    {
        var trainer = _ml.BinaryClassification.Trainers.LbfgsLogisticRegression(
            new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                ExampleWeightColumnName = nameof(Example.Weight),
                L1Regularization = 0,
                L2Regularization = l2,
                NumberOfThreads = 1,
                OptimizationTolerance = 1e-5f,
                MaximumNumberOfIterations = 80,
                ShowTrainingStatistics = false,
            }
        );
        return trainer.Fit(View(examples));
    }

    /// <summary>Platt's fit of probabilities to scores of examples that the head was not trained on.</summary>
    /// <param name="scored">The scores with their truth.</param>
    /// <param name="expected">The share of yes that is to be expected elsewhere; null if it is that of the examples.</param>
    public PlattCalibrator Calibrate(IReadOnlyCollection<(float Score, bool Truth)> scored, float? expected = null)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var actual = scored.Count(row => row.Truth) / (float)scored.Count;
        var (yes, no) = expected is { } share ? (share / actual, (1 - share) / (1 - actual)) : (1, 1);
        var examples = scored.Select(row => new ScoredExample
        {
            Score = row.Score,
            Label = row.Truth,
            Weight = row.Truth ? yes : no,
        });
        var calibrator = _ml.BinaryClassification.Calibrators.Platt(
            nameof(ScoredExample.Label),
            nameof(ScoredExample.Score),
            nameof(ScoredExample.Weight)
        );
        return ((IPredictionTransformer<PlattCalibrator>)calibrator.Fit(_ml.Data.LoadFromEnumerable(examples.ToList()))).Model;
    }

    public IDataView View(IReadOnlyList<Example> examples)
    {
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, settings.Slots);
        return _ml.Data.LoadFromEnumerable(examples, schema);
    }

    public Example ToExample(FeatureVector vector, bool label, float weight)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return ToExample(vector.Slots, vector.Values, label, weight);
    }

    /// <param name="slots">Of the features that are not 0, rising.</param>
    /// <param name="values">Of the same features.</param>
    /// <param name="label">What is to be learned.</param>
    /// <param name="weight">How much the example counts.</param>
    public Example ToExample(int[] slots, float[] values, bool label, float weight)
    {
        ArgumentNullException.ThrowIfNull(slots);
        return new Example
        {
            Features = new VBuffer<float>(settings.Slots, slots.Length, values, slots),
            Label = label,
            Weight = weight,
        };
    }
}
