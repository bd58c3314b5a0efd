using System.Numerics;
using System.Runtime.InteropServices;

namespace Moderation.Moderator.Policy;

/// <summary>
/// 128 bits that differ little when features do (Charikar, STOC 2002): what is far apart need not be compared word by word. Of
/// texts that have nothing in common half the bits differ, and one in 100,000 pairs is as near as near-duplicates are.
/// </summary>
/// <param name="First">64 bits.</param>
/// <param name="Second">64 more; null of what an earlier release wrote down.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SimHash(ulong First, ulong? Second)
{
    private const int Halves = 2;

    /// <summary>From a half to the other each feature has other bits.</summary>
    private const ulong Other = 0xA0761D6478BD642F;

    /// <param name="features">Hashes of which every bit is as good as any other.</param>
    public static SimHash Of(IEnumerable<ulong> features)
    {
        Span<int> first = stackalloc int[64];
        Span<int> second = stackalloc int[64];
        foreach (var feature in features)
        {
            Weigh(first, feature);
            Weigh(second, Mixed(feature ^ Other));
        }

        return new SimHash(Signs(first), Signs(second));
    }

    /// <summary>In how many of 128 bits they differ; where 64 of one are known, twice as many as of those.</summary>
    public int DistanceTo(SimHash other)
    {
        var first = BitOperations.PopCount(First ^ other.First);
        return first + (Second is { } mine && other.Second is { } others ? BitOperations.PopCount(mine ^ others) : first);
    }

    /// <param name="other">Of another text.</param>
    /// <param name="distance">In how many of 64 bits, on average, they may differ.</param>
    public bool IsNear(SimHash other, int distance) => DistanceTo(other) <= Halves * distance;

    /// <summary>The finaliser of SplitMix64, which gives every bit its share.</summary>
    internal static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }

    private static void Weigh(Span<int> balance, ulong feature)
    {
        for (var bit = 0; bit < 64; bit++)
            balance[bit] += (feature & (1UL << bit)) != 0 ? 1 : -1;
    }

    private static ulong Signs(ReadOnlySpan<int> balance)
    {
        var hash = 0UL;
        for (var bit = 0; bit < 64; bit++)
            hash |= balance[bit] > 0 ? 1UL << bit : 0;
        return hash;
    }
}
