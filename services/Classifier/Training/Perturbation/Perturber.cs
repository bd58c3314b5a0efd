using System.Globalization;
using System.Text;
using Moderation.Classifier.Data;

namespace Moderation.Classifier.Training.Perturbation;

/// <summary>
/// Copies of comments with some words disguised, so that the model learns the words behind. Its signs and habits are others than
/// those of <see cref="Evasion.Disguise"/>, which measures: what is measured is then not what was learned by heart. The same
/// comments give the same copies.
/// </summary>
public static class Perturber
{
    private const int Seed = 7;

    /// <summary>The share of words that a copy has disguised, at least and at most.</summary>
    private const double Least = 0.1,
        Most = 0.5;

    private static readonly Func<string, Random, string>[] Ways =
    [
        WithoutTone,
        WithoutMarks,
        Parted,
        Foreign,
        Split,
        Dropped,
        Turned,
        Repeated,
        Vowelless,
        Shouted,
    ];

    /// <summary>Pairs of sounds and letters that careless writers mix up.</summary>
    private static readonly (string One, string Other)[] Mixed =
    [
        ("ch", "tr"),
        ("s", "x"),
        ("d", "gi"),
        ("l", "n"),
        ("i", "y"),
        ("c", "k"),
        ("n", "ng"),
        ("t", "c"),
        ("ă", "a"),
        ("ơ", "o"),
        ("ê", "e"),
    ];

    private static readonly Dictionary<char, char> Strange = new()
    {
        ['a'] = 'α',
        ['b'] = 'в',
        ['d'] = 'ɗ',
        ['e'] = 'ε',
        ['g'] = 'ց',
        ['h'] = 'ɦ',
        ['i'] = 'ɩ',
        ['k'] = 'к',
        ['m'] = 'м',
        ['n'] = 'п',
        ['o'] = 'ø',
        ['r'] = 'ŕ',
        ['t'] = 'τ',
        ['u'] = 'ц',
        ['v'] = 'ν',
        ['y'] = 'γ',
    };

    /// <summary>
    /// The file with <paramref name="copies"/> perturbed copies of each comment behind its comments; what a perturbation does not
    /// change is not copied.
    /// </summary>
    public static DataFile WithCopies(DataFile file, int copies)
    {
        ArgumentNullException.ThrowIfNull(file);
        var random = new Random(Seed);
        var made = Enumerable
            .Range(0, copies)
            .SelectMany(_ => file.Comments)
            .Select(comment => Copy(comment, random))
            .Where(copy => copy.Input.Content != copy.CopyOf);
        return copies == 0 ? file : file with { Comments = [.. file.Comments, .. made] };
    }

    private static LabelledComment Copy(LabelledComment comment, Random random)
    {
        var content = comment.Input.Content;
        var (words, share) = (content.Split(' '), Least + (random.NextDouble() * (Most - Least)));
        var way = Ways[random.Next(Ways.Length)];
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length > 1 && words[i].All(char.IsLetter) && random.NextDouble() < share)
                words[i] = random.Next(3) == 0 ? Ways[random.Next(Ways.Length)](words[i], random) : way(words[i], random);
        }

        return comment with
        {
            Input = comment.Input with { Content = string.Join(' ', words) },
            CopyOf = content,
        };
    }

    private static string WithoutTone(string word, Random random) =>
        Keep(word, mark => mark is not ('\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323'));

    private static string WithoutMarks(string word, Random random) => Keep(word, _ => false).Replace('đ', 'd').Replace('Đ', 'D');

    private static string Keep(string word, Func<char, bool> keeps) =>
        new string([
            .. word.Normalize(NormalizationForm.FormD)
                .Where(unit => CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark || keeps(unit)),
        ]).Normalize(NormalizationForm.FormC);

    private static string Parted(string word, Random random)
    {
        var sign = " /'+|,"[random.Next(6)];
        var at = 1 + random.Next(word.Length - 1);
        return random.Next(2) == 0 ? word[..at] + sign + word[at..] : string.Join(sign, word.AsEnumerable());
    }

    private static string Foreign(string word, Random random) =>
        new([
            .. word.Select(unit =>
                Strange.TryGetValue(char.ToLowerInvariant(unit), out var strange) && random.Next(3) > 0 ? strange : unit
            ),
        ]);

    private static string Split(string word, Random random)
    {
        var at = 1 + random.Next(word.Length - 1);
        return word[..at] + ' ' + word[at..];
    }

    private static string Dropped(string word, Random random) => word.Remove(random.Next(word.Length), 1);

    private static string Turned(string word, Random random)
    {
        var pair = Mixed[random.Next(Mixed.Length)];
        return word.Contains(pair.One, StringComparison.Ordinal)
            ? word.Replace(pair.One, pair.Other, StringComparison.Ordinal)
            : word.Replace(pair.Other, pair.One, StringComparison.Ordinal);
    }

    private static string Repeated(string word, Random random)
    {
        var at = random.Next(word.Length);
        return word.Insert(at, new string(word[at], 1 + random.Next(5)));
    }

    private static string Vowelless(string word, Random random) =>
        word[0]
        + new string([
            .. word.Skip(1)
                .Where(unit => !"aeiouyăâêôơư".Contains(Keep(unit.ToString(), _ => false)[0], StringComparison.Ordinal)),
        ]);

    private static string Shouted(string word, Random random) =>
        random.Next(2) == 0 ? word.ToUpperInvariant() : char.ToUpperInvariant(word[0]) + word[1..];
}
