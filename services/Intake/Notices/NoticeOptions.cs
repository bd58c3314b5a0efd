using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Notices;

/// <summary>The configuration section <c>Notices</c>: what authors are told of their comments, by whatever channel.</summary>
public sealed class NoticeOptions
{
    /// <summary>How long a decision or a reply waits before it is told, so that what is undone at once is never told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the link in the first letter is good; after that the address is forgotten.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long authors are told of a comment; after that their addresses are forgotten.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How often what is too old is looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(10);
}
