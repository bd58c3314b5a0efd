using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Moderation.Classifier.Training;

/// <summary>
/// How much each of several scores tells of a truth: logistic regression over the scores of rows that made none of them.
/// </summary>
internal static class ScoreMixture
{
    private sealed class Scored
    {
        public float[] Scores { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }

    /// <param name="rows">Scores of each, as many in all, with the truth and how much the row counts.</param>
    /// <param name="l2">How strongly large shares are held back.</param>
    /// <param name="nonNegative">Whether no share is below zero.</param>
    /// <returns>The share of each score, and what is added; a weighted sum is then a log-odds.</returns>
    public static (float[] Shares, float Bias) Fit(
        IReadOnlyList<(float[] Scores, bool Truth, float Weight)> rows,
        float l2 = 1,
        bool nonNegative = false
    )
    {
        var ml = new MLContext(seed: 20261101);
        var schema = SchemaDefinition.Create(typeof(Scored));
        schema[nameof(Scored.Scores)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Scores.Length);
        var view = ml.Data.LoadFromEnumerable(
            rows.Select(row => new Scored
            {
                Scores = row.Scores,
                Label = row.Truth,
                Weight = row.Weight,
            })
                .ToList(),
            schema
        );
        var options = new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            FeatureColumnName = nameof(Scored.Scores),
            ExampleWeightColumnName = nameof(Scored.Weight),
            L1Regularization = 0,
            L2Regularization = l2,
            NumberOfThreads = 1,
            EnforceNonNegativity = nonNegative,
        };
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(options).Fit(view).Model.SubModel;
        return ([.. model.Weights], model.Bias);
    }
}
