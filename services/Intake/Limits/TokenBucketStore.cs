using Dapper;
using Npgsql;

namespace Moderation.Intake.Limits;

/// <summary>Token buckets in the database, shared by all copies of the service. A full one has no row.</summary>
internal static class TokenBucketStore
{
    /// <summary>
    /// The first statement of a transaction that takes from buckets: until its end no other copy does. One lock for all: every
    /// comment takes from the site's bucket, so row locks would let no more happen side by side, and could wait for one another.
    /// Gives the database's time. A copy that stops answering in the middle does not keep the others waiting.
    /// </summary>
    internal const string Lock = """
        SELECT clock_timestamp()
        FROM set_config('idle_in_transaction_session_timeout', '10s', true), pg_advisory_xact_lock(1818848617)
        """;

    /// <summary>
    /// After <see cref="Lock"/>: the buckets <c>@Keys</c> that are not full. Each is looked up by itself: a plan that was made
    /// while the table was small would otherwise go on reading all of it.
    /// </summary>
    internal const string Select = """
        SELECT b.key, b.full_at
        FROM unnest(@Keys) AS k CROSS JOIN LATERAL (SELECT key, full_at FROM token_buckets WHERE key = k LIMIT 1) AS b
        """;

    /// <summary>Writes when the buckets <c>@Keys</c> are full again, <c>@FullAts</c>.</summary>
    internal const string Upsert = """
        INSERT INTO token_buckets (key, full_at) SELECT * FROM unnest(@Keys, @FullAts)
        ON CONFLICT (key) DO UPDATE SET full_at = excluded.full_at
        """;

    /// <summary>Buckets for what takes from them in a transaction of its own; until its end no other copy does.</summary>
    internal static async Task<TokenBuckets> ReadAsync(NpgsqlTransaction transaction, IEnumerable<TokenBucket> taken)
    {
        const string sql = $"{Lock}; {Select}";
        await using var results = await transaction.Connection!.QueryMultipleAsync(
            sql,
            new { Keys = taken.Select(bucket => bucket.Key).ToArray() },
            transaction
        );
        var now = await results.ReadSingleAsync<DateTimeOffset>();
        return new TokenBuckets(now, (await results.ReadAsync<(Guid, DateTimeOffset)>()).ToDictionary());
    }

    /// <summary>Writes what was taken.</summary>
    internal static Task WriteAsync(NpgsqlTransaction transaction, TokenBuckets buckets) =>
        transaction.Connection!.ExecuteAsync(
            Upsert,
            new { Keys = buckets.Changed.Keys.ToArray(), FullAts = buckets.Changed.Values.ToArray() },
            transaction
        );
}
