using System.ComponentModel.DataAnnotations;

namespace Moderation.Intake.Limits;

/// <summary>How many comments are taken of whom, and under what: the configuration section <c>Limits</c>.</summary>
public sealed class LimitOptions : IValidatableObject
{
    private static readonly LimitKind[] Kinds =
    [
        LimitKind.Address,
        LimitKind.Phone,
        LimitKind.Device,
        LimitKind.Article,
        LimitKind.Site,
        LimitKind.Report,
        LimitKind.Letter,
        LimitKind.PhoneCode,
        LimitKind.PhoneCodeAddress,
    ];

    private const int MostCount = 1_000_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>
    /// Of a reader's address (an IPv4 address, or an IPv6 network of 64 bits). Thousands may share one of a mobile network.
    /// </summary>
    public Limit Address { get; set; } = new() { Count = 60, Within = TimeSpan.FromMinutes(1) };

    /// <summary>Of a phone number.</summary>
    public Limit Phone { get; set; } = new() { Count = 10, Within = TimeSpan.FromMinutes(5) };

    /// <summary>Of a device, as the site names it.</summary>
    public Limit Device { get; set; } = new() { Count = 10, Within = TimeSpan.FromMinutes(5) };

    /// <summary>Under an article.</summary>
    public Limit Article { get; set; } = new() { Count = 300, Within = TimeSpan.FromMinutes(1) };

    /// <summary>Of a news site.</summary>
    public Limit Site { get; set; } = new() { Count = 3_000, Within = TimeSpan.FromMinutes(1) };

    /// <summary>Reports of a reader's address, of whatever comments.</summary>
    public Limit Report { get; set; } = new() { Count = 20, Within = TimeSpan.FromMinutes(10) };

    /// <summary>Letters that ask the reader of an e-mail address whether they want notices, of whatever comments.</summary>
    public Limit Letter { get; set; } = new() { Count = 10, Within = TimeSpan.FromDays(1) };

    /// <summary>Codes that are sent to a phone.</summary>
    public Limit PhoneCode { get; set; } = new() { Count = 5, Within = TimeSpan.FromDays(1) };

    /// <summary>Codes that are sent for readers of one address, to whatever phones.</summary>
    public Limit PhoneCodeAddress { get; set; } = new() { Count = 30, Within = TimeSpan.FromHours(1) };

    /// <summary>How often counts whose time is over are deleted.</summary>
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(1);

    public Limit Of(LimitKind kind) =>
        kind switch
        {
            LimitKind.Address => Address,
            LimitKind.Phone => Phone,
            LimitKind.Device => Device,
            LimitKind.Report => Report,
            LimitKind.Letter => Letter,
            LimitKind.PhoneCode => PhoneCode,
            LimitKind.PhoneCodeAddress => PhoneCodeAddress,
            LimitKind.Article => Article,
            _ => Site,
        };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DeleteEvery <= TimeSpan.Zero)
            yield return new ValidationResult("Limits:DeleteEvery must be longer than nothing, such as 0:01:00 for a minute.");
        foreach (var kind in Kinds)
        {
            var limit = Of(kind);
            if (limit.Count is < 0 or > MostCount)
                yield return new ValidationResult($"Limits:{kind}:Count is {limit.Count}; it must be 0 (no limit) to 1,000,000.");
            if (limit.Within < TimeSpan.FromSeconds(1) || limit.Within > Longest)
                yield return new ValidationResult($"Limits:{kind}:Within is {limit.Within}; it must be a second to seven days.");
        }
    }
}

/// <summary>What a limit is for.</summary>
public enum LimitKind
{
    Address,
    Phone,
    Device,
    Article,
    Site,

    /// <summary>One reader under an article in slow mode; set for the article.</summary>
    SlowMode,

    /// <summary>What an address reports.</summary>
    Report,

    /// <summary>Letters that ask for a confirmation.</summary>
    Letter,

    /// <summary>Codes to a phone.</summary>
    PhoneCode,

    /// <summary>Codes for which an address asks.</summary>
    PhoneCodeAddress,
}
