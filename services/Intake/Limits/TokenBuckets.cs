namespace Moderation.Intake.Limits;

/// <summary>A token bucket from which a comment takes one.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Key">Whose it is.</param>
/// <param name="Limit">How many it holds, and how fast it fills.</param>
public readonly record struct TokenBucket(LimitKind Kind, Guid Key, Limit Limit);

/// <summary>A bucket that was empty.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Wait">How long until it has one again.</param>
public sealed record Shortage(LimitKind Kind, TimeSpan Wait);

/// <summary>
/// Token buckets at one moment. A bucket is a single instant, the one at which it is full again: each token that is taken moves
/// it on by the time in which one comes back.
/// </summary>
/// <param name="now">The database's time, the same for all copies of the service.</param>
/// <param name="read">When those are full that are not.</param>
public sealed class TokenBuckets(DateTimeOffset now, IReadOnlyDictionary<Guid, DateTimeOffset> read)
{
    private readonly Dictionary<Guid, DateTimeOffset> _changed = [];

    /// <summary>From which something was taken, with the instant at which each is full again.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Changed => _changed;

    /// <summary>The same before anything was taken.</summary>
    public TokenBuckets Untouched() => new(now, read);

    /// <summary>When it is full again.</summary>
    public DateTimeOffset FullAt(Guid key) =>
        _changed.TryGetValue(key, out var changed) ? changed : read.GetValueOrDefault(key, now);

    /// <summary>Takes one from each, or none from any.</summary>
    /// <returns>Null when it was taken; otherwise the bucket for which one has to wait longest.</returns>
    public Shortage? Take(IReadOnlyList<TokenBucket> buckets)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        Shortage? shortage = null;
        foreach (var bucket in buckets)
        {
            var wait = FullAfter(bucket) - Empty(bucket);
            if (wait > (shortage?.Wait ?? TimeSpan.Zero))
                shortage = new Shortage(bucket.Kind, wait);
        }
        if (shortage is not null)
            return shortage;
        foreach (var bucket in buckets)
            _changed[bucket.Key] = FullAfter(bucket);
        return null;
    }

    /// <summary>When a bucket is full again from which all is taken at this moment.</summary>
    private DateTimeOffset Empty(TokenBucket bucket) => now + bucket.Limit.Each * bucket.Limit.Count;

    /// <summary>Nobody owes more than a whole bucket, also after its limit was made smaller.</summary>
    private DateTimeOffset FullAfter(TokenBucket bucket)
    {
        var full = FullAt(bucket.Key);
        return (full < now ? now : full > Empty(bucket) ? Empty(bucket) : full) + bucket.Limit.Each;
    }
}
