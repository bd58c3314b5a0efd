using System.Globalization;
using System.Text;

namespace Moderation.Classifier.Evasion;

/// <summary>The ways in which people hide words from filters.</summary>
public enum DisguiseKind
{
    Undiacritised,
    Separators,
    LookAlikes,
    ZeroWidth,
    Lengthening,
    Typos,
    InsertedSpaces,
    Teencode,
    Decomposed,
    Case,
    Glued,
    BrokenPhones,
}

/// <summary>
/// Disguises a share of a text's words in one way, for measuring only: training has a generator of its own with other signs and
/// habits, or the figures would show what was learned by heart. The same text, kind, level and seed give the same disguise.
/// </summary>
public static class Disguise
{
    private const string Separators = ".-_*·~";
    private const string ZeroWidth = "\u200B\u200C\u2060\u00AD\uFEFF";

    private static readonly Dictionary<char, string> LookAlikes = new()
    {
        ['a'] = "аɑ@",
        ['b'] = "ЬƄ",
        ['c'] = "сϲ",
        ['d'] = "ԁ",
        ['e'] = "еҽ3",
        ['g'] = "ɡ9",
        ['h'] = "һ",
        ['i'] = "іı1",
        ['k'] = "κ",
        ['l'] = "ӏ1",
        ['m'] = "ⅿ",
        ['n'] = "ո",
        ['o'] = "оο0",
        ['p'] = "рρ",
        ['q'] = "ԛ",
        ['r'] = "г",
        ['s'] = "ѕ5",
        ['t'] = "т7",
        ['u'] = "υս",
        ['v'] = "ѵ",
        ['x'] = "х",
        ['y'] = "у",
    };

    /// <summary>Letters that lie side by side on the keyboard.</summary>
    private static readonly string[] KeyRows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static readonly string[] PhoneSigns = [".", " ", "-", "__"];

    private static readonly string[] Messengers = ["ZaL0", "z.a.l.o", "Za lô", "zăl0"];

    private static readonly (string Formal, string Short)[] Shorthand =
    [
        ("không", "hông"),
        ("được", "dk"),
        ("với", "zới"),
        ("gì", "zì"),
        ("vậy", "zị"),
        ("rồi", "rùi"),
        ("quá", "wá"),
        ("biết", "pít"),
        ("mày", "m"),
        ("tao", "t"),
        ("thằng", "thg"),
        ("con", "kon"),
        ("người", "ngừi"),
        ("chó", "chóa"),
        ("ngu", "ngoo"),
        ("đồ", "dồ"),
        ("thích", "thík"),
        ("yêu", "iêu"),
        ("nhiều", "nhìu"),
        ("trong", "trog"),
        ("cũng", "cug"),
        ("những", "nhữg"),
        ("lồn", "lìn"),
        ("địt", "đjt"),
        ("vãi", "vl"),
        ("đéo", "dell"),
        ("cho", "cko"),
        ("như", "nkư"),
    ];

