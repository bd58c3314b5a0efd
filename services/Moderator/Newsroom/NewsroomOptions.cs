using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Newsroom;

/// <summary>From the section <c>Newsroom</c>.</summary>
public sealed class NewsroomOptions : IValidatableObject
{
    /// <summary>Under which name the newsroom answers readers; beside it stands the badge.</summary>
    public string Name { get; set; } = "Ban biên tập";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (TextRule.CommentName.Check(Name).Errors.Count > 0)
            yield return new ValidationResult("Newsroom:Name must be a name of 1 to 60 characters on one line.");
    }
}
