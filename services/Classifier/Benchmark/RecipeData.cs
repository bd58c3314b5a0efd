using Moderation.Classifier.Features;

namespace Moderation.Classifier.Benchmark;

/// <summary>
/// Texts ready for all learners. A text's fold follows from what it says, so that the same text never stands on both sides.
/// </summary>
internal sealed class RecipeData
{
    public const int Folds = 5;

    // One profile alone reads the texts this way.
    private readonly Lazy<SparseText[]> _served;

    public RecipeData(IReadOnlyList<BenchmarkText> texts, IReadOnlyList<string> classNames)
    {
        var read = ReadText.ReadAll(texts);
        Classes = [.. texts.Select(text => IndexOf(classNames, text.Class))];
        Keys = [.. read.Select(text => text.Key)];
        FoldOf = [.. Keys.Select(key => (int)(FeatureHash.Finish(FeatureHash.Of(0, key)) % Folds))];
        Blocks = [.. read.Select(TextBlocks.Of)];
        Numbers = [.. read.Select(text => text.Numbers)];
        NetTexts = [.. read.Select(NetText.Of)];
        _served = new Lazy<SparseText[]>(() => ReadServed(texts));
    }

    /// <summary>As the shipped models are trained.</summary>
    public static FeatureSettings ServedFeatures { get; } = new() { SlotBits = 18 };

    public int Count => Classes.Length;

    /// <summary>By row, from 0.</summary>
    public int[] Classes { get; }

    public string[] Keys { get; }

    public int[] FoldOf { get; }

    public uint[][][] Blocks { get; }

    public float[][] Numbers { get; }

    public int[][][] NetTexts { get; }

    /// <summary>As the service reads them.</summary>
    public SparseText[] Served => _served.Value;

    /// <summary>The rows outside of a fold; all rows for fold -1.</summary>
    public int[] Outside(int fold) => [.. Enumerable.Range(0, Count).Where(row => FoldOf[row] != fold)];

    /// <summary>The rows of a fold; none for fold -1.</summary>
    public int[] Inside(int fold) => [.. Enumerable.Range(0, Count).Where(row => FoldOf[row] == fold)];

    private static SparseText[] ReadServed(IReadOnlyList<BenchmarkText> texts)
    {
        var featurizer = new Featurizer(ServedFeatures);
        return
        [
            .. texts
                .Select(text => FeatureVector.Of(featurizer, new CommentInput("", text.Text, text.Title)))
                .Select(vector => new SparseText(vector.Slots, vector.Values)),
        ];
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        }

        throw new InvalidDataException($"No training text is of the class \"{name}\".");
    }
}
