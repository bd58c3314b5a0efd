using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Captchas;

/// <summary>The configuration section <c>Captcha</c>.</summary>
public sealed class CaptchaOptions
{
    /// <summary>How long a code may be typed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many codes one address may have that were not answered rightly and have not expired. A mobile network puts hundreds of
    /// readers behind one address.
    /// </summary>
    [Range(1, 100_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int OpenPerAddress { get; init; } = 200;
}
