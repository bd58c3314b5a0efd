namespace Moderation.Contracts;

/// <summary>
/// Keyed hashes (HMAC-SHA256, lower-case hexadecimal) that tell one author from another without saying who it is.
/// Each is null when its source is unknown.
/// </summary>
public sealed record AuthorKeys
{
    /// <summary>Of the phone number in E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>Of the reader's network address.</summary>
    public string? Address { get; init; }

    /// <summary>Of the reader's device.</summary>
    public string? Device { get; init; }

    /// <summary>The phone as a moderator may see it, such as <c>091****678</c>.</summary>
    public string? MaskedPhone { get; init; }
}
