using System.Globalization;
using Moderation.Contracts;
using Moderation.Text;

namespace Moderation.Classifier.Features;

/// <summary>
/// Hashed n-grams of the normalised text with and without diacritics, words of the headline, and <see cref="TextNumbers"/>.
/// An instance keeps its buffers: use one a thread.
/// </summary>
public sealed class Featurizer(FeatureSettings settings)
{
    /// <summary>Above the number of every block of features.</summary>
    internal const int Blocks = (int)Block.Headline + 1;

    private readonly MatchingText _title = new();
    private readonly MatchingText _content = new();
    private readonly MatchingText _headline = new();
    private readonly List<Word> _words = [];
    private readonly List<Word> _headlineWords = [];

    /// <summary>The words of the comment that was read last, of its title first.</summary>
    public IReadOnlyList<Word> Words => _words;

    /// <summary>Hands every feature of <paramref name="input"/> to <paramref name="sink"/>.</summary>
    public void Read<TSink>(CommentInput input, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        _words.Clear();
        _headlineWords.Clear();
        _title.Read(input.Title);
        _content.Read(input.Content);
        _headline.Read(input.Headline);
        FindWords(_title.Marked, CommentField.Title, _words);
        FindWords(_content.Marked, CommentField.Content, _words);
        FindWords(_headline.Marked, CommentField.Title, _headlineWords);

        AddWords(Block.Words, _words, marked: true, mostWords: 3, ref sink);
        AddParts(Block.Parts, marked: true, ref sink);
        AddWords(Block.UnmarkedWords, _words, marked: false, mostWords: 2, ref sink);
        AddParts(Block.UnmarkedParts, marked: false, ref sink);
        AddWords(Block.Headline, _headlineWords, marked: true, mostWords: 2, ref sink);
        TextNumbers.Add(input, _title, _content, _words, 1 << settings.SlotBits, ref sink);
    }

    /// <summary>Where a word stands in the title or content as received, in UTF-16 units.</summary>
    public (int Start, int End) ToOriginal(Word word) => TextOf(word.Field).ToOriginal(word.Start, word.End);

    /// <summary>True for a price, a result or a part of a telephone number.</summary>
    public bool IsFigure(Word word) => char.IsAsciiDigit(TextOf(word.Field).Marked[word.Start]);

    private MatchingText TextOf(CommentField field) => field == CommentField.Title ? _title : _content;

    /// <summary>
    /// Runs of letters and digits, taken apart where words were run together, and each emoji or other symbol for itself.
    /// </summary>
    private static void FindWords(ReadOnlySpan<char> text, CommentField field, List<Word> words)
    {
        Span<int> ends = stackalloc int[GluedWords.MostSyllables];
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            if (end > i)
                AddSyllables(text[i..end], field, i, ends, words);
            else if (IsSymbol(text[i]))
                words.Add(new Word(field, i, end = i + (char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1)));
            i = Math.Max(end, i + 1);
        }
    }

    private static void AddSyllables(ReadOnlySpan<char> word, CommentField field, int at, Span<int> ends, List<Word> words)
    {
        var start = 0;
        foreach (var end in ends[..GluedWords.Split(word, ends)])
        {
            words.Add(new Word(field, at + start, at + end));
            start = end;
        }
    }

    private static bool IsSymbol(char unit) =>
        unit >= '\u2000'
        && (char.IsHighSurrogate(unit) || CharUnicodeInfo.GetUnicodeCategory(unit) == UnicodeCategory.OtherSymbol);

    private void AddWords<TSink>(Block block, List<Word> words, bool marked, int mostWords, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var (previous, beforePrevious, count) = (0u, 0u, 0);
        var field = CommentField.Name;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Field != field)
                (field, previous, beforePrevious) = (words[i].Field, 0, 0);
            var hash = FeatureHash.Of((uint)block, Units(block, words[i], marked));
            count += AddOne(FeatureHash.Finish(hash), i, i, block, ref sink);
            if (previous != 0)
                count += AddOne(FeatureHash.Finish(FeatureHash.Pair(previous, hash)), i - 1, i, block, ref sink);
            if (beforePrevious != 0 && mostWords > 2)
                count += AddOne(
                    FeatureHash.Finish(FeatureHash.Pair(FeatureHash.Pair(beforePrevious, previous), hash)),
                    i - 2,
                    i,
                    block,
                    ref sink
                );
            (beforePrevious, previous) = (previous, hash);
        }

        EndBlock(count, block == Block.Headline ? settings.HeadlineWeight : 1, ref sink);
    }

    private void AddParts<TSink>(Block block, bool marked, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var count = 0;
        for (var i = 0; i < _words.Count; i++)
        {
            var parts = new WordParts((uint)block, Units(block, _words[i], marked), settings.SlotBits);
            sink.AddParts(parts, i);
            count += parts.Count;
        }

        EndBlock(count, 1, ref sink);
    }

    private ReadOnlySpan<char> Units(Block block, Word word, bool marked)
    {
        var text = block == Block.Headline ? _headline : TextOf(word.Field);
        return (marked ? text.Marked : text.Unmarked)[word.Start..word.End];
    }

    private int AddOne<TSink>(uint hash, int firstWord, int lastWord, Block block, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        var slot = (int)(hash >> (32 - settings.SlotBits));
        if (block == Block.Headline)
            sink.Add(slot, -1, -1);
        else
            sink.Add(slot, firstWord, lastWord);
        return 1;
    }

    /// <summary>Long comments do not shout louder: a block's features share a length of one.</summary>
    private static void EndBlock<TSink>(int count, float weight, ref TSink sink)
        where TSink : struct, IFeatureSink
    {
        if (count > 0)
            sink.EndBlock(weight / MathF.Sqrt(count));
    }

    private enum Block : uint
    {
        Words = 1,
        Parts,
        UnmarkedWords,
        UnmarkedParts,
        Headline,
    }
}
