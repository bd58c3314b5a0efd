using System.ComponentModel.DataAnnotations;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The configuration section <c>Retention</c>: how long it is kept who sent a comment. The comments stay, and what was decided on
/// them.
/// </summary>
public sealed class RetentionOptions
{
    private const string Between = "{0} must be between {1} and {2}.";

    /// <summary>
    /// The keyed hashes of network addresses: 12 to 24 months, as Vietnamese law has it for who keeps such traces.
    /// </summary>
    [Range(typeof(TimeSpan), "365.00:00:00", "731.00:00:00", ErrorMessage = Between)]
    public TimeSpan NetworkAddresses { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Phone numbers, and the keyed hashes of them and of devices.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", "3660.00:00:00", ErrorMessage = Between)]
    public TimeSpan PersonalData { get; set; } = TimeSpan.FromDays(731);

    /// <summary>How often what was kept long enough is looked for: each time all comments are read through.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00", ErrorMessage = Between)]
    public TimeSpan Every { get; set; } = TimeSpan.FromDays(1);
}
