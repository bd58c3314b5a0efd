using System.ComponentModel.DataAnnotations;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Likes;

/// <summary>The configuration section <c>Likes</c>.</summary>
public sealed class LikesOptions : IValidatableObject
{
    /// <summary>32 bytes in base64, from which passes and readers' keys are derived. Without it there are no likes.</summary>
    [RandomKey]
    public string? Key { get; set; }

    /// <summary>
    /// How many readers of one address (an IPv4 address, or an IPv6 network of 64 bits) may like a comment within a day. A mobile
    /// network puts hundreds behind one.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "{0} must be between {1} and {2}.")]
    public int PerAddress { get; set; } = 50;

    /// <summary>How long a pass is good, and how long it is kept who likes what; then the count alone is left.</summary>
    public TimeSpan KeepReaders { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How often those that were kept long enough are looked for.</summary>
    public TimeSpan DeleteEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The passes that these settings give and take.</summary>
    public ReaderPasses Passes(TimeProvider time) =>
        new(Key is { Length: > 0 } key ? Convert.FromBase64String(key) : null, KeepReaders, time);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeepReaders < TimeSpan.FromDays(1))
            yield return new ValidationResult("Likes:KeepReaders must be a day or more, such as 180.00:00:00 for 180 days.");
        if (DeleteEvery <= TimeSpan.Zero)
            yield return new ValidationResult("Likes:DeleteEvery must be longer than nothing, such as 0:10:00 for ten minutes.");
    }
}
