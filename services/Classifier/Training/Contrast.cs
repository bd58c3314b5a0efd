namespace Moderation.Classifier.Training;

/// <summary>
/// How differently the rows of a label and all others use each feature: the logarithm of the ratio of their shares. A head that
/// learns on features scaled by it has to spend little weight on what tells both apart, and much on what chance does
/// (Wang and Manning, "Baselines and Bigrams", 2012). The scale goes into the head's weights: scoring knows nothing of it.
/// </summary>
internal sealed class Contrast
{
    /// <summary>Added to both kinds of rows, so that a feature of one row says little.</summary>
    private const float Smoothing = 0.02f;

    private readonly float[] _scale;

    private Contrast(float[] scale) => _scale = scale;

    /// <param name="slots">How many features there are.</param>
    /// <param name="hashed">How many of them are found or not; the numbers behind them are few, differ in size, and stay.</param>
    /// <param name="rows">The features of each row that are not 0, and whether it is of the label.</param>
    public static Contrast Of(int slots, int hashed, IReadOnlyCollection<(int[] Slots, float[] Values, bool Truth)> rows)
    {
        var sums = (Yes: new float[hashed], No: new float[hashed]);
        foreach (var (found, values, truth) in rows)
        {
            var sum = truth ? sums.Yes : sums.No;
            for (var i = 0; i < found.Length && found[i] < hashed; i++)
                sum[found[i]] += values[i];
        }

        var yes = 1 + rows.Count(row => row.Truth);
        var no = 1 + rows.Count(row => !row.Truth);
        var scale = new float[slots];
        Array.Fill(scale, 1);
        for (var slot = 0; slot < hashed; slot++)
            scale[slot] = MathF.Abs(MathF.Log((sums.Yes[slot] + Smoothing) / yes / ((sums.No[slot] + Smoothing) / no)));
        return new Contrast(scale);
    }

    /// <summary>The values of a row's features, scaled.</summary>
    public float[] Scale(int[] slots, float[] values) => [.. slots.Zip(values, (slot, value) => value * _scale[slot])];

    /// <summary>The weighted sum of a row's features, scaled.</summary>
    public float Sum(float[] weights, int[] slots, float[] values)
    {
        var sum = 0f;
        for (var i = 0; i < slots.Length; i++)
            sum += weights[slots[i]] * values[i] * _scale[slots[i]];
        return sum;
    }

    /// <summary>The square of the length of a row's features, scaled.</summary>
    public float Length(int[] slots, float[] values)
    {
        var sum = 0f;
        for (var i = 0; i < slots.Length; i++)
            sum += values[i] * _scale[slots[i]] * values[i] * _scale[slots[i]];
        return sum;
    }

    /// <summary>Adds a row's features, scaled, so many times to weights.</summary>
    public void Add(float[] weights, int[] slots, float[] values, float times)
    {
        for (var i = 0; i < slots.Length; i++)
            weights[slots[i]] += times * values[i] * _scale[slots[i]];
    }

    /// <summary>Weights over features as they come, of weights over scaled ones.</summary>
    public float[] Unscale(IEnumerable<float> weights) => [.. weights.Zip(_scale, (weight, scale) => weight * scale)];
}
