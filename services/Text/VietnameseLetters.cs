using System.Text;

namespace Moderation.Text;

/// <summary>The Vietnamese vowels in lower case, and the letters without their marks.</summary>
public static class VietnameseLetters
{
    /// <summary>A row for each vowel: no tone, huyền, sắc, hỏi, ngã, nặng.</summary>
    private static readonly string[] Vowels =
    [
        "aàáảãạ",
        "ăằắẳẵặ",
        "âầấẩẫậ",
        "eèéẻẽẹ",
        "êềếểễệ",
        "iìíỉĩị",
        "oòóỏõọ",
        "ôồốổỗộ",
        "ơờớởỡợ",
        "uùúủũụ",
        "ưừứửữự",
        "yỳýỷỹỵ",
    ];

    private const int TableSize = 0x1F00;
    private static readonly byte[] VowelRows = new byte[TableSize];
    private static readonly byte[] Tones = new byte[TableSize];
    private static readonly char[] WithoutTones = new char[TableSize];
    private static readonly char[] WithoutMarks = new char[TableSize];

    static VietnameseLetters()
    {
        for (var unit = 0; unit < TableSize; unit++)
            WithoutTones[unit] = WithoutMarks[unit] = (char)unit;
        // đ has no decomposition.
        WithoutMarks['đ'] = 'd';
        for (var row = 0; row < Vowels.Length; row++)
        {
            for (var tone = 0; tone < 6; tone++)
            {
                var vowel = Vowels[row][tone];
                VowelRows[vowel] = (byte)(row + 1);
                Tones[vowel] = (byte)tone;
                WithoutTones[vowel] = Vowels[row][0];
                WithoutMarks[vowel] = vowel.ToString().Normalize(NormalizationForm.FormD)[0];
            }
        }
    }

    /// <summary>True for a lower-case letter of Vietnamese or English.</summary>
    public static bool IsLetter(char unit) => unit is >= 'a' and <= 'z' or 'đ' || IsVowel(unit);

    internal static bool IsVowel(char unit) => unit < TableSize && VowelRows[unit] != 0;

    /// <summary>0 for no tone.</summary>
    internal static int ToneOf(char unit) => unit < TableSize ? Tones[unit] : 0;

    /// <summary><c>ấ</c> → <c>â</c>.</summary>
    internal static char Toneless(char unit) => unit < TableSize ? WithoutTones[unit] : unit;

    internal static char WithTone(char unit, int tone) => IsVowel(unit) ? Vowels[VowelRows[unit] - 1][tone] : unit;

    /// <summary><c>ấ</c> → <c>a</c>, <c>đ</c> → <c>d</c>.</summary>
    public static char Unmarked(char unit) => unit < TableSize ? WithoutMarks[unit] : unit;

    /// <summary><see cref="Unmarked"/> of each unit, into <paramref name="target"/>.</summary>
    internal static void RemoveMarks(ReadOnlySpan<char> units, Span<char> target)
    {
        ReadOnlySpan<char> table = WithoutMarks;
        for (var i = 0; i < units.Length; i++)
            target[i] = units[i] < table.Length ? table[units[i]] : units[i];
    }

    /// <summary>True for <c>ă â ê ô ơ ư</c>, whatever the tone.</summary>
    internal static bool HasQuality(char unit) => Toneless(unit) is 'ă' or 'â' or 'ê' or 'ô' or 'ơ' or 'ư';
}
