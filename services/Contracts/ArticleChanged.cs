using System.Text.Json.Serialization;

namespace Moderation.Contracts;

/// <summary>
/// An article takes comments in another way than before: it was opened, made read-only or closed, also by itself, or something
/// else is asked of its readers and moderators. Published by Intake; consumed by Publisher (webhooks).
/// </summary>
public sealed record ArticleChanged
{
    public required string ArticleId { get; init; }

    /// <summary>Counts the changes of this article's state; an older one changes nothing.</summary>
    [JsonConverter(typeof(CountConverter))]
    public required int Version { get; init; }

    /// <summary><c>open</c>, <c>readOnly</c> or <c>closed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>A reader may send one comment in so many minutes; 0 is no limit.</summary>
    public required int SlowMinutes { get; init; }

    /// <summary>A person looks at each comment: nothing is published by machine.</summary>
    public required bool PreModerated { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
