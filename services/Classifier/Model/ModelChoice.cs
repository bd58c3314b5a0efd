namespace Moderation.Classifier.Model;

/// <summary>Which model's file the service loads: <c>Model:Path</c>, or <c>Model:Name</c> of those beside the binary.</summary>
internal static class ModelChoice
{
    public const string Open = "open";

    /// <summary>Trained on data that may be used for research only, too.</summary>
    public const string Research = "research";

    /// <param name="configuration">Holds <c>Model:Path</c>, <c>Model:Name</c> or neither.</param>
    /// <param name="environment">Production asks for a name, since the better model may not be anybody's to use.</param>
    /// <param name="folder">Where the named models lie.</param>
    /// <exception cref="InvalidOperationException">Both are set, the name is unknown, or neither is set in Production.</exception>
    public static string PathOf(IConfiguration configuration, IHostEnvironment environment, string folder)
    {
        var (path, name) = (configuration["Model:Path"], configuration["Model:Name"]);
        return (path, name) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidOperationException(
                "Model:Path and Model:Name are both configured. Leave one out."
            ),
            ({ Length: > 0 }, _) => path,
            (_, Open or Research) => FileOf(name),
            (_, { Length: > 0 }) => throw new InvalidOperationException(
                $"Model:Name is {name}. It must be open or research; another model is named by Model:Path."
            ),
            _ when environment.IsProduction() => throw new InvalidOperationException(
                "Model:Name is not configured. In Production it must be open, or research, whose training data may be used for research only, or Model:Path must name a file of your own."
            ),
            _ => File.Exists(FileOf(Research)) ? FileOf(Research) : FileOf(Open),
        };

        string FileOf(string model) => Path.Combine(folder, model + ".model");
    }

    /// <summary>True for a model that says in its name that it was trained on research data.</summary>
    public static bool IsForResearch(ModelHeader header) => header.Name.Contains(Research, StringComparison.OrdinalIgnoreCase);
}
