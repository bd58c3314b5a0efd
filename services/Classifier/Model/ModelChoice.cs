using System.CommandLine;

namespace Moderation.Classifier.Model;

/// <summary>Which model's file the service loads: <c>Model:Path</c>, or <c>Model:Name</c> of those beside the binary.</summary>
internal static class ModelChoice
{
    public const string Open = "open";

    /// <summary>Trained on data that may be used for research only, too.</summary>
    public const string Research = "research";

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Models");

    /// <summary>The verbs' <c>--model</c>.</summary>
    public static Option<string> Option() =>
        new("--model")
        {
            Description = "The model file; the committed one if not given.",
            DefaultValueFactory = _ => FileOf(Open),
        };

    /// <summary>The file, and the SHA-256 that is expected of it. Without a choice the better of those that are there.</summary>
    public static ChosenModel Of(ModelOptions options) =>
        options switch
        {
            { Path: { Length: > 0 } path } => new(path, options.Sha256!),
            { Name: { Length: > 0 } name } => Shipped(FileOf(name)),
            _ => Shipped(File.Exists(FileOf(Research)) ? FileOf(Research) : FileOf(Open)),
        };

    private static ChosenModel Shipped(string path) => new(path, ShippedModels.Sha256Of(path));

    private static string FileOf(string model) => Path.Combine(Folder, model + ".model");

    /// <summary>True for a model that says in its name that it was trained on research data.</summary>
    public static bool IsForResearch(ModelHeader header) => header.Name.Contains(Research, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The model that the service starts with.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Sha256">What is expected of the file, in hexadecimal digits.</param>
internal sealed record ChosenModel(string Path, string Sha256);
