using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <summary>What takes messages to phones.</summary>
public enum SmsGateKind
{
    /// <summary>Nothing: no reader is asked for a confirmed phone number.</summary>
    Off,

    /// <summary>A file that gets a line for each, for trying.</summary>
    File,
}

/// <summary>
/// The configuration section <c>PhoneCodes</c>. With a gate, readers for whom no site vouches confirm their phone number by a
/// code that is sent to it.
/// </summary>
public sealed class PhoneCodeOptions : IValidatableObject
{
    public SmsGateKind Gate { get; set; }

    /// <summary>To which <see cref="SmsGateKind.File"/> writes.</summary>
    public string File { get; set; } = "";

    /// <summary>Codes go to numbers of other countries too, whose messages may cost much.</summary>
    public bool Abroad { get; set; }

    /// <summary>How long a code may be typed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a number stays confirmed for the browser that has its pass.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00", ErrorMessage = "{0} must be between {1} and {2}.")]
    public TimeSpan KeepConfirmed { get; set; } = TimeSpan.FromDays(30);

    public bool IsOn => Gate != SmsGateKind.Off;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Gate != SmsGateKind.File)
            yield break;
        if (validationContext.IsProduction())
            yield return new ValidationResult("PhoneCodes:Gate file is for trying: in Production nobody would get a code.");
        if (File.Length == 0)
            yield return new ValidationResult("PhoneCodes:File must be the file to which PhoneCodes:Gate file writes.");
    }
}
