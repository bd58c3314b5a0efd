namespace Moderation.Classifier.Features;

/// <summary>The hash behind the slots. Part of the model's format: changing it makes every stored model meaningless.</summary>
internal static class FeatureHash
{
    private const uint Golden = 0x9E3779B1;

    public static uint Start(uint block) => block * 0x85EBCA6B;

    /// <summary>Digits are one: a phone number is known by its shape.</summary>
    public static uint Append(uint hash, char unit) =>
        (uint.RotateLeft(hash, 5) ^ (unit is >= '0' and <= '9' ? '0' : unit)) * Golden;

    public static uint Of(uint block, ReadOnlySpan<char> units)
    {
        var hash = Start(block);
        foreach (var unit in units)
            hash = Append(hash, unit);
        return hash;
    }

    public static uint Pair(uint left, uint right) => (uint.RotateLeft(left, 15) ^ right) * Golden + 1;

    public static uint Finish(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0xC2B2AE35;
        hash ^= hash >> 13;
        return hash * Golden;
    }
}
