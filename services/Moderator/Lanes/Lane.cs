using System.Buffers.Binary;
using System.Security.Cryptography;
using Moderation.Moderator.Comments;

namespace Moderation.Moderator.Lanes;

/// <summary>What the machine may decide by itself. The names are the words of the database, the API and the console.</summary>
public enum LaneName
{
    Publish,
    Reject,
}

/// <summary>A lane as it is now.</summary>
public sealed record Lane
{
    public required LaneName Name { get; init; }

    /// <summary>Of what it decides at most this share may be wrong.</summary>
    public required double Budget { get; init; }

    /// <summary>The share of what it would decide that people read blind.</summary>
    public required double AuditShare { get; init; }

    /// <summary>Nothing is decided so without a person, by whatever rule.</summary>
    public bool IsForbidden { get; init; }

    public bool IsOpen { get; init; }

    /// <summary>Why it was shut last; null when it was never opened.</summary>
    public string? ShutFor { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Of the time that it is, or was last, open; null when it never was.</summary>
    internal Guid? OpeningId { get; init; }

    internal Guid? FitId { get; init; }

    /// <summary>It decides on this model's scores alone.</summary>
    public string? Model { get; init; }

    /// <summary>What is published is scored strictly below, what is rejected strictly above.</summary>
    public double? Threshold { get; init; }

    internal byte[] Salt { get; init; } = [];

    internal bool WasProven { get; init; }

    internal bool Publishes => Name == LaneName.Publish;

    /// <summary>What it does with a comment.</summary>
    internal Outcome Outcome => Publishes ? Outcome.Approve : Outcome.Reject;

    /// <summary>What a person does who finds it wrong.</summary>
    internal Outcome Against => Publishes ? Outcome.Reject : Outcome.Approve;

    /// <summary>The rule that its decisions are written down under.</summary>
    internal string Rule => Publishes ? Policy.Policy.PublishLane : Policy.Policy.RejectLane;

    /// <summary>As searches and watches see scores: the lower, the surer.</summary>
    internal double Safe(double score) => Publishes ? score : -score;

    internal bool Takes(Comment comment) =>
        IsOpen && comment.Model == Model && Safe(comment.Risk) < Safe(Threshold!.Value);

    /// <summary>By lot, the same in every copy and at every try, and known to nobody beforehand.</summary>
    internal bool Draws(Comment comment, double share)
    {
        Span<byte> drawn = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> of = stackalloc byte[20];
        comment.Id.TryWriteBytes(of);
        BinaryPrimitives.WriteInt32BigEndian(of[16..], comment.Revision);
        HMACSHA256.HashData(Salt, of, drawn);
        return BinaryPrimitives.ReadUInt64BigEndian(drawn) / (double)ulong.MaxValue < share;
    }
}
