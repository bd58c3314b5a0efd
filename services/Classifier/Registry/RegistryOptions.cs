using System.ComponentModel.DataAnnotations;

namespace Moderation.Classifier.Registry;

/// <summary>The configuration section <c>Registry</c>.</summary>
internal sealed class RegistryOptions
{
    /// <summary>How long the file of a model is kept that is only a candidate, or was retired.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan KeepFiles { get; set; } = TimeSpan.FromDays(90);
}
