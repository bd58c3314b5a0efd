using Moderation.Contracts;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Bans;

/// <summary>By what an author is known.</summary>
public enum BanKind
{
    Phone,
    Device,

    /// <summary>Many readers may share one.</summary>
    Address,

    /// <summary>As texts are matched, whatever its case and its look-alike letters.</summary>
    Name,
}

public enum BanEffect
{
    /// <summary>Rejects everything, when automatic rejection is on.</summary>
    Ban,

    /// <summary>Holds everything.</summary>
    Mute,
}

/// <summary>What applies to an author until it ends or is lifted.</summary>
public sealed record Ban
{
    public required Guid Id { get; init; }

    public required BanKind By { get; init; }

    /// <summary>The masked phone, or the name that the author gave.</summary>
    public required string Author { get; init; }

    public required BanEffect Effect { get; init; }

    public required RejectReason Reason { get; init; }

    public string? Note { get; init; }

    /// <summary>Where it holds; null is everywhere.</summary>
    public string[]? Sections { get; init; }

    /// <summary>Null for no end.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal static class BanKinds
{
    /// <returns>Null when it is not known of the author.</returns>
    public static string? KeyOf(this BanKind kind, Comment comment) =>
        kind switch
        {
            BanKind.Phone => comment.PhoneKey,
            BanKind.Device => comment.DeviceKey,
            BanKind.Address => comment.AddressKey,
            _ => comment.NameKey,
        };
}
