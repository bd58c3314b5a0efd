using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Model;

/// <summary>Which model the service loads: the configuration section <c>Model</c>.</summary>
internal sealed class ModelOptions : IValidatableObject
{
    /// <summary>A model's file.</summary>
    public string? Path { get; set; }

    /// <summary>Of the file at <see cref="Path"/>, in hexadecimal digits: a model is not its own witness.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Instead of the path, one of the models beside the binary: <c>open</c> or <c>research</c>.</summary>
    public string? Name { get; set; }

    /// <summary>In Production there must be a choice, since the better model may not be anybody's to use.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is { Length: > 0 } && Name is { Length: > 0 })
            yield return new ValidationResult("Model:Path and Model:Name are both configured. Leave one out.");
        else if (Path is { Length: > 0 } && !(Sha256 is { Length: 64 } && Sha256.All(char.IsAsciiHexDigit)))
            yield return new ValidationResult(
                "Model:Sha256 must be the SHA-256 of the file that Model:Path names, in 64 hexadecimal digits; "
                    + "sha256sum prints it."
            );
        else if (Name is { Length: > 0 } and not (ModelChoice.Open or ModelChoice.Research))
            yield return new ValidationResult(
                $"Model:Name is {Name}. It must be open or research; another model is named by Model:Path."
            );
        else if (Path is not { Length: > 0 } && Name is not { Length: > 0 } && validationContext.IsProduction())
            yield return new ValidationResult(
                "Model:Name is not configured. In Production it must be open, or research, whose training data may be used for "
                    + "research only, or Model:Path must name a file of your own."
            );
    }
}
