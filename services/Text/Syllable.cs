namespace Moderation.Text;

/// <summary>How Vietnamese syllables are built, in lower case and composed letters.</summary>
internal static class Syllable
{
    /// <summary>The longest, <c>nghiêng</c>.</summary>
    public const int MostLetters = 7;

    private static readonly HashSet<string> Onsets =
    [
        .. " b c ch d đ f g gh gi h j k kh l m n ng ngh nh p ph qu r s t th tr v w x z".Split(' '),
    ];

    private static readonly HashSet<string> Rhymes = ReadRhymes(
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
            + "e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
            + "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc "
            + "oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi "
            + "uôm uôn uông uôt uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưng ưt ưu "
            + "ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
    );

    /// <summary>True for a syllable that can be written, with its marks or without them, with one tone at most.</summary>
    public static bool IsPossible(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > MostLetters)
            return false;
        Span<char> toneless = stackalloc char[MostLetters];
        var tones = 0;
        for (var i = 0; i < word.Length; i++)
        {
            toneless[i] = VietnameseLetters.Toneless(word[i]);
            tones += VietnameseLetters.ToneOf(word[i]) > 0 ? 1 : 0;
        }

        var onsets = Onsets.GetAlternateLookup<ReadOnlySpan<char>>();
        var rhymes = Rhymes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var onset = Math.Min(3, word.Length); tones <= 1 && onset >= 0; onset--)
        {
            if (onsets.Contains(toneless[..onset]) && rhymes.Contains(toneless[onset..word.Length]))
                return true;
        }

        return false;
    }

    /// <summary>Step 6: moves the one tone of a syllable to the vowel that carries it: <c>hoà</c> → <c>hòa</c>.</summary>
    public static void PlaceTone(Span<char> word)
    {
        if (word.Length is < 2 or > MostLetters)
            return;
        var toned = -1;
        for (var i = 0; i < word.Length; i++)
        {
            if (VietnameseLetters.ToneOf(word[i]) == 0)
                continue;
            // Two tones are no syllable.
            if (toned >= 0)
                return;
            toned = i;
        }

        if (toned < 0)
            return;
        var (start, end) = Vowels(word);
        if (end - start < 1 || word[end..].ContainsAnyVowel())
            return;
        var carrier = Carrier(word[start..end], closed: end < word.Length) + start;
        if (carrier == toned)
            return;
        var tone = VietnameseLetters.ToneOf(word[toned]);
        word[toned] = VietnameseLetters.Toneless(word[toned]);
        word[carrier] = VietnameseLetters.WithTone(word[carrier], tone);
    }

    /// <summary>
    /// The run of vowels after the onset; the <c>u</c> of <c>qu</c> and the <c>i</c> of <c>gi</c> before a vowel belong to the
    /// onset.
    /// </summary>
    private static (int Start, int End) Vowels(ReadOnlySpan<char> word)
    {
        var start = 0;
        while (start < word.Length && !VietnameseLetters.IsVowel(word[start]))
            start++;
        if (
            start == 1
            && start + 1 < word.Length
            && VietnameseLetters.IsVowel(word[start + 1])
            && (word[0], VietnameseLetters.Toneless(word[1])) is ('q', 'u') or ('g', 'i')
        )
        {
            start++;
        }

        var end = start;
        while (end < word.Length && VietnameseLetters.IsVowel(word[end]))
            end++;
        return (start, end);
    }

    private static int Carrier(ReadOnlySpan<char> vowels, bool closed)
    {
        for (var i = vowels.Length - 1; i >= 0; i--)
        {
            if (VietnameseLetters.HasQuality(vowels[i]))
                return i;
        }

        if (closed)
            return vowels.Length - 1;
        return vowels.Length > 2 ? 1 : 0;
    }

    private static bool ContainsAnyVowel(this Span<char> letters)
    {
        foreach (var letter in letters)
        {
            if (VietnameseLetters.IsVowel(letter))
                return true;
        }

        return false;
    }

    private static HashSet<string> ReadRhymes(string rhymes) =>
        [.. rhymes.Split(' ').SelectMany(rhyme => new[] { rhyme, string.Concat(rhyme.Select(VietnameseLetters.Unmarked)) })];
}
