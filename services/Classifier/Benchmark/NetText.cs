namespace Moderation.Classifier.Benchmark;

/// <summary>
/// A text as the net reads it: a list of words, each the slots of itself and of its parts of two to four units.
/// </summary>
internal static class NetText
{
    /// <summary>Slots are 2 to the power of this many.</summary>
    public const int SlotBits = 17;

    private const int MostWords = 80;
    private const int MostTitleWords = 15;
    private const int MostWordUnits = 20;
    private const uint TitleSalt = 77;

    /// <summary>Title words come first, in slots of their own, and a border behind them. Never empty.</summary>
    public static int[][] Of(ReadText text)
    {
        var words = new List<int[]>();
        foreach (var word in text.TitleWords.Take(MostTitleWords))
            words.Add(Slots(word, TitleSalt));
        words.Add([0]);
        foreach (var word in text.Words.Take(MostWords))
            words.Add(Slots(word, salt: 0));
        return [.. words];
    }

    private static int[] Slots(string word, uint salt)
    {
        var slots = new List<int> { Slot(word, salt + 1) };
        var bordered = $"<{word[..Math.Min(word.Length, MostWordUnits)]}>";
        for (var length = 2; length <= 4; length++)
        {
            for (var start = 0; start + length <= bordered.Length; start++)
                slots.Add(Slot(bordered.AsSpan(start, length), salt + 2));
        }

        return [.. slots];
    }

    private static int Slot(ReadOnlySpan<char> units, uint salt) =>
        (int)(TextBlocks.Mix(TextBlocks.Hash(units) + (salt * 0x9E3779B1)) >> (32 - SlotBits));
}
