using Moderation.Classifier.Features;
using Moderation.Text;

namespace Moderation.Classifier.Training;

/// <summary>Parts of data, each held out once. The same text never stands on both sides, however it is written.</summary>
internal static class Folds
{
    public const int Count = 5;

    /// <returns>From 0 on.</returns>
    public static int Of(string content) =>
        (int)(FeatureHash.Finish(FeatureHash.Of(0, MatchingText.Of(content).Unmarked)) % Count);
}
