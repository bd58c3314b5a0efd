using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Articles;

/// <summary>The configuration section <c>Articles</c>.</summary>
public sealed class ArticleOptions : IValidatableObject
{
    public const int MostDays = 3650;

    /// <summary>
    /// How many days after its publication, or its first comment, an article takes no more; 0 is never. What is set for an
    /// article comes before it.
    /// </summary>
    public int CloseAfterDays { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CloseAfterDays is < 0 or > MostDays)
            yield return new ValidationResult(
                $"Articles:CloseAfterDays is {CloseAfterDays}; it must be 0 (never) to {MostDays} days."
            );
    }
}
