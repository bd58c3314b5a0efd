using System.Text;
using CsCheck;

namespace Moderation.Text.Tests;

/// <summary>Random texts of the kinds that break normalisers.</summary>
public static class HostileText
{
    /// <summary>Any UTF-16 units, also halves of pairs.</summary>
    public static readonly Gen<string> Units = Gen.Char.Array[0, 40].Select(units => new string(units));

    /// <summary>Few letters and signs, close together: every rule meets every other.</summary>
    public static readonly Gen<string> Dense = Mix(
        [
            "a",
            "á",
            "u",
            "ư",
            "o",
            "ò",
            "ơ",
            "y",
            "i",
            "n",
            "g",
            "h",
            "t",
            "c",
            "k",
            "đ",
            "m",
            "q",
            "z",
            "A",
            "Đ",
            "0",
            "1",
            "4",
            "@",
            "$",
            "2",
        ],
        [".", " ", "-", "  ", "..", ",", "!", "\n", "_ "]
    );

    /// <summary>Syllables, shorthand and curses with every kind of disguise.</summary>
    public static readonly Gen<string> Disguised = Mix(
        [
            "ngu",
            "hoà",
            "ko",
            "bh",
            "ng",
            "k",
            "iu",
            "đm",
            "n",
            "g",
            "e",
            "lồn",
            "cặc",
            "trc",
            "wa",
            "giờ",
            "n.g.u",
            "zal0",
            "vn",
            "j",
            "r",
        ],
        [" ", ".", "-", "\u200B", "\u00AD", "\u0301", "\u0323", "\u0302", "\u0336", "😂", "👩\u200D🚀", "❤\uFE0F", "\u202E", "0"]
    );

    /// <summary>
    /// Other alphabets and forms: Cyrillic, Greek, full-width, mathematical, Hangul in parts, marks in heaps, tags, selectors.
    /// </summary>
    public static readonly Gen<string> Exotic = Gen.OneOf(
            Gen.Int[0x300, 0x36F],
            Gen.Int[0x370, 0x52F],
            Gen.Int[0x1100, 0x11FF],
            Gen.Int[0x1D400, 0x1D7FF],
            Gen.Int[0x1E00, 0x206F],
            Gen.Int[0xFF00, 0xFFEF],
            Gen.Int[0x1F100, 0x1F1FF],
            Gen.Int[0xE0000, 0xE01EF],
            Gen.Int[0xFE00, 0xFE2F],
            Gen.Int[0x2F800, 0x2FA1D],
            Gen.Int[0x11080, 0x110FF],
            Gen.Int[0x900, 0x9FF],
            Gen.Int['a', 'z'],
            Gen.Int[0x20, 0x2F]
        )
        .Select(value => new Rune(value).ToString())
        .Array[0, 30]
        .Select(string.Concat);

    public static readonly Gen<string> Any = Gen.OneOf(
        Units,
        Dense,
        Disguised,
        Exotic,
        Gen.Select(Disguised, Exotic, string.Concat)
    );

    /// <summary>Texts that can be normalised, as whatever passed the border.</summary>
    public static readonly Gen<string> Valid = Any.Where(text =>
        IncomingText.FaultOf(text) == TextFault.None && !text.Contains('\uFFFE', StringComparison.Ordinal)
    );

    private static Gen<string> Mix(string[] words, string[] signs) =>
        Gen.OneOf(Part(words), Part(words), Part(signs)).Array[0, 24].Select(string.Concat);

    private static Gen<string> Part(string[] parts) => Gen.Int[0, parts.Length - 1].Select(index => parts[index]);
}
