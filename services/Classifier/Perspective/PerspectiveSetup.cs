using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Perspective;

internal static class PerspectiveSetup
{
    public static void AddPerspective(this WebApplicationBuilder builder)
    {
        builder.AddOptions<PerspectiveOptions>("Perspective");
        builder.Services.AddSingleton<FeedbackStore>();
        builder.AddRetention<FeedbackRetention>();
    }
}

/// <summary>The configuration section <c>Perspective</c>.</summary>
internal sealed class PerspectiveOptions : IValidatableObject
{
    /// <summary>Of more suggestions the oldest are deleted, whoever sends how many.</summary>
    public const int MostFeedback = 100_000;

    /// <summary>What clients must send as <c>key</c>; none means that anybody may call.</summary>
    [Secret]
    public string? ApiKey { get; set; }

    /// <summary>How long suggested scores are kept, with the text that they are about.</summary>
    public TimeSpan KeepFeedback { get; set; } = TimeSpan.FromDays(180);

    /// <summary>
    /// Whether labels learn from what clients suggest, too. Whoever may call this interface teaches the model then.
    /// </summary>
    public bool Teaches { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepFeedback < TimeSpan.FromDays(1))
            yield return new ValidationResult(
                "Perspective:KeepFeedback must be a day or more, such as 180.00:00:00 for 180 days."
            );
    }
}
