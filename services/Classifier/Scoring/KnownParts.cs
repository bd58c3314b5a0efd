using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Moderation.Classifier.Features;

namespace Moderation.Classifier.Scoring;

/// <summary>What the parts of a word add up to.</summary>
/// <param name="Labels">The weights of a group of heads.</param>
/// <param name="Offence">The weights of the head that tells which words offend; 0 without one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartSum(Vector256<float> Labels, float Offence);

/// <summary>
/// The sums of the parts of words that were met before: most words of a comment are among a few thousand, and a word has dozens
/// of parts. A word is summed in the same way whether it is known or not, so that no score hangs on what came before it. One a
/// thread.
/// </summary>
/// <param name="weights">Of a group of heads.</param>
/// <param name="wordWeights">Of the head that tells which words offend, if the model has it.</param>
internal sealed class KnownParts(float[] weights, float[]? wordWeights)
{
    /// <summary>So many words of a block are kept; then all are forgotten: nobody is to fill the memory with new ones.</summary>
    private const int MostWords = 8192;

    /// <summary>Longer ones are seldom met twice.</summary>
    private const int MostUnits = 16;

    /// <summary>By block of features.</summary>
    private readonly Dictionary<string, PartSum>?[] _words = new Dictionary<string, PartSum>?[Featurizer.Blocks];

    public PartSum Of(WordParts parts)
    {
        if (parts.Units.Length > MostUnits)
            return Sum(parts);
        var words = _words[parts.Block] ??= new Dictionary<string, PartSum>(StringComparer.Ordinal);
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (known.TryGetValue(parts.Units, out var sum))
            return sum;
        if (words.Count == MostWords)
            words.Clear();
        return known[parts.Units] = Sum(parts);
    }

    private PartSum Sum(WordParts parts)
    {
        Span<int> slots = stackalloc int[WordParts.Most];
        var (labels, offence) = (Vector256<float>.Zero, 0f);
        foreach (var slot in slots[..parts.Read(slots)])
        {
            labels += WeightedSum.At(weights, slot);
            offence += wordWeights is null ? 0 : wordWeights[slot];
        }

        return new PartSum(labels, offence);
    }
}