    /// <param name="text">Words and what stands between them.</param>
    /// <param name="kind">The way.</param>
    /// <param name="level">The share of the words, from 0 to 1.</param>
    /// <param name="seed">Of the choice.</param>
    public static string Of(string text, DisguiseKind kind, double level, int seed)
    {
        ArgumentNullException.ThrowIfNull(text);
        var random = new Random(HashCode(text, kind, seed));
        if (kind == DisguiseKind.BrokenPhones)
            return BreakPhones(text, level, random);
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Any(char.IsLetter) && random.NextDouble() < level)
                words[i] = OfWord(words[i], kind, random);
        }

        return string.Join(' ', words).Replace(" \0", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
    }

    private static string OfWord(string word, DisguiseKind kind, Random random) =>
        kind switch
        {
            DisguiseKind.Undiacritised => Unmarked(word),
            DisguiseKind.Separators => string.Join(Separators[random.Next(Separators.Length)], Elements(word)),
            DisguiseKind.LookAlikes => Replace(word, unit =>
                LookAlikes.TryGetValue(char.ToLowerInvariant(unit), out var others) ? others[random.Next(others.Length)] : unit
            ),
            DisguiseKind.ZeroWidth => string.Join(ZeroWidth[random.Next(ZeroWidth.Length)], Elements(word)),
            DisguiseKind.Lengthening => Lengthen(word, 2 + random.Next(4)),
            DisguiseKind.Typos => Mistype(word, random),
            DisguiseKind.InsertedSpaces => Insert(word, " ", random),
            DisguiseKind.Teencode => Shorten(word),
            DisguiseKind.Decomposed => word.Normalize(NormalizationForm.FormD),
            DisguiseKind.Case => Replace(word, unit => random.Next(2) == 0 ? char.ToUpperInvariant(unit) : unit),
            // The mark says that the space before it goes.
            DisguiseKind.Glued => "\0" + word,
            _ => word,
        };

    private static string Unmarked(string word)
    {
        var bare = new string([
            .. word.Normalize(NormalizationForm.FormD)
                .Where(unit => CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark),
        ]);
        return bare.Replace('đ', 'd').Replace('Đ', 'D');
    }

    private static string Replace(string word, Func<char, char> letter) => new([.. word.Select(letter)]);

    private static string Lengthen(string word, int times)
    {
        var last = Array.FindLastIndex(word.ToCharArray(), char.IsLetter);
        return word.Insert(last, new string(word[last], times));
    }

    /// <summary>
    /// One slip of the fingers: a letter swapped with the next, left out, doubled by its neighbour's key, or hit beside.
    /// </summary>
    private static string Mistype(string word, Random random)
    {
        // Half of a pair is no letter to slip on.
        if (word.Length < 3 || word.Any(char.IsSurrogate))
            return word;
        var at = 1 + random.Next(word.Length - 2);
        return random.Next(4) switch
        {
            0 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
            1 => word.Remove(at, 1),
            2 => word.Insert(at, Beside(word[at], random).ToString()),
            _ => word[..at] + Beside(word[at], random) + word[(at + 1)..],
        };
    }

    private static char Beside(char letter, Random random)
    {
        var bare = Unmarked(letter.ToString()).ToLowerInvariant();
        var row = Array.Find(KeyRows, keys => keys.Contains(bare, StringComparison.Ordinal));
        if (row is null || bare.Length != 1)
            return letter;
        var at = row.IndexOf(bare[0], StringComparison.Ordinal) + (random.Next(2) == 0 ? -1 : 1);
        return row[Math.Clamp(at, 0, row.Length - 1)];
    }

    private static string Insert(string word, string sign, Random random)
    {
        var elements = Elements(word);
        return elements.Count < 2 ? word
            : string.Concat(elements.Take(1 + random.Next(elements.Count - 1))) is var head ? head + sign + word[head.Length..]
            : word;
    }

    private static string Shorten(string word)
    {
        var (core, tail) = (word.TrimEnd('.', ',', '!', '?'), word[word.TrimEnd('.', ',', '!', '?').Length..]);
        var known = Array.Find(Shorthand, pair => pair.Formal.Equals(core, StringComparison.OrdinalIgnoreCase)).Short;
        if (known is not null)
            return known + tail;
        var shorter = core.Replace("ph", "f", StringComparison.Ordinal)
            .Replace("ng", "g", StringComparison.Ordinal)
            .Replace("qu", "w", StringComparison.Ordinal);
        return (
                shorter.Length > 1
                    ? shorter.Replace("c", "k", StringComparison.Ordinal).Replace("kh", "ch", StringComparison.Ordinal)
                    : shorter
            ) + tail;
    }

    /// <summary>Numbers taken apart, some digits as letters, and the name of the messenger as spammers write it.</summary>
    private static string BreakPhones(string text, double level, Random random)
    {
        var result = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (random.NextDouble() >= level * 2)
                result.Append(word);
            else if (word.Count(char.IsAsciiDigit) >= 4)
                result.AppendJoin(
                    PhoneSigns[random.Next(PhoneSigns.Length)],
                    word.Select(unit => unit == '0' && random.Next(2) == 0 ? 'o' : unit)
                );
            else if (word.Contains("zalo", StringComparison.OrdinalIgnoreCase))
                result.Append(
                    word.Replace("zalo", Messengers[random.Next(Messengers.Length)], StringComparison.OrdinalIgnoreCase)
                );
            else
                result.Append(word);
            result.Append(' ');
        }

        return result.ToString().TrimEnd();
    }

    private static List<string> Elements(string word)
    {
        var elements = new List<string>();
        var enumerator = StringInfo.GetTextElementEnumerator(word);
        while (enumerator.MoveNext())
            elements.Add(enumerator.GetTextElement());
        return elements;
    }

    /// <summary>Not the runtime's, which differs from process to process.</summary>
    private static int HashCode(string text, DisguiseKind kind, int seed) =>
        text.Aggregate((seed * 31) + (int)kind, (hash, unit) => unchecked((hash * 31) + unit));
}
