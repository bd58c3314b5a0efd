namespace Moderation.Classifier.Features;

/// <summary>
/// The parts of a word that are features: two to five letters in a row, with a sign for its begin and one for its end. They hang
/// on the word alone, so that what is made of them can be kept from one comment to the next.
/// </summary>
/// <param name="block">The block of features that they belong to: with diacritics, or without.</param>
/// <param name="units">The word's letters; of a longer word the first <see cref="MostUnits"/> count.</param>
/// <param name="slotBits">As in <see cref="FeatureSettings.SlotBits"/>.</param>
public readonly ref struct WordParts(uint block, ReadOnlySpan<char> units, int slotBits)
{
    /// <summary>No word has more parts.</summary>
    public const int Most = (LongestPart - ShortestPart + 1) * (MostUnits + 2);

    private const int MostUnits = 40;
    private const int ShortestPart = 2;
    private const int LongestPart = 5;

    /// <summary>The block of features that they belong to.</summary>
    public uint Block => block;

    /// <summary>The letters that they are made of.</summary>
    public ReadOnlySpan<char> Units { get; } = units[..Math.Min(units.Length, MostUnits)];

    /// <summary>Writes the slot of each.</summary>
    /// <param name="slots">Room for <see cref="Most"/>.</param>
    /// <returns>How many there are.</returns>
    public int Read(Span<int> slots)
    {
        Span<char> padded = stackalloc char[MostUnits + 2];
        padded[0] = '<';
        Units.CopyTo(padded[1..]);
        padded[Units.Length + 1] = '>';
        var (length, count) = (Units.Length + 2, 0);
        for (var start = 0; start + ShortestPart <= length; start++)
        {
            var hash = FeatureHash.Start(block);
            for (var part = 1; part <= LongestPart && start + part <= length; part++)
            {
                hash = FeatureHash.Append(hash, padded[start + part - 1]);
                if (part >= ShortestPart)
                    slots[count++] = (int)(FeatureHash.Finish(hash) >> (32 - slotBits));
            }
        }

        return count;
    }

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var part = ShortestPart; part <= LongestPart; part++)
                count += Math.Max(0, Units.Length + 2 - part + 1);
            return count;
        }
    }
}
