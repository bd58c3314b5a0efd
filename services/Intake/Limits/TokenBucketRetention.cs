using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Limits;

/// <summary>Deletes token buckets that are full again, so that nothing is kept of whoever sends no more.</summary>
internal sealed class TokenBucketRetention(LimitOptions options, NpgsqlDataSource database)
    : RetentionJob(new("limits", "Limits:…:Within", Kept: null, options.DeleteEvery), database)
{
    protected override string Removal =>
        """
        DELETE FROM token_buckets WHERE key IN (
            SELECT key FROM token_buckets WHERE full_at < statement_timestamp() FOR UPDATE SKIP LOCKED)
        """;

    protected override string Remainder =>
        """
        SELECT min(full_at) AS oldest, count(*) FILTER (WHERE full_at < statement_timestamp()) AS waiting FROM token_buckets
        """;
}
