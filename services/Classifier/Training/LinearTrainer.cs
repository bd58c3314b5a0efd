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
    public PlattCalibrator Calibrate(IReadOnlyList<ScoredExample> scored) =>
        (
            (IPredictionTransformer<PlattCalibrator>)
                _ml.BinaryClassification.Calibrators.Platt().Fit(_ml.Data.LoadFromEnumerable(scored))
        ).Model;

    public IDataView View(IReadOnlyList<Example> examples)
    {
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, settings.Slots);
        return _ml.Data.LoadFromEnumerable(examples, schema);
    }

    public Example ToExample(FeatureVector vector, bool label, float weight)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new Example
        {
            Features = new VBuffer<float>(settings.Slots, vector.Slots.Length, vector.Values, vector.Slots),
            Label = label,
            Weight = weight,
        };
    }
}
