using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Moderation.Classifier.Training;

/// <summary>
/// How much the head of each domain counts for a label. A mixture of linear heads over the same features is a linear head again,
/// so that scoring costs the same for one domain as for many.
/// </summary>
internal static class DomainMixture
{
    private sealed class Scored
    {
        public float[] Scores { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }

    /// <summary>
    /// Logistic regression over the heads' scores of rows that they had not seen, with no share below zero:
    /// a head may be of no use elsewhere, but what offends in one domain does not excuse in another.
    /// </summary>
    public static float[] Fit(IReadOnlyList<(float[] Scores, bool Truth, float Weight)> held, int domains)
    {
        if (domains == 1)
            return [1];
        var ml = new MLContext(seed: 20261101);
        var schema = SchemaDefinition.Create(typeof(Scored));
        schema[nameof(Scored.Scores)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, domains);
        var view = ml.Data.LoadFromEnumerable(
            held.Select(row => new Scored
            {
                Scores = row.Scores,
                Label = row.Truth,
                Weight = row.Weight,
            })
                .ToList(),
            schema
        );
        var model = ml
            .BinaryClassification.Trainers.LbfgsLogisticRegression(
                new LbfgsLogisticRegressionBinaryTrainer.Options
                {
                    FeatureColumnName = nameof(Scored.Scores),
                    ExampleWeightColumnName = nameof(Scored.Weight),
                    L1Regularization = 0,
                    L2Regularization = 0.01f,
                    NumberOfThreads = 1,
                    EnforceNonNegativity = true,
                }
            )
            .Fit(view)
            .Model.SubModel;
        return model.Weights.Any(share => share > 0) ? [.. model.Weights] : [.. Enumerable.Repeat(1f / domains, domains)];
    }
}
