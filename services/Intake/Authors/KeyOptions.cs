using Moderation.ServiceDefaults;

namespace Moderation.Intake.Authors;

/// <summary>The keys that guard readers and the form: the configuration section <c>Keys</c>, each 32 bytes in base64.</summary>
public sealed class KeyOptions
{
    /// <summary>From which authors' keys are derived.</summary>
    [Configured, RandomKey]
    public string Author { get; set; } = "";

    /// <summary>Under which phone numbers are stored.</summary>
    [Configured, RandomKey]
    public string Phone { get; set; } = "";

    /// <summary>From which tracking links are derived.</summary>
    [Configured, RandomKey]
    public string Tracking { get; set; } = "";

    /// <summary>From which the codes in pictures are derived.</summary>
    [Configured, RandomKey]
    public string Challenge { get; set; } = "";
}
