using Moderation.Classifier.Data;
using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Training;
using Moderation.Testing;

namespace Moderation.Classifier.Tests;

/// <summary>A model of few slots, trained on a part of the committed comments within seconds.</summary>
internal static class SmallModel
{
    public const string Name = "small-test";

    private const int Slots = 13;

    private const int FirstComments = 8008;

    private static readonly Lazy<TrainedModel> Lazy = new(Train);

    public static ClassifierModel Shared => Trained.Model;

    /// <summary>The same with what was measured on what it had not seen.</summary>
    public static TrainedModel Trained => Lazy.Value;

    public static FeatureSettings Settings { get; } = new() { SlotBits = Slots };

    public static string AllComments { get; } =
        Path.Combine(Parts.ProjectRoot, "services", "Classifier", "Data", "comments.vi.jsonl");

    public static TrainedModel Train() => new ModelTraining(Settings).Train(Name, [Comments()], () => { });

    /// <summary>Every fourth of the first committed comments: those that are added behind them change no test.</summary>
    public static DataFile Comments()
    {
        var all = DataFile.Read(AllComments);
        return all with { Comments = [.. all.Comments.Take(FirstComments).Where((_, line) => line % 4 == 0)] };
    }
}
