using Moderation.Classifier.Model;

namespace Moderation.Classifier.Registry;

/// <summary>Whether a model of the registry can be used.</summary>
internal static class ModelCheck
{
    /// <exception cref="ModelRefusedException">
    /// Its file is damaged, not the one that is expected, of another version, of another model, or has no head for a label.
    /// </exception>
    public static ClassifierModel Of(ModelWithFile row)
    {
        var model = ModelFile.Read(row.File, row.Sha256);
        if (model.Header.Name != row.Name)
            throw new ModelRefusedException($"its file is of {model.Header.Name}");
        // What an operator names by Model:Path may lack a label, and the start says so.
        if (!row.Shipped && model.Header.Missing.Any())
            throw new ModelRefusedException("it has no head for " + string.Join(", ", model.Header.Missing));
        return model;
    }
}
