using Moderation.Classifier.Features;

namespace Moderation.Classifier.Training;

/// <summary>
/// The hashed features of one comment, gathered by the words behind them: what <see cref="Model.WordHead"/> weighs.
/// </summary>
internal readonly struct WordFeatures() : IFeatureSink
{
    /// <summary>By index of the word: slots, and how often each was found.</summary>
    public List<SortedDictionary<int, float>> Words { get; } = [];

    public void Add(int slot, int firstWord, int lastWord)
    {
        if (firstWord < 0)
            return;
        while (Words.Count <= lastWord)
            Words.Add([]);
        for (var word = firstWord; word <= lastWord; word++)
            Words[word][slot] = Words[word].GetValueOrDefault(slot) + 1;
    }

    public void AddParts(WordParts parts, int word)
    {
        Span<int> slots = stackalloc int[WordParts.Most];
        foreach (var slot in slots[..parts.Read(slots)])
            Add(slot, word, word);
    }

    public void EndBlock(float value) { }

    public void AddNumber(int slot, float value) { }
}
