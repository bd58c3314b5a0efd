namespace Moderation.Classifier.Evaluation;

/// <summary>How often each class was decided for each true class.</summary>
internal sealed class Confusion(int classes)
{
    private readonly int[] _counts = new int[classes * classes];

    public int this[int truth, int decided] => _counts[(truth * classes) + decided];

    public void Add(int truth, int decided, int times = 1) => _counts[(truth * classes) + decided] += times;

    public double Accuracy
    {
        get
        {
            var hits = 0;
            for (var c = 0; c < classes; c++)
                hits += this[c, c];
            return Share(hits, _counts.Sum());
        }
    }

    /// <summary>The mean of all classes' F1, however rare they are.</summary>
    public double MacroF1
    {
        get
        {
            var sum = 0.0;
            for (var c = 0; c < classes; c++)
                sum += F1(c);
            return sum / classes;
        }
    }

    /// <summary>0 where nothing was decided.</summary>
    public double Precision(int c) => Share(this[c, c], Decided(c));

    /// <summary>0 where no row is of the class.</summary>
    public double Recall(int c) => Share(this[c, c], Rows(c));

    /// <summary>2 · hits / (decided + true); 0 for a class that neither occurs nor is decided, as in scikit-learn.</summary>
    public double F1(int c) => Share(2 * this[c, c], Decided(c) + Rows(c));

    public int Rows(int truth)
    {
        var sum = 0;
        for (var decided = 0; decided < classes; decided++)
            sum += this[truth, decided];
        return sum;
    }

    private int Decided(int c)
    {
        var sum = 0;
        for (var truth = 0; truth < classes; truth++)
            sum += this[truth, c];
        return sum;
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
