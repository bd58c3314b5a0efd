namespace Moderation.Classifier.Features;

/// <summary>
/// Takes the features of one comment as they are found, so that training, scoring and explaining run over the same single pass.
/// Features come in blocks; every feature of a block has the same value, which is known at its end.
/// </summary>
public interface IFeatureSink
{
    /// <summary>
    /// A feature was found in the words <paramref name="firstWord"/> to <paramref name="lastWord"/>; -1 where no word of the
    /// comment is behind it.
    /// </summary>
    void Add(int slot, int firstWord, int lastWord);

    /// <summary>The parts of a word of the comment were found.</summary>
    void AddParts(WordParts parts, int word);

    /// <summary>The features since the last block ended each count <paramref name="value"/>.</summary>
    void EndBlock(float value);

    /// <summary>A feature with a value of its own.</summary>
    void AddNumber(int slot, float value);
}
